// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/variablestore.h"

#include "core/base/atomicfile.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"

namespace outcrop::conversation
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using json::Json;

namespace
{

constexpr qint64 longestFile = 4 * 1024 * 1024;
/// As long as one types it is not written.
constexpr auto pause = 400ms;

bool holdsStrings(const Json &object)
{
    for (qsizetype i = 0; i < object.size(); ++i) {
        if (!object.at(i).isString())
            return false;
    }
    return object.isObject();
}

void apply(Json &values, const QString &name, const std::optional<QString> &value)
{
    if (value)
        values.set(name, Json(*value));
    else
        values.remove(name);
}

} // namespace

VariableStore::VariableStore(QString path, QObject *parent) : QObject(parent), m_path(std::move(path))
{
    m_saveLater.setSingleShot(true);
    m_saveLater.setInterval(pause);
    connect(&m_saveLater, &QTimer::timeout, this, [this] {
        if (const auto saved = save(); !saved.ok())
            Q_EMIT failed(saved.error());
    });
    const auto values = read();
    if (values)
        m_values = *values;
    else
        qCWarning(lcStore).noquote() << "Variables are left aside:" << values.error().message;
}

VariableStore::~VariableStore()
{
    if (const auto saved = save(); !saved.ok())
        qCWarning(lcStore).noquote() << "Variables are not kept:" << saved.error().message;
}

base::Result<Json> VariableStore::read() const
{
    const auto file = base::RegularFile::read(m_path, longestFile);
    if (!file && file.error().code == u"ENOENT")
        return Json::object();
    if (!file)
        return file.error();
    const auto values = json::parse(file->bytes);
    if (!values)
        return values.error().toError(m_path);
    if (!holdsStrings(*values))
        return base::makeError(base::ErrorKind::BadInput, tr("%1 holds no variables").arg(m_path),
                               tr("It has to be a JSON object of strings. Mend or remove it."));
    return *values;
}

void VariableStore::take(const Json &values)
{
    if (values == m_values)
        return;
    m_values = values;
    Q_EMIT changed();
}

void VariableStore::set(const QString &name, const std::optional<QString> &value)
{
    Json values = m_values;
    apply(values, name, value);
    if (values == m_values)
        return;
    m_unsaved.insert(name, value);
    m_saveLater.start();
    take(values);
}

base::Result<void> VariableStore::save()
{
    m_saveLater.stop();
    if (m_unsaved.isEmpty())
        return {};
    auto values = read();
    if (!values)
        return values.error();
    for (auto change = m_unsaved.cbegin(); change != m_unsaved.cend(); ++change)
        apply(*values, change.key(), change.value());
    const auto written = base::AtomicFile::write(m_path, json::write(*values, json::Layout::Pretty));
    if (!written)
        return written.error();
    m_unsaved.clear();
    take(*values);
    return {};
}

} // namespace outcrop::conversation
