// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"
#include "core/run/cachestrata.h"
#include "ui/models/transcriptturn.h"

#include <QDateTime>

namespace outcrop::app
{

/// What the prompt cache did with a block in the last call, and until when it keeps what a cache point
/// covers.
struct BlockCache {
    run::CacheState state = run::CacheState::None;
    std::optional<QDateTime> warmUntil;

    friend bool operator==(const BlockCache &, const BlockCache &) = default;
};

/// A turn of the conversation as a row of the transcript.
///
/// @p answers is the turn after it, if any: it says what became of its tool calls. @p strata are those of its
/// own blocks as the prompt of the last answer; ignored for an answer that was part of no prompt yet, whose
/// blocks are Output.
ui::models::TranscriptTurn turnView(const conversation::Turn &turn, const conversation::Turn *answers,
                                    const std::vector<BlockCache> &strata);

/// The figures of an answer.
ui::models::TranscriptFooter footerView(const conversation::AnswerFacts &facts);

/// For every turn the strata of its blocks in the prompt of the last answer that reported a usage; empty for
/// turns that were not part of it. What is warm is so for the model that answered.
std::vector<std::vector<BlockCache>> turnStrata(const conversation::Conversation &conversation);

/// Whether the turn was refused, and the refusal may be about a place of the request.
bool namesPlace(const conversation::Turn &turn);

} // namespace outcrop::app
