// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestbody.h"

#include "core/conversation/variables.h"

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

namespace
{

bool isMutedTool(const Json &tool)
{
    return tool.isObject() && tool.contains(mutedBlockMember);
}

/// Tools that are all muted take the whole configuration with them; cache points alone are nothing to send.
void layTools(const Json &toolConfig, RequestLayout &layout)
{
    const Json tools = toolConfig.value(QLatin1StringView("tools"));
    bool anyTool = false;
    for (qsizetype i = 0; i < tools.size(); ++i) {
        if (isMutedTool(tools.at(i)))
            continue;
        layout.tools.push_back(static_cast<int>(i));
        anyTool = anyTool || !tools.at(i).contains(QLatin1StringView("cachePoint"));
    }
    const bool noneMuted = std::ssize(layout.tools) == tools.size();
    layout.toolConfig = !toolConfig.isEmpty() && (anyTool || noneMuted);
    if (!layout.toolConfig)
        layout.tools.clear();
}

void layTurn(const Turn &turn, int row, const RequestShape &shape, const QString &roleBefore,
             RequestLayout &layout)
{
    std::vector<RequestLayout::Item> content;
    for (size_t i = 0; i < turn.content.size(); ++i) {
        const Block &block = turn.content[i];
        if (isSent(turn, block) || (!block.muted && shape.blocks.contains(block.id)))
            content.push_back({row, static_cast<int>(i)});
    }
    const bool ownMessage = shape.messages.contains(turn.id);
    if (content.empty() && !ownMessage)
        return;
    if (layout.messages.empty() || turn.role != roleBefore || ownMessage)
        layout.messages.emplace_back();
    RequestLayout::Message &message = layout.messages.back();
    message.turns.push_back(row);
    message.content.insert(message.content.end(), content.begin(), content.end());
}

Json messageOf(const Conversation &conversation, const RequestLayout::Message &message,
               const WrittenPart &written)
{
    const auto turn = [&](int row) -> const Turn & { return conversation.turns[static_cast<size_t>(row)]; };
    const QString role = turn(message.turns.front()).role;
    Json content = Json::array();
    for (const RequestLayout::Item &item : message.content)
        content.append(written(turn(item.turn).content[static_cast<size_t>(item.block)].value, role));
    Json object =
        Json::object({{QLatin1StringView("role"), Json(role)}, {QLatin1StringView("content"), content}});
    for (const int row : message.turns) {
        const Json &others = turn(row).otherMembers;
        for (qsizetype i = 0; i < others.size(); ++i)
            object.appendMember(others.keyAt(i), others.at(i));
    }
    return object;
}

Json toolConfigOf(const Conversation &conversation, const RequestLayout &layout, const WrittenPart &written)
{
    const Json tools = conversation.tools();
    Json sent = Json::array();
    bool asItIs = std::ssize(layout.tools) == tools.size();
    for (const int row : layout.tools) {
        const Json tool = tools.at(row);
        sent.append(written(tool, {}));
        asItIs = asItIs && sent.at(sent.size() - 1) == tool;
    }
    Json config = conversation.toolConfig;
    if (!asItIs)
        config.set(QLatin1StringView("tools"), sent);
    return config;
}

} // namespace

RequestLayout requestLayout(const Conversation &conversation, const RequestShape &shape)
{
    RequestLayout layout;
    layTools(conversation.toolConfig, layout);
    for (size_t i = 0; i < conversation.system.size(); ++i) {
        if (!conversation.system[i].muted)
            layout.system.push_back(static_cast<int>(i));
    }
    QString role;
    for (size_t i = 0; i < conversation.turns.size(); ++i) {
        layTurn(conversation.turns[i], static_cast<int>(i), shape, role, layout);
        if (!layout.messages.empty())
            role = conversation.turns[static_cast<size_t>(layout.messages.back().turns.front())].role;
    }
    return layout;
}

Json requestBody(const Conversation &conversation, const RequestLayout &layout, const WrittenPart &written)
{
    Json body = Json::object();
    if (layout.toolConfig)
        body.appendMember(QLatin1StringView("toolConfig"), toolConfigOf(conversation, layout, written));
    Json system = Json::array();
    for (const int row : layout.system)
        system.append(written(conversation.system[static_cast<size_t>(row)].value, {}));
    if (!system.isEmpty())
        body.appendMember(QLatin1StringView("system"), system);
    Json messages = Json::array();
    for (const RequestLayout::Message &message : layout.messages)
        messages.append(messageOf(conversation, message, written));
    body.appendMember(QLatin1StringView("messages"), messages);
    if (!conversation.inference.isEmpty())
        body.appendMember(QLatin1StringView("inferenceConfig"), conversation.inference);
    for (qsizetype i = 0; i < conversation.otherMembers.size(); ++i)
        body.appendMember(conversation.otherMembers.keyAt(i), conversation.otherMembers.at(i));
    return body;
}

Json requestAsWritten(const Conversation &conversation, const RequestShape &shape)
{
    return requestBody(conversation, requestLayout(conversation, shape),
                       [](const Json &part, QStringView) { return part; });
}

std::vector<std::vector<int>> turnsOfMessages(const Conversation &conversation)
{
    std::vector<std::vector<int>> messages;
    for (RequestLayout::Message &message : requestLayout(conversation).messages)
        messages.push_back(std::move(message.turns));
    return messages;
}

Json toConverseBody(const Conversation &conversation)
{
    const Json values = effectiveVariables(conversation);
    return requestBody(conversation, requestLayout(conversation), [&](const Json &part, QStringView role) {
        return takesVariables(role) ? withVariables(part, values) : part;
    });
}

} // namespace outcrop::conversation
