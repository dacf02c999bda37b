// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace outcrop::catalog
{

/// Something a service refused once: shown wherever it matters, never applied silently, and can be taken
/// back.
struct LearnedRule {
    QString connection; ///< id of the connection that refused
    QString model;      ///< bare id
    QString subject;    ///< what was refused: "cachePoint in tools", "temperature with topP"
    QString evidence;   ///< the service's message, verbatim
    QString requestId;
    QDateTime learnedAt; ///< UTC

    /// The same refusal, whenever and however worded.
    bool isSameRule(const LearnedRule &other) const;

    friend bool operator==(const LearnedRule &, const LearnedRule &) = default;
};

/// What a refusal is about, or nothing. Looks only at Validation errors that say of something in the request
/// that this model does not take it; a mistake in the request teaches nothing.
std::optional<QString> refusedSubject(const base::Error &error);

/// The rules that were learned. A rule is learned once; taking it back forgets it until the next refusal.
class LearnedRules
{
public:
    const std::vector<LearnedRule> &rules() const { return m_rules; }
    /// Those for one model by one connection.
    std::vector<LearnedRule> rulesFor(const QString &connection, const QString &model) const;

    /// Adds @p rule, or renews the evidence of the one that says the same. Whether it is new.
    bool learn(const LearnedRule &rule);
    /// Whether there was such a rule.
    bool forget(const LearnedRule &rule);

    json::Json toJson() const;
    /// Error: BadInput when it is no list of rules.
    static base::Result<LearnedRules> fromJson(const json::Json &value);

private:
    std::vector<LearnedRule> m_rules;
};

} // namespace outcrop::catalog
