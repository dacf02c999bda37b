// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversation.h"

#include "core/base/ids.h"

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

std::optional<int> Conversation::indexOfTurn(const QString &turnId) const
{
    const auto found = std::ranges::find(turns, turnId, &Turn::id);
    if (found == turns.end())
        return std::nullopt;
    return static_cast<int>(found - turns.begin());
}

bool Conversation::equivalentTo(const Conversation &other) const
{
    const auto sameTurn = [](const Turn &left, const Turn &right) {
        return left.id == right.id && left.role == right.role && left.state == right.state &&
               left.facts == right.facts && blocksToJson(left.content) == blocksToJson(right.content);
    };
    return id == other.id && title == other.title && connectionName == other.connectionName &&
           modelId == other.modelId && stream == other.stream && draft == other.draft &&
           blocksToJson(system) == blocksToJson(other.system) && toolConfig == other.toolConfig &&
           inference.equivalent(other.inference) && otherMembers.equivalent(other.otherMembers) &&
           std::ranges::equal(turns, other.turns, sameTurn);
}

Conversation newConversation()
{
    Conversation conversation;
    conversation.id = base::newId();
    return conversation;
}

std::vector<std::vector<int>> turnsOfMessages(const Conversation &conversation)
{
    std::vector<std::vector<int>> messages;
    QString role;
    for (size_t i = 0; i < conversation.turns.size(); ++i) {
        const Turn &turn = conversation.turns[i];
        if (std::ranges::none_of(turn.content, [&turn](const Block &block) { return isSent(turn, block); }))
            continue;
        if (messages.empty() || turn.role != role)
            messages.emplace_back();
        messages.back().push_back(static_cast<int>(i));
        role = turn.role;
    }
    return messages;
}

Json toConverseBody(const Conversation &conversation)
{
    Json messages = Json::array();
    for (const std::vector<int> &turns : turnsOfMessages(conversation)) {
        Json content = Json::array();
        for (const int index : turns) {
            const Turn &turn = conversation.turns[static_cast<size_t>(index)];
            for (const Block &block : turn.content) {
                if (isSent(turn, block))
                    content.append(block.value);
            }
        }
        messages.append(Json::object(
            {{QLatin1StringView("role"), Json(conversation.turns[static_cast<size_t>(turns.front())].role)},
             {QLatin1StringView("content"), content}}));
    }

    Json body = Json::object();
    if (!conversation.toolConfig.isEmpty())
        body.appendMember(QLatin1StringView("toolConfig"), conversation.toolConfig);
    if (!conversation.system.empty())
        body.appendMember(QLatin1StringView("system"), blocksToJson(conversation.system));
    body.appendMember(QLatin1StringView("messages"), messages);
    if (!conversation.inference.isEmpty())
        body.appendMember(QLatin1StringView("inferenceConfig"), conversation.inference);
    for (qsizetype i = 0; i < conversation.otherMembers.size(); ++i)
        body.appendMember(conversation.otherMembers.keyAt(i), conversation.otherMembers.at(i));
    return body;
}

} // namespace outcrop::conversation
