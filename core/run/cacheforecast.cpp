// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cacheforecast.h"

#include "core/converse/tokenestimate.h"

#include <algorithm>
#include <cmath>

namespace outcrop::run
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

bool isPoint(const Json &item)
{
    return item.contains("cachePoint"_L1);
}

bool endsCached(const SentPrefix::Item &item)
{
    return item.state != CacheState::None && isPoint(item.value);
}

std::vector<SentPrefix::Item> itemsOf(const Json &list, const std::vector<CacheState> &states, bool tools)
{
    std::vector<SentPrefix::Item> items;
    const Json own = json::parse(json::write(list)).valueOr({}); // without the whole body behind it
    for (qsizetype i = 0; i < own.size() && i < std::ssize(states); ++i) {
        const Json value = own.at(i);
        items.push_back({value, states[static_cast<size_t>(i)],
                         tools ? converse::estimateToolTokens(value) : converse::estimateBlockTokens(value)});
    }
    return items;
}

/// Goes through the prefix as long as what would be sent is the same.
struct Walk {
    qint64 tokens = 0; ///< so far
    qint64 kept = 0;   ///< up to the last cache point so far whose prefix is cached

    /// The first item that is different; nothing when none is.
    std::optional<int> through(const std::vector<SentPrefix::Item> &sent, const Json &now)
    {
        for (size_t i = 0; i < sent.size(); ++i) {
            if (static_cast<qsizetype>(i) >= now.size() || now.at(static_cast<qsizetype>(i)) != sent[i].value)
                return static_cast<int>(i);
            tokens += sent[i].tokens;
            if (endsCached(sent[i]))
                kept = tokens;
        }
        return now.size() > std::ssize(sent) ? std::optional(static_cast<int>(sent.size())) : std::nullopt;
    }
};

/// What is estimated up to the last cache point that is cached.
qint64 estimatedCached(const SentPrefix &sent)
{
    qint64 tokens = 0;
    qint64 cached = 0;
    for (const auto *items : {&sent.tools, &sent.system}) {
        for (const SentPrefix::Item &item : *items) {
            tokens += item.tokens;
            if (endsCached(item))
                cached = tokens;
        }
    }
    return cached;
}

} // namespace

SentPrefix sentPrefix(const Json &body, const Json &usage)
{
    const CacheStrata strata = cacheStrata(body, usage);
    SentPrefix sent;
    sent.tools = itemsOf(body.value("toolConfig"_L1).value("tools"_L1), strata.tools, true);
    sent.system = itemsOf(body.value("system"_L1), strata.system, false);
    for (const auto member : {"cacheReadInputTokens"_L1, "cacheWriteInputTokens"_L1})
        sent.cached += usage.value(member).toInt().value_or(0);
    sent.reachesMessages = std::ranges::any_of(strata.messages, [](const std::vector<CacheState> &states) {
        return std::ranges::any_of(states, [](CacheState state) { return state != CacheState::None; });
    });
    return sent;
}

std::optional<CacheForecast> cacheForecast(const SentPrefix &sent, const Json &tools, const Json &system)
{
    if (sent.cached <= 0)
        return std::nullopt;
    Walk walk;
    CacheForecast forecast;
    std::optional<int> item = walk.through(sent.tools, tools);
    if (!item) {
        forecast.section = CacheForecast::Section::System;
        item = walk.through(sent.system, system);
    }
    const qint64 estimated = estimatedCached(sent);
    if (!item || (walk.kept == estimated && !sent.reachesMessages))
        return std::nullopt;
    forecast.item = *item;
    forecast.cached = sent.cached;
    // Where the cached part ends here, the service's own figure says how far the estimate is off.
    const bool isKnown = !sent.reachesMessages && estimated > 0;
    const double scale = isKnown ? static_cast<double>(sent.cached) / static_cast<double>(estimated) : 1.0;
    forecast.kept = std::min(sent.cached, std::llround(static_cast<double>(walk.kept) * scale));
    return forecast;
}

} // namespace outcrop::run
