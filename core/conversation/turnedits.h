// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

class ConversationDocument;

// A turn is edited on a copy, which is kept with the document (Conversation::edits) from the first letter on
// and becomes part of the conversation when it is applied: one step of undo.

/// What is kept of the edit of a turn; null when nothing is. Good until the conversation changes.
const TurnEdit *findTurnEdit(const Conversation &conversation, const QString &turnId);

/// Remembers what became of a turn so far; saved with the document, but no step of undo. An edit that leaves
/// the turn as it is is forgotten.
void keepTurnEdit(ConversationDocument &document, const TurnEdit &edit);
void forgetTurnEdit(ConversationDocument &document, const QString &turnId);

/// Whether an edit of the turn changes it where it stands: it is empty, or nothing answers or follows it and
/// no run made it. Any other edit makes a sibling, so that nothing that was said is replaced.
bool isCorrectedInPlace(const Conversation &conversation, const QString &turnId);

/// Makes the kept edit part of the conversation, one step of undo, and gives the id of the turn that has it:
/// the turn itself, or its new sibling. Blocks that were not touched keep their bytes. Without a kept edit
/// nothing changes.
///
/// Errors: BadInput when the turn is not there, the document cannot be changed, or a block is unfinished
/// JSON.
base::Result<QString> applyTurnEdit(ConversationDocument &document, const QString &turnId);

} // namespace outcrop::conversation
