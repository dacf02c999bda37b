// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"
#include "core/stream/folded.h"

namespace outcrop::run
{

/// What became of an answer that ended like this.
conversation::TurnState turnStateOf(stream::Outcome outcome);

/// An answer as a turn of the conversation: its blocks, stop reason, usage and metrics; the other @p facts
/// are kept. A tool call whose input is not JSON becomes a block that is shown but never run or sent
/// (protocol/converse.md, Folding a stream, 3; conversation::unsentToolUseMember), and so does a block of an
/// unknown kind (conversation::unknownBlockMember).
conversation::Turn answerTurn(const QString &turnId, const stream::Folded &folded,
                              conversation::TurnState state, conversation::AnswerFacts facts);

} // namespace outcrop::run
