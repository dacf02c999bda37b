// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"
#include "core/run/cachestrata.h"
#include "ui/models/transcriptturn.h"

namespace outcrop::app
{

/// A turn of the conversation as a row of the transcript.
///
/// @p answers is the turn after it, if any: it says what became of its tool calls. @p strata are those of its
/// own blocks as the prompt of the last answer; ignored for an answer that was part of no prompt yet, whose
/// blocks are Output.
ui::models::TranscriptTurn turnView(const conversation::Turn &turn, const conversation::Turn *answers,
                                    const std::vector<run::CacheState> &strata);

/// The figures of an answer.
ui::models::TranscriptFooter footerView(const conversation::AnswerFacts &facts);

/// For every turn the strata of its blocks in the prompt of the last answer that reported a usage; empty for
/// turns that were not part of it.
std::vector<std::vector<run::CacheState>> turnStrata(const conversation::Conversation &conversation);

/// Whether the turn was refused, and the refusal may be about a place of the request.
bool namesPlace(const conversation::Turn &turn);

} // namespace outcrop::app
