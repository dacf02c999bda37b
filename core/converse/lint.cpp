// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/lint.h"

#include "core/converse/lintrules.h"

#include <algorithm>

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

std::vector<LintFinding> lint(const Json &body, const LintFacts &facts)
{
    LintReport report;
    lintMessages(body, report);
    lintMedia(body.value(QLatin1StringView("messages")), report);
    lintSystem(body, report);
    lintTools(body, report);
    lintCachePoints(body, report);
    lintSettings(body, report);
    std::vector<LintFinding> findings = report.take();
    lintForModel(body, facts, findings);
    return findings;
}

namespace
{

/// What stands around the place of an edit, changed; nothing when the edit does not fit there.
std::optional<Json> changedParent(Json parent, const QString &last, const LintEdit &edit)
{
    const auto index = Pointer::indexFrom(last);
    const bool isItem = parent.isArray() && index;
    const bool isThere = isItem ? *index < parent.size() : parent.isObject() && parent.contains(last);
    switch (edit.kind) {
    case LintEdit::Kind::Set:
        if (isItem && isThere)
            parent.setAt(*index, edit.value);
        else if (parent.isObject())
            parent.set(last, edit.value);
        else
            return std::nullopt;
        return parent;
    case LintEdit::Kind::Remove:
        if (!isThere)
            return std::nullopt;
        if (isItem)
            parent.removeAt(*index);
        else
            parent.remove(last);
        return parent;
    case LintEdit::Kind::Insert:
        if (!isItem)
            return std::nullopt;
        parent.insert(std::min(*index, parent.size()), edit.value);
        return parent;
    }
    return std::nullopt;
}

} // namespace

Json withEdit(Json body, const LintEdit &edit)
{
    if (edit.place.isEmpty())
        return edit.kind == LintEdit::Kind::Set ? edit.value : body;
    const Pointer where = parentOf(edit.place);
    const std::optional<Json> around = body.resolve(where);
    const auto changed = around ? changedParent(*around, edit.place.tokens().last(), edit) : std::nullopt;
    if (!changed)
        return body;
    if (where.isEmpty())
        return *changed;
    body.replace(where, *changed);
    return body;
}

Json withFix(Json body, const LintFix &fix)
{
    for (const LintEdit &edit : fix.edits)
        body = withEdit(std::move(body), edit);
    return body;
}

} // namespace outcrop::converse
