// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/catalog/learnedrules.h"
#include "core/catalog/modelcatalog.h"

#include <QObject>

namespace outcrop::app
{

/// What services refused, kept in a file of the user's own, so that it can be shown before the next try.
class RuleMemory : public QObject
{
    Q_OBJECT

public:
    /// Reads @p path, if it is there; one that cannot be read is left alone, and nothing is written over it.
    RuleMemory(const QString &path, const catalog::ModelCatalog &catalog, const base::Clock &clock,
               QObject *parent = nullptr);

    /// Learns from @p error, if it says something about the model; nothing that was known already.
    std::optional<catalog::LearnedRule> learn(const QString &connection, const QString &modelId,
                                              const base::Error &error);
    std::vector<catalog::LearnedRule> rulesFor(const QString &connection, const QString &modelId) const;
    /// All rules about the model by the connection.
    void forget(const QString &connection, const QString &modelId);

Q_SIGNALS:
    void changed(const QString &connection);

private:
    void save();

    QString m_path;
    const catalog::ModelCatalog &m_catalog;
    const base::Clock &m_clock;
    catalog::LearnedRules m_rules;
    bool m_mayWrite = true;
};

} // namespace outcrop::app
