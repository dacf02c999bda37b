// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestplace.h"

#include "core/conversation/drafting.h"
#include "core/conversation/toolanswers.h"
#include "core/conversation/variables.h"

#include <algorithm>

namespace outcrop::conversation
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;
using Kind = RequestPlace::Kind;

namespace
{

Pointer rest(const QStringList &steps, qsizetype from)
{
    Pointer place;
    for (qsizetype i = from; i < steps.size(); ++i)
        place.append(steps.at(i));
    return place;
}

/// The block of the composer that stands at a row of its turn; empty for its text, and where the turn is none
/// of draftContent(). The turn's blocks have other ids.
QString draftBlockAt(const Conversation &conversation, int row)
{
    const DraftFrame &frame = conversation.draftFrame;
    const int before = static_cast<int>(frame.before.size());
    const int after = row - before - (conversation.draft.trimmed().isEmpty() ? 0 : 1);
    if (row < 0 || !pendingToolUses(conversation).empty())
        return {};
    if (row < before)
        return frame.before[static_cast<size_t>(row)].id;
    return after >= 0 && after < std::ssize(frame.after) ? frame.after[static_cast<size_t>(after)].id
                                                         : QString();
}

RequestPlace placeInMessage(const Conversation &conversation, const RequestLayout &layout,
                            const QStringList &steps)
{
    const auto index = Pointer::indexFrom(steps.value(1));
    if (!index || *index >= std::ssize(layout.messages))
        return {};
    const RequestLayout::Message &message = layout.messages[static_cast<size_t>(*index)];
    const auto turnAt = [&](int row) -> const Turn & { return conversation.turns[static_cast<size_t>(row)]; };
    RequestPlace place;
    place.kind = Kind::Message;
    place.turnId = turnAt(message.turns.back()).id;
    place.inside = rest(steps, 2);
    const auto block = Pointer::indexFrom(steps.value(3));
    if (steps.value(2) == "content"_L1 && block) {
        place.inside = rest(steps, 4);
        place.row = static_cast<int>(turnAt(message.turns.back()).content.size());
        if (*block < std::ssize(message.content)) {
            const RequestLayout::Item &item = message.content[static_cast<size_t>(*block)];
            place.turnId = turnAt(item.turn).id;
            place.row = item.block;
            place.blockId = turnAt(item.turn).content[static_cast<size_t>(item.block)].id;
        }
    }
    if (place.turnId == draftTurnId) {
        place.kind = Kind::Draft;
        place.blockId = draftBlockAt(conversation, place.row);
    }
    return place;
}

RequestPlace placeInSystem(const Conversation &conversation, const RequestLayout &layout,
                           const QStringList &steps)
{
    RequestPlace place;
    place.kind = Kind::System;
    const auto index = Pointer::indexFrom(steps.value(1));
    if (!index)
        return place;
    place.inside = rest(steps, 2);
    place.row = static_cast<int>(conversation.system.size());
    if (*index < std::ssize(layout.system)) {
        place.row = layout.system[static_cast<size_t>(*index)];
        place.blockId = conversation.system[static_cast<size_t>(place.row)].id;
    }
    return place;
}

RequestPlace placeInTools(const RequestLayout &layout, const QStringList &steps)
{
    RequestPlace place;
    place.kind = steps.value(1) == "toolChoice"_L1 ? Kind::ToolChoice : Kind::Tools;
    const auto index = Pointer::indexFrom(steps.value(2));
    if (steps.value(1) != "tools"_L1 || !index || *index >= std::ssize(layout.tools))
        return place;
    place.kind = Kind::Tool;
    place.row = layout.tools[static_cast<size_t>(*index)];
    place.inside = rest(steps, 3);
    return place;
}

} // namespace

bool isPrefill(const Turn &turn)
{
    return turn.role == "assistant"_L1 && !turn.content.empty() && !wasRun(turn);
}

Conversation withDraft(Conversation conversation)
{
    const bool isBlank = isBlankDraft(conversation);
    const auto push = [&](Turn turn) {
        turn.id = draftTurnId;
        conversation.turns.push_back(std::move(turn));
    };
    const bool isUsersTurn =
        conversation.turns.empty() ||
        (conversation.turns.back().role == "assistant"_L1 && !isPrefill(conversation.turns.back()));
    if (isBlank && !isUsersTurn)
        return conversation;
    const std::vector<PendingToolUse> calls = pendingToolUses(conversation);
    if (isBlank) {
        push(calls.empty() ? userTurn(u"…"_s) : toolResultTurn(calls, u"…"_s, {}));
    } else if (calls.empty()) {
        const QString role = conversation.draftFrame.role;
        push(makeTurn(role.isEmpty() ? u"user"_s : role, draftContent(conversation)));
    } else {
        push(toolResultTurn(calls, conversation.draft, conversation.draftFrame));
    }
    return conversation;
}

RequestPlace placeInRequest(const Conversation &conversation, const RequestLayout &layout,
                            const Pointer &place)
{
    const QStringList &steps = place.tokens();
    const QString section = steps.value(0);
    if (section == "messages"_L1)
        return placeInMessage(conversation, layout, steps);
    if (section == "system"_L1)
        return placeInSystem(conversation, layout, steps);
    if (section == "toolConfig"_L1)
        return placeInTools(layout, steps);
    RequestPlace found;
    if (section.isEmpty())
        return found;
    const bool isInference = section == "inferenceConfig"_L1;
    found.kind = isInference ? Kind::Inference : Kind::Other;
    found.member = isInference ? steps.value(1) : section;
    found.inside = rest(steps, isInference ? 2 : 1);
    return found;
}

namespace
{

/// The block of @p blocks that is sent as @p sent; nothing when none is.
const Block *blockSentAs(const std::vector<Block> &blocks, const Json &sent, const Json &variables)
{
    const auto found = std::ranges::find_if(blocks, [&](const Block &block) {
        return block.value == sent || withVariables(block.value, variables) == sent;
    });
    return found == blocks.end() ? nullptr : &*found;
}

} // namespace

RequestPlace placeOfSent(const Conversation &conversation, const QString &answerId, const Json &sent,
                         const Pointer &place)
{
    Conversation asked = conversation;
    if (conversation.tree.contains(answerId))
        asked.turns = conversation.pathTo(conversation.tree.parentOf(answerId));
    RequestPlace found = placeInRequest(asked, requestLayout(asked), place);
    Pointer block;
    const bool isInMessage = place.tokens().value(0) == "messages"_L1;
    for (qsizetype i = 0; i < std::min<qsizetype>(isInMessage ? 4 : 2, place.tokens().size()); ++i)
        block.append(place.tokens().at(i));
    const auto was = sent.resolve(block);
    if (found.kind != RequestPlace::Kind::Message || !was || place.tokens().size() < 4)
        return found;
    const Json values = effectiveVariables(asked);
    const Turn *turn = asked.findTurn(found.turnId);
    const auto look = [&](const Turn &candidate) {
        const Block *same = blockSentAs(candidate.content, *was, values);
        if (same) {
            found.turnId = candidate.id;
            found.blockId = same->id;
            found.row = static_cast<int>(same - candidate.content.data());
        }
        return same != nullptr;
    };
    if (!turn || !look(*turn))
        (void)std::ranges::find_if(asked.turns, look);
    return found;
}

} // namespace outcrop::conversation
