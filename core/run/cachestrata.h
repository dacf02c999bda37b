// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <optional>
#include <vector>

namespace outcrop::run
{

/// What the prompt cache did with one block of a request.
enum class CacheState : quint8 {
    None,  ///< neither read nor written
    Read,  ///< read from the cache
    Write, ///< written to the cache
};

/// One entry for every tool, system block and content block of a Converse request, in their order.
struct CacheStrata {
    std::vector<CacheState> tools;
    std::vector<CacheState> system;
    std::vector<std::vector<CacheState>> messages; ///< by message, then by block

    friend bool operator==(const CacheStrata &, const CacheStrata &) = default;
};

/// Which blocks of @p body were read from and written to the cache, from the usage its answer reported.
///
/// The prefix is taken in cache order: tools, system, messages (protocol/converse.md, Prompt caching). What
/// is read or written always ends at a cache point. Which one is not reported: it is the one whose share of
/// the prompt, by the size of the blocks before it, comes closest to the share the usage names. Without a
/// usage, or one without cache figures, everything is None.
CacheStrata cacheStrata(const json::Json &body, const json::Json &usage);

} // namespace outcrop::run
