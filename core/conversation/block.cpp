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

} // namespace outcrop::conversation
