// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QByteArray>

#include <chrono>
#include <vector>

namespace outcrop::simulator
{

/// One block of a prompt in the order the cache sees it, with the fingerprint of everything up to and
/// including it.
struct PromptBlock {
    QByteArray prefixHash; ///< SHA-256 in hex over all blocks so far, their section and their exact bytes
    qint64 tokens = 0;     ///< of this block, see converse/tokenestimate.h
};

/// A cachePoint, standing after the first @p blocksBefore blocks.
struct CachePoint {
    qsizetype blocksBefore = 0;
    std::chrono::minutes timeToLive{5};
};

/// A Converse request as the prompt cache sees it: tools, then system, then messages
/// (protocol/converse.md, "Prompt caching").
struct PromptLayers {
    std::vector<PromptBlock> blocks;
    std::vector<CachePoint> points;

    qint64 totalTokens() const;
};

/// @p body is a Converse request body that has passed validation.
PromptLayers promptLayersOf(const json::Json &body);

} // namespace outcrop::simulator
