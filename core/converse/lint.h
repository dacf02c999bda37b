// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QString>

#include <optional>
#include <vector>

namespace outcrop::converse
{

/// How sure it is that the service refuses a request.
enum class Severity : quint8 {
    Certain,        ///< it does, whatever the model
    DependsOnModel, ///< some models do, or it has no effect there
};

/// One edit of the request body that mends a finding.
struct LintFix {
    QString label;                   ///< what a button says: "Remove the empty block"
    json::Pointer place;             ///< what is changed
    std::optional<json::Json> value; ///< instead of what is there; nothing: it is removed

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

/// Looks through a Converse request body (with or without modelId) by the rules of protocol/converse.md, 3.
/// Findings stand in the order of the body's sections: messages, system, tools, the rest. Nothing is found
/// where a shape is not understood. Linear in the body.
std::vector<LintFinding> lint(const json::Json &body);

/// The body after a fix; as it was when the place is gone.
json::Json withFix(json::Json body, const LintFix &fix);

} // namespace outcrop::converse
