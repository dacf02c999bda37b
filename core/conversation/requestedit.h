// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/conversation/requestbody.h"
#include "core/conversation/requestcommand.h"
#include "core/conversation/requestproblem.h"

namespace outcrop::conversation
{

/// What someone who writes the request as a text goes on with from edit to edit.
struct RequestEditing {
    RequestShape shape;         ///< of the body as it was edited last
    std::vector<Turn> cutTurns; ///< that an edit took out: pasted again, they are what they were
    /// The parsed text that the body is a view of, so that the document takes copies of what it keeps and the
    /// text does not live on. Other values in the body are kept as they are. Null: all is copied.
    json::Json text;
};

/// Changes the document so that requestAsWritten() gives @p body again (equal but for the order of the
/// members it takes apart, empty ones, and a message's role standing behind its content). One step of undo.
///
/// Only what differs is changed: blocks, turns and tools that are the same in their order (alignRows()) keep
/// their ids and bytes; an edited one keeps its id too, and where it stands in the tree. The body is the
/// branch as it is sent, so what is muted or else not sent is not in it and stays where it is. A message of
/// several turns stays in several turns; what is new in it belongs to the turn of the block before it.
///
/// False for a read-only document, and when nothing differs. Errors: as of checkRequestBody(); nothing was
/// changed then.
base::Result<bool, RequestProblem> applyRequestBody(ConversationDocument &document, const json::Json &body,
                                                    RequestEditing &editing,
                                                    const std::optional<TextRun> &typed = std::nullopt);

/// Keeps a text that is no request with the document (Conversation::requestText), or nothing. A step of undo
/// that merges with those of applyRequestBody(), which ends it too.
void setRequestText(ConversationDocument &document, const std::optional<QString> &text,
                    const std::optional<TextRun> &typed = std::nullopt);

} // namespace outcrop::conversation
