// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/modelcatalog.h"

#include "core/json/json.h"

#include <QFile>

static void loadModelResources()
{
    Q_INIT_RESOURCE(models);
}

namespace outcrop::app
{

using namespace Qt::StringLiterals;

QStringList catalogModelIds()
{
    loadModelResources();
    QFile file(u":/outcrop/models.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto catalog = json::parse(file.readAll());
    QStringList ids;
    if (!catalog.ok())
        return ids;
    const json::Json models = catalog->value("models"_L1);
    for (qsizetype i = 0; i < models.size(); ++i)
        ids.append(models.at(i).value("id"_L1).toString());
    return ids;
}

} // namespace outcrop::app
