// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/answerturn.h"

namespace outcrop::run
{

namespace
{

using namespace Qt::StringLiterals;

json::Json unsentToolUse(const json::Json &toolUse, const QByteArray &inputText)
{
    json::Json call = toolUse;
    call.remove("input"_L1);
    call.set("inputText"_L1, json::Json::string(inputText));
    return json::Json::object({{conversation::unsentToolUseMember, call}});
}

std::vector<conversation::Block> blocksOf(const stream::Folded &folded)
{
    std::vector<conversation::Block> blocks;
    const json::Json content = folded.message.value("content"_L1);
    auto unknown = folded.unknownBlocks.begin();
    const auto addUnknown = [&](size_t position) {
        for (; unknown != folded.unknownBlocks.end() && unknown->position == position; ++unknown)
            blocks.push_back(conversation::makeBlock(
                json::Json::object({{conversation::unknownBlockMember, unknown->events}})));
    };
    for (qsizetype i = 0; i < content.size(); ++i) {
        json::Json block = content.at(i);
        const auto index = static_cast<size_t>(i);
        addUnknown(index);
        if (const auto call = block.find("toolUse"_L1)) {
            const auto raw = folded.unparsedToolInputs.find(index);
            if (raw != folded.unparsedToolInputs.end())
                block = unsentToolUse(*call, raw->second);
        }
        blocks.push_back(conversation::makeBlock(block));
    }
    addUnknown(static_cast<size_t>(content.size()));
    return blocks;
}

} // namespace

conversation::TurnState turnStateOf(stream::Outcome outcome)
{
    switch (outcome) {
    case stream::Outcome::Complete:
        return conversation::TurnState::Complete;
    case stream::Outcome::Incomplete:
    case stream::Outcome::Truncated:
    case stream::Outcome::Corrupt:
        return conversation::TurnState::Incomplete;
    case stream::Outcome::Exception:
    case stream::Outcome::Error:
        return conversation::TurnState::Failed;
    }
    return conversation::TurnState::Failed;
}

conversation::Turn answerTurn(const QString &turnId, const stream::Folded &folded,
                              conversation::TurnState state, conversation::AnswerFacts facts)
{
    conversation::Turn turn;
    turn.id = turnId;
    const QString role = folded.message.value("role"_L1).toString();
    turn.role = role.isEmpty() ? u"assistant"_s : role;
    turn.content = blocksOf(folded);
    turn.state = state;
    turn.facts = std::move(facts);
    turn.facts.stopReason = folded.stopReason;
    turn.facts.usage = folded.usage;
    turn.facts.metrics = folded.metrics;
    return turn;
}

void placeAnswer(conversation::ConversationDocument &document, const QString &parentId,
                 const QString &insteadOf, const conversation::Turn &turn)
{
    const conversation::Conversation &conversation = document.conversation();
    if (document.replaceTurn(turn.id, turn))
        return; // what stood there brought nothing
    const std::optional<int> parent = conversation.indexOfTurn(parentId);
    if (!conversation.tree.contains(parentId)) { // somebody removed the question
        document.appendTurn(turn);
    } else if (insteadOf.isEmpty() && parent) { // before what was written meanwhile
        document.insertTurn(*parent + 1, turn);
    } else {
        const QString chosen = conversation.tree.children(parentId).chosen;
        document.addChild(parentId, turn, insteadOf.isEmpty() || chosen.isEmpty() || chosen == insteadOf);
    }
}

} // namespace outcrop::run
