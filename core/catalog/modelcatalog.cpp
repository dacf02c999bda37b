// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/modelcatalog.h"

#include <algorithm>

namespace outcrop::catalog
{

namespace
{

using namespace Qt::StringLiterals;
using base::ErrorKind;
using json::Json;

constexpr qint64 newestFormat = 1;

base::Error badCatalog(const QString &what, const QString &why)
{
    return base::makeError(ErrorKind::BadInput, u"The model facts in %1 cannot be used: %2."_s.arg(what, why),
                           u"Correct the file, or move it away to go on without it."_s);
}

base::Result<Json> rootOf(QByteArrayView text, const QString &what)
{
    const auto root = json::parse(text);
    if (!root)
        return root.error().toError(what);
    if (root->value("format"_L1).toInt().value_or(newestFormat) > newestFormat)
        return badCatalog(what, u"it is of a newer format than this Outcrop reads"_s);
    const Json models = root->value("models"_L1);
    if (!models.isArray())
        return badCatalog(what, u"it has no array \"models\""_s);
    for (qsizetype i = 0; i < models.size(); ++i) {
        if (models.at(i).value("id"_L1).toString().isEmpty())
            return badCatalog(what, u"/models/%1 has no \"id\""_s.arg(i));
    }
    return *root;
}

qsizetype indexOfId(const Json &entries, const QString &id)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (entries.at(i).value("id"_L1).toString() == id)
            return i;
    }
    return -1;
}

Json laidOver(Json entry, const Json &correction)
{
    for (qsizetype i = 0; i < correction.size(); ++i)
        entry.set(correction.keyAt(i), correction.at(i));
    return entry;
}

void appendNew(QStringList &list, const Json &array)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString text = array.at(i).toString();
        if (!text.isEmpty() && !list.contains(text))
            list.append(text);
    }
}

} // namespace

base::Result<ModelCatalog> ModelCatalog::parse(QByteArrayView text, const QString &what)
{
    ModelCatalog catalog;
    if (const auto taken = catalog.correct(text, what); !taken)
        return taken.error();
    return catalog;
}

base::Result<void> ModelCatalog::correct(QByteArrayView text, const QString &what)
{
    const auto root = rootOf(text, what);
    if (!root)
        return root.error();
    take(*root);
    return {};
}

void ModelCatalog::take(const Json &root)
{
    const Json models = root.value("models"_L1);
    for (qsizetype i = 0; i < models.size(); ++i) {
        const Json entry = models.at(i);
        const qsizetype known = indexOfId(m_entries, entry.value("id"_L1).toString());
        if (known < 0) {
            m_entries.append(entry);
            m_models.push_back(modelFactsFromJson(entry));
            continue;
        }
        m_entries.setAt(known, laidOver(m_entries.at(known), entry));
        m_models[static_cast<std::size_t>(known)] = modelFactsFromJson(m_entries.at(known));
    }
    if (const QString compiled = root.value("compiled"_L1).toString(); !compiled.isEmpty())
        m_compiled = compiled;
    m_sources = laidOver(m_sources, root.value("sources"_L1));
    appendNew(m_profilePrefixes, root.value("profilePrefixes"_L1));
    appendNew(m_notConverse, root.value("notConverse"_L1));
}

QString ModelCatalog::describeSource(const QString &name) const
{
    const Json source = m_sources.value(name);
    const QString what = source.value("what"_L1).toString();
    const QString snapshot = source.value("snapshot"_L1).toString();
    if (what.isEmpty())
        return name;
    return snapshot.isEmpty() ? what : what + u", "_s + snapshot;
}

const ModelFacts *ModelCatalog::find(const QString &id) const
{
    const auto found = std::ranges::find(m_models, split(id).base, &ModelFacts::id);
    return found == m_models.end() ? nullptr : &*found;
}

bool ModelCatalog::isNotConverse(const QString &id) const
{
    const QString base = split(id).base;
    return std::ranges::any_of(m_notConverse,
                               [&base](const QString &pattern) { return matchesId(pattern, base); });
}

QStringList ModelCatalog::suggestedIds() const
{
    QStringList ids;
    for (const ModelFacts &facts : m_models)
        ids.append(facts.callableIds().constFirst());
    return ids;
}

} // namespace outcrop::catalog
