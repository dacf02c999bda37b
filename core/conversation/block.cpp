// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/block.h"

#include "core/base/ids.h"

namespace outcrop::conversation
{

using json::Json;

Block makeBlock(Json value)
{
    return {base::newId(), std::move(value), false};
}

Block textBlock(const QString &text)
{
    return makeBlock(Json::object({{QLatin1StringView("text"), Json(text)}}));
}

Block cachePointBlock(CacheTtl ttl)
{
    Json point = Json::object({{QLatin1StringView("type"), Json(QLatin1StringView("default"))}});
    if (ttl != CacheTtl::Default)
        point.set(QLatin1StringView("ttl"), Json(QLatin1StringView(ttl == CacheTtl::OneHour ? "1h" : "5m")));
    return makeBlock(Json::object({{QLatin1StringView("cachePoint"), point}}));
}

Json blocksToJson(const std::vector<Block> &blocks)
{
    Json array = Json::array();
    for (const Block &block : blocks)
        array.append(block.muted ? Json::object({{mutedBlockMember, block.value}}) : block.value);
    return array;
}

std::vector<Block> blocksFromJson(const Json &array)
{
    std::vector<Block> blocks;
    blocks.reserve(static_cast<size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i) {
        const Json item = array.at(i);
        const std::optional<Json> muted = item.size() == 1 ? item.find(mutedBlockMember) : std::nullopt;
        blocks.push_back(makeBlock(muted && muted->isObject() ? *muted : item));
        blocks.back().muted = muted && muted->isObject();
    }
    return blocks;
}

json::Json unfinishedJson(const QString &text)
{
    return json::Json::object({{unfinishedMember, json::Json(text)}});
}

std::optional<QString> unfinishedText(const json::Json &value)
{
    const json::Json text = value.size() == 1 ? value.value(unfinishedMember) : json::Json();
    return text.isString() ? std::optional(text.toString()) : std::nullopt;
}

bool holdsUnfinished(const json::Json &block)
{
    if (unfinishedText(block) || unfinishedText(block.value("toolUse").value("input")))
        return true;
    const json::Json content = block.value("toolResult").value("content");
    for (qsizetype i = 0; i < content.size(); ++i) {
        const json::Json item = content.at(i);
        if (unfinishedText(item) || unfinishedText(item.value("json")))
            return true;
    }
    return false;
}

} // namespace outcrop::conversation
