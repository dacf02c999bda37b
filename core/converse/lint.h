// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace outcrop::converse
{

/// How sure it is that the service refuses a request.
enum class Severity : quint8 {
    Certain,        ///< it does, whatever the model
    DependsOnModel, ///< some models do, or it has no effect there
};

/// One change of a request body.
struct LintEdit {
    enum class Kind : quint8 {
        Set,    ///< the value at the place, or a new member of the object around it
        Remove, ///< the item or member
        Insert, ///< an item before the one at the place, or behind the last
    };

    Kind kind = Kind::Set;
    json::Pointer place;
    json::Json value = {}; ///< of Set and Insert

    friend bool operator==(const LintEdit &, const LintEdit &) = default;
};

/// Edits of the request body that together mend a finding.
struct LintFix {
    QString label;               ///< what a button says: "Remove the empty block"
    std::vector<LintEdit> edits; ///< in order; each place is that after the edits before it

    friend bool operator==(const LintFix &, const LintFix &) = default;
};

/// One thing that is, or may be, wrong with a request before it is sent.
struct LintFinding {
    QLatin1StringView rule; ///< stable name: "roles-alternate"
    Severity severity = Severity::Certain;
    json::Pointer place; ///< in the request body: the smallest part that is wrong
    QString message;     ///< for a person: what is wrong and what the rule is
    std::optional<LintFix> fix;
};

/// What is known about the model a request goes to (catalog, and what services refused before). Nothing here
/// is a limit: it decides which of the DependsOnModel findings are worth a person's time.
struct LintFacts {
    /// Something a service refused once.
    struct Refusal {
        QString subject;  ///< as catalog::refusedSubject() names it
        QString evidence; ///< the service's message

        friend bool operator==(const Refusal &, const Refusal &) = default;
    };
    struct PromptCache {
        bool supported = false;
        std::optional<qint64> minTokens; ///< of a prefix that is kept
        std::optional<int> mostPoints;
        QStringList ttls;   ///< "5m", "1h"; empty: unknown
        QStringList fields; ///< "tools", "system", "messages"; empty: unknown

        friend bool operator==(const PromptCache &, const PromptCache &) = default;
    };

    QString model;           ///< as a person calls it; empty: nothing is known
    bool stream = true;      ///< asked by ConverseStream
    json::Json capabilities; ///< name to true or false, as in ModelFacts
    std::optional<qint64> maxOutput;
    std::optional<PromptCache> promptCache;
    std::vector<Refusal> refusals;

    /// Nothing when it is not known.
    std::optional<bool> can(QLatin1StringView capability) const
    {
        return capabilities.value(capability).toBool();
    }

    friend bool operator==(const LintFacts &, const LintFacts &) = default;
};

/// Looks through a Converse request body (with or without modelId) by the rules of protocol/converse.md, 3.
/// Findings stand in the order of the body's sections: messages, system, tools, the rest, and last what only
/// @p facts tell. What the model is known to take is not found; what its service refused before is Certain.
/// Nothing is found where a shape is not understood. Linear in the body.
std::vector<LintFinding> lint(const json::Json &body, const LintFacts &facts = {});

/// @p body after one edit; as it was when the place is gone. Works on any value, not only on whole bodies.
json::Json withEdit(json::Json body, const LintEdit &edit);
/// The body after a fix; an edit whose place is gone does nothing.
json::Json withFix(json::Json body, const LintFix &fix);

} // namespace outcrop::converse
