// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/rulememory.h"

#include "core/base/atomicfile.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"

namespace outcrop::app
{

namespace
{

constexpr qint64 longestFile = 4 * 1024 * 1024;

base::Result<catalog::LearnedRules> rulesOf(const QByteArray &bytes, const QString &path)
{
    const auto text = json::parse(bytes);
    if (!text)
        return text.error().toError(path);
    return catalog::LearnedRules::fromJson(*text);
}

} // namespace

RuleMemory::RuleMemory(const QString &path, const catalog::ModelCatalog &catalog, const base::Clock &clock,
                       QObject *parent)
    : QObject(parent), m_path(path), m_catalog(catalog), m_clock(clock)
{
    const auto file = base::RegularFile::read(path, longestFile);
    if (!file && file.error().code == u"ENOENT")
        return;
    const auto rules = file ? rulesOf(file->bytes, path) : base::Result<catalog::LearnedRules>(file.error());
    m_mayWrite = rules.ok();
    if (rules)
        m_rules = *rules;
    else
        qCWarning(lcStore).noquote() << "Learned rules are left aside:" << rules.error().message;
}

std::optional<catalog::LearnedRule> RuleMemory::learn(const QString &connection, const QString &modelId,
                                                      const base::Error &error)
{
    const auto subject = catalog::refusedSubject(error);
    if (!subject || connection.isEmpty())
        return std::nullopt;
    const catalog::LearnedRule rule{connection,      m_catalog.split(modelId).base,
                                    *subject,        error.serviceMessage,
                                    error.requestId, m_clock.utcNow()};
    const bool isNew = m_rules.learn(rule);
    save();
    Q_EMIT changed(connection);
    return isNew ? std::optional(rule) : std::nullopt;
}

std::vector<catalog::LearnedRule> RuleMemory::rulesFor(const QString &connection,
                                                       const QString &modelId) const
{
    return m_rules.rulesFor(connection, m_catalog.split(modelId).base);
}

void RuleMemory::forget(const QString &connection, const QString &modelId)
{
    for (const catalog::LearnedRule &rule : rulesFor(connection, modelId))
        m_rules.forget(rule);
    save();
    Q_EMIT changed(connection);
}

void RuleMemory::save()
{
    if (!m_mayWrite)
        return;
    const auto saved = base::AtomicFile::write(m_path, json::write(m_rules.toJson(), json::Layout::Pretty));
    if (!saved)
        qCWarning(lcStore).noquote() << "Learned rules are not kept:" << saved.error().message;
}

} // namespace outcrop::app
