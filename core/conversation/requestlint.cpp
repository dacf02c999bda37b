// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestlint.h"

#include "core/conversation/drafting.h"

#include <QHash>

#include <algorithm>

namespace outcrop::conversation
{

using namespace Qt::StringLiterals;
using converse::LintEdit;
using converse::LintFacts;
using converse::LintFinding;
using json::Json;
using json::Pointer;

namespace
{

bool isWholeMessage(const Pointer &place)
{
    return place.tokens().size() == 2 && place.tokens().first() == "messages"_L1;
}

/// An edit of a message is one of each of its turns. Taken out are only those a person wrote, where the
/// message has others too.
void placeMessageEdit(const Conversation &conversation, const RequestLayout &layout, const LintEdit &edit,
                      std::vector<PlacedEdit> &edits)
{
    const auto index = Pointer::indexFrom(edit.place.tokens().value(1));
    if (!index || *index >= std::ssize(layout.messages))
        return;
    const std::vector<int> &rows = layout.messages[static_cast<size_t>(*index)].turns;
    const auto turnAt = [&](int row) -> const Turn & { return conversation.turns[static_cast<size_t>(row)]; };
    const bool onlyWritten = isWholeMessage(edit.place) &&
                             std::ranges::any_of(rows, [&](int row) { return isPrefill(turnAt(row)); });
    for (const int row : rows) {
        if (onlyWritten && !isPrefill(turnAt(row)))
            continue;
        RequestPlace place;
        place.kind = turnAt(row).id == draftTurnId ? RequestPlace::Kind::Draft : RequestPlace::Kind::Message;
        place.turnId = turnAt(row).id;
        for (qsizetype i = 2; i < edit.place.tokens().size(); ++i)
            place.inside.append(edit.place.tokens().at(i));
        edits.push_back({edit.kind, place, edit.value});
    }
}

std::vector<PlacedEdit> placedEdits(const Conversation &conversation, const RequestLayout &layout,
                                    const converse::LintFix &fix)
{
    std::vector<PlacedEdit> edits;
    for (const LintEdit &edit : fix.edits) {
        const QStringList &steps = edit.place.tokens();
        const bool isMessage = steps.value(0) == "messages"_L1 && steps.value(2) != "content"_L1;
        if (isMessage)
            placeMessageEdit(conversation, layout, edit, edits);
        else
            edits.push_back({edit.kind, placeInRequest(conversation, layout, edit.place), edit.value});
    }
    return edits;
}

RequestFinding placed(const Conversation &conversation, const RequestLayout &layout,
                      const LintFinding &finding)
{
    RequestFinding result;
    result.rule = finding.rule;
    result.severity = finding.severity;
    result.message = finding.message;
    result.path = finding.place.tokens().join(u'.');
    result.place = placeInRequest(conversation, layout, finding.place);
    if (finding.fix) {
        result.fixLabel = finding.fix->label;
        result.edits = placedEdits(conversation, layout, *finding.fix);
    }
    return result;
}

/// What sources say, but for what none of them confirmed.
Json confirmedCapabilities(const catalog::ModelFacts &facts)
{
    Json confirmed = Json::object();
    for (qsizetype i = 0; i < facts.capabilities.size(); ++i) {
        const QString name = facts.capabilities.keyAt(i);
        if (!facts.isUnverified(u"converse"_s) && !facts.isUnverified(u"converse."_s + name))
            confirmed.appendMember(name, facts.capabilities.at(i));
    }
    return confirmed;
}

} // namespace

LintFacts lintFacts(const catalog::ModelCatalog &catalog, const QString &modelId,
                    const std::vector<catalog::LearnedRule> &refused)
{
    LintFacts facts;
    const QString base = catalog.split(modelId).base;
    facts.model = base;
    facts.capabilities = Json::object();
    if (const catalog::ModelFacts *known = catalog.find(modelId)) {
        facts.model = known->name.isEmpty() ? base : known->name;
        facts.capabilities = confirmedCapabilities(*known);
        if (!known->isUnverified(u"maxOutput"_s))
            facts.maxOutput = known->maxOutput;
        if (known->promptCache && !known->isUnverified(u"promptCache"_s))
            facts.promptCache = LintFacts::PromptCache{
                known->promptCache->supported, known->promptCache->minTokensPerCheckpoint,
                known->promptCache->maxCheckpoints, known->promptCache->ttls, known->promptCache->fields};
    }
    // protocol/converse.md, Tools: Claude 3 and later, and Nova.
    const bool isNova = base.startsWith("amazon.nova"_L1);
    if ((isNova || base.startsWith("anthropic.claude"_L1)) && !facts.capabilities.contains("toolChoice"_L1))
        facts.capabilities.set("toolChoice"_L1, Json(true));
    if (isNova && !facts.capabilities.contains("systemTools"_L1))
        facts.capabilities.set("systemTools"_L1, Json(true));
    for (const catalog::LearnedRule &rule : refused)
        facts.refusals.push_back({rule.subject, rule.evidence});
    return facts;
}

std::vector<RequestFinding> lintRequest(const Conversation &conversation, const LintFacts &facts)
{
    const Conversation sent = withDraft(conversation);
    const RequestLayout layout = requestLayout(sent);
    LintFacts asked = facts;
    asked.stream = conversation.stream;
    std::vector<RequestFinding> findings;
    for (const LintFinding &finding : converse::lint(toConverseBody(sent), asked))
        findings.push_back(placed(sent, layout, finding));
    std::ranges::stable_sort(findings, {}, &RequestFinding::severity);
    return findings;
}

Json nextRequest(const Conversation &conversation)
{
    return toConverseBody(isBlankDraft(conversation) ? conversation : withDraft(conversation));
}

size_t requestFingerprint(const Json &body)
{
    return qHash(json::write(body, json::Layout::Compact));
}

} // namespace outcrop::conversation
