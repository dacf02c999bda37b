// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/liveblock.h"

#include "core/json/parser.h"

namespace outcrop::stream
{

using json::Json;

namespace
{

Json textJson(const LiveBlock &block)
{
    const Json text = Json::object({{QLatin1StringView("text"), block.text}});
    if (block.citations.empty())
        return text;
    Json citations = Json::array();
    for (const Json &citation : block.citations)
        citations.append(citation);
    return Json::object({{QLatin1StringView("citationsContent"),
                          Json::object({{QLatin1StringView("content"), Json::array({text})},
                                        {QLatin1StringView("citations"), citations}})}});
}

Json toolUseJson(const LiveBlock &block)
{
    Json tool = Json::object();
    if (block.started) {
        tool.set("toolUseId", block.toolUseId);
        tool.set("name", block.toolName);
    }
    if (!block.toolType.isEmpty())
        tool.set("type", block.toolType);
    tool.set("input", block.inputState == LiveBlock::InputState::Usable ? block.input : Json::object());
    return Json::object({{QLatin1StringView("toolUse"), tool}});
}

Json reasoningJson(const LiveBlock &block)
{
    Json reasoning = Json::object();
    if (block.text.isEmpty() && block.signature.isEmpty() && !block.redacted.isEmpty()) {
        reasoning.set("redactedContent", Json::string(block.redacted.toBase64()));
    } else {
        Json text = Json::object({{QLatin1StringView("text"), block.text}});
        if (!block.signature.isEmpty())
            text.set("signature", block.signature);
        reasoning.set("reasoningText", text);
    }
    return Json::object({{QLatin1StringView("reasoningContent"), reasoning}});
}

Json imageJson(const LiveBlock &block)
{
    Json image = Json::object();
    if (!block.imageFormat.isEmpty())
        image.set("format", block.imageFormat);
    if (!block.imageBytes.isEmpty())
        image.set("source",
                  Json::object({{QLatin1StringView("bytes"), Json::string(block.imageBytes.toBase64())}}));
    else if (!block.imageSource.isNull())
        image.set("source", block.imageSource);
    if (!block.imageError.isNull())
        image.set("error", block.imageError);
    return Json::object({{QLatin1StringView("image"), image}});
}

Json toolResultJson(const LiveBlock &block)
{
    Json result = Json::object();
    if (block.started)
        result.set("toolUseId", block.toolUseId);
    if (!block.toolType.isEmpty())
        result.set("type", block.toolType);
    if (!block.toolStatus.isEmpty())
        result.set("status", block.toolStatus);
    Json content = Json::array();
    for (const LiveBlock::ResultItem &item : block.results)
        content.append(item.isText ? Json::object({{QLatin1StringView("text"), item.text}}) : item.value);
    result.set("content", content);
    return Json::object({{QLatin1StringView("toolResult"), result}});
}

} // namespace

void LiveBlock::close()
{
    open = false;
    if (!pending.isEmpty()) {
        pending.clear();
        if (kind == Kind::ToolUse)
            toolInput.append("\xef\xbf\xbd");
        else
            text.append(QChar::ReplacementCharacter);
    }
    if (kind != Kind::ToolUse || inputState != InputState::Arriving)
        return;
    if (toolInput.trimmed().isEmpty()) {
        input = Json::object();
        inputState = InputState::Usable;
        return;
    }
    const auto parsed = json::parse(toolInput);
    inputState = parsed ? InputState::Usable : InputState::Unusable;
    if (parsed)
        input = *parsed;
}

Json LiveBlock::toJson() const
{
    switch (kind) {
    case Kind::Text:
        return textJson(*this);
    case Kind::ToolUse:
        return toolUseJson(*this);
    case Kind::Reasoning:
        return reasoningJson(*this);
    case Kind::Image:
        return imageJson(*this);
    case Kind::ToolResult:
        return toolResultJson(*this);
    case Kind::Unknown:
        break;
    }
    return {};
}

bool LiveBlock::isRunnable() const
{
    return kind == Kind::ToolUse && !open && inputState == InputState::Usable && !toolUseId.isEmpty() &&
           !toolName.isEmpty() && toolType != QLatin1StringView("server_tool_use");
}

} // namespace outcrop::stream
