// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/modelcatalog.h"

#include "core/base/logging.h"
#include "core/base/regularfile.h"

#include <QFile>

static void loadModelResources()
{
    Q_INIT_RESOURCE(models);
}

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;

catalog::ModelCatalog readBundledModels()
{
    loadModelResources();
    QFile file(u":/outcrop/models.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto read = catalog::ModelCatalog::parse(file.readAll(), file.fileName());
    if (!read) {
        qCWarning(lcUi).noquote() << read.error().message << read.error().detail;
        return {};
    }
    return *read;
}

} // namespace

const catalog::ModelCatalog &bundledModels()
{
    static const catalog::ModelCatalog catalog = readBundledModels();
    return catalog;
}

base::Result<catalog::ModelCatalog> correctedModels(const QString &path)
{
    constexpr qint64 longestFile = 8 * 1024 * 1024;
    catalog::ModelCatalog models = bundledModels();
    const auto file = base::RegularFile::read(path, longestFile);
    if (!file && file.error().code == u"ENOENT")
        return models;
    if (!file)
        return file.error();
    if (const auto corrected = models.correct(file->bytes, path); !corrected)
        return corrected.error();
    return models;
}

QStringList catalogModelIds()
{
    return bundledModels().suggestedIds();
}

} // namespace outcrop::app
