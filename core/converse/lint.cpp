// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/lint.h"

#include "core/converse/lintrules.h"

namespace outcrop::converse
{

using json::Json;
using json::Pointer;

namespace
{

/// The place without its last step.
Pointer parentOf(const Pointer &place)
{
    Pointer parent;
    for (qsizetype i = 0; i + 1 < place.tokens().size(); ++i)
        parent.append(place.tokens().at(i));
    return parent;
}

} // namespace

std::vector<LintFinding> lint(const Json &body)
{
    LintReport report;
    lintMessages(body, report);
    lintMedia(body.value(QLatin1StringView("messages")), report);
    lintSystem(body, report);
    lintTools(body, report);
    lintCachePoints(body, report);
    lintSettings(body, report);
    return report.take();
}

Json withFix(Json body, const LintFix &fix)
{
    if (fix.value) {
        body.replace(fix.place, *fix.value);
        return body;
    }
    const Pointer where = parentOf(fix.place);
    std::optional<Json> parent = body.resolve(where);
    if (!parent || !body.resolve(fix.place))
        return body;
    const QString last = fix.place.tokens().last();
    if (const auto index = Pointer::indexFrom(last); parent->isArray() && index)
        parent->removeAt(*index);
    else
        parent->remove(last);
    if (where.isEmpty())
        return *parent;
    body.replace(where, *parent);
    return body;
}

} // namespace outcrop::converse
