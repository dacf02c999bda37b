// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"
#include "core/run/cachestrata.h"

#include <QDateTime>

namespace outcrop::run
{

/// Until when the cache keeps what a cache point covers: its time to live after the call that read or wrote
/// it, since each hit renews it (protocol/converse.md, Prompt caching: 5 minutes, or the hour that the point
/// asks for). Counted from when the call was sent, which is the earliest it can be.
///
/// @p block is a block of any kind, @p state what that call did with it, @p sentUtc when it was sent. Nothing
/// for what is no cache point or asks for a time that is not known, and where the call did not reach it.
std::optional<QDateTime> warmUntil(const json::Json &block, CacheState state,
                                   const std::optional<QDateTime> &sentUtc);

/// When the answer with those facts was sent, if what it left in a cache serves what @p conversation sends:
/// each model has a cache of its own, and so has each account and region, which is as much as a connection's
/// name tells. Nothing where it is not known.
std::optional<QDateTime> sentToItsCache(const conversation::AnswerFacts &facts,
                                        const conversation::Conversation &conversation);

} // namespace outcrop::run
