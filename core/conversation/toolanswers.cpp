// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/toolanswers.h"

#include "core/base/ids.h"
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

/// What may stand in a toolResult (protocol/converse.md, Content blocks).
bool isResultContent(const Block &block)
{
    return block.value.contains(QLatin1StringView("image")) ||
           block.value.contains(QLatin1StringView("document")) ||
           block.value.contains(QLatin1StringView("video"));
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

Turn toolResultTurn(const std::vector<PendingToolUse> &calls, const QString &text, const DraftFrame &frame)
{
    Json content = Json::array();
    std::vector<Block> others;
    const auto place = [&](const std::vector<Block> &blocks) {
        for (const Block &block : blocks) {
            if (calls.size() == 1 && isResultContent(block))
                content.append(block.value);
            else
                others.push_back({base::newId(), block.value, false, block.fileName});
        }
    };
    place(frame.before);
    if (!text.trimmed().isEmpty())
        content.append(resultContent(text));
    place(frame.after);
    std::vector<Block> blocks;
    for (const PendingToolUse &call : calls) {
        const Json result = Json::object(
            {{QLatin1StringView("toolUseId"), Json(call.id)}, {QLatin1StringView("content"), content}});
        blocks.push_back(makeBlock(Json::object({{QLatin1StringView("toolResult"), result}})));
    }
    blocks.insert(blocks.end(), others.begin(), others.end());
    return makeTurn(QStringLiteral("user"), std::move(blocks));
}

} // namespace outcrop::conversation
