// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachewarmth.h"

#include <chrono>

namespace outcrop::run
{

namespace
{

using namespace Qt::StringLiterals;

std::optional<std::chrono::seconds> timeToLive(const json::Json &point)
{
    const std::optional<json::Json> ttl = point.find("ttl"_L1);
    if (!ttl || ttl->toString() == "5m"_L1)
        return std::chrono::minutes(5);
    if (ttl->toString() == "1h"_L1)
        return std::chrono::hours(1);
    return std::nullopt;
}

} // namespace

std::optional<QDateTime> warmUntil(const json::Json &block, CacheState state,
                                   const std::optional<QDateTime> &sentUtc)
{
    const std::optional<json::Json> point = block.find("cachePoint"_L1);
    if (!point || state == CacheState::None || !sentUtc)
        return std::nullopt;
    const auto lives = timeToLive(*point);
    return lives ? std::optional(sentUtc->addDuration(*lives)) : std::nullopt;
}

std::optional<QDateTime> sentToItsCache(const conversation::AnswerFacts &facts,
                                        const conversation::Conversation &conversation)
{
    const bool isTheSame = facts.modelId == conversation.modelId.trimmed() &&
                           !facts.connectionName.isEmpty() &&
                           facts.connectionName == conversation.connectionName;
    return isTheSame ? facts.sentUtc : std::nullopt;
}

} // namespace outcrop::run
