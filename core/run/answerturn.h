// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"
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

/// Brings the answer @p turn to its place, wherever the document's branch went since the run started: behind
/// the turn @p parentId that was answered, beside @p insteadOf when that was run again, or in place of a turn
/// with its id, which brought nothing.
void placeAnswer(conversation::ConversationDocument &document, const QString &parentId,
                 const QString &insteadOf, const conversation::Turn &turn);

} // namespace outcrop::run
