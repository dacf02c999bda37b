// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/cachestrata.h"

namespace outcrop::run
{

/// Tools and system prompt of a request that was sent, and what the prompt cache did with them: enough to
/// tell what is left of the cached prefix when one of them is different. Does not keep the request's text.
struct SentPrefix {
    struct Item {
        json::Json value;
        CacheState state = CacheState::None;
        qint64 tokens = 0; ///< estimated (converse/tokenestimate.h)
    };
    std::vector<Item> tools;
    std::vector<Item> system;
    qint64 cached = 0; ///< tokens that were read from the cache or written to it, as the answer reported
    bool reachesMessages = false; ///< what is cached ends behind the system prompt
};

/// @p usage is that of the answer to @p body.
SentPrefix sentPrefix(const json::Json &body, const json::Json &usage);

/// What the next call finds in the cache of what the last one left there, if it is still warm.
struct CacheForecast {
    enum class Section : quint8 { Tools, System };

    Section section = Section::Tools; ///< where the first difference is
    int item = 0;                     ///< of what would be sent; one beyond the last: something is missing
    qint64 kept = 0;                  ///< tokens up to the last cache point before it, estimated
    qint64 cached = 0;                ///< tokens that were there

    friend bool operator==(const CacheForecast &, const CacheForecast &) = default;
};

/// Nothing when a request with these tools and this system prompt loses nothing by them. The cache keeps
/// prefixes in the order tools, system, messages (protocol/converse.md, Prompt caching).
std::optional<CacheForecast> cacheForecast(const SentPrefix &sent, const json::Json &tools,
                                           const json::Json &system);

} // namespace outcrop::run
