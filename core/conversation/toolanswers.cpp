// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/toolanswers.h"

#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

using json::Json;

namespace
{

Json resultContent(const QString &text)
{
    const auto parsed = json::parse(text.toUtf8());
    const bool isObject = parsed.ok() && parsed->isObject();
    return Json::object({{isObject ? QLatin1StringView("json") : QLatin1StringView("text"),
                          isObject ? *parsed : Json(text)}});
}

} // namespace

std::vector<PendingToolUse> pendingToolUses(const Conversation &conversation)
{
    std::vector<PendingToolUse> pending;
    if (conversation.turns.empty() || conversation.turns.back().role != QStringLiteral("assistant"))
        return pending;
    const Turn &last = conversation.turns.back();
    for (const Block &block : last.content) {
        const std::optional<Json> call = block.value.find(QLatin1StringView("toolUse"));
        if (!call || !isSent(last, block) ||
            call->value(QLatin1StringView("type")).toString() == QLatin1StringView("server_tool_use"))
            continue;
        pending.push_back({call->value(QLatin1StringView("toolUseId")).toString(),
                           call->value(QLatin1StringView("name")).toString()});
    }
    return pending;
}

Turn toolResultTurn(const std::vector<PendingToolUse> &calls, const QString &text)
{
    const Json content = Json::array({resultContent(text)});
    std::vector<Block> blocks;
    for (const PendingToolUse &call : calls) {
        const Json result = Json::object(
            {{QLatin1StringView("toolUseId"), Json(call.id)}, {QLatin1StringView("content"), content}});
        blocks.push_back(makeBlock(Json::object({{QLatin1StringView("toolResult"), result}})));
    }
    return makeTurn(QStringLiteral("user"), std::move(blocks));
}

} // namespace outcrop::conversation
