// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"

namespace outcrop::conversation
{

struct Conversation;
struct DraftFrame;

/// A tool call that must be answered before the conversation can go on.
struct PendingToolUse {
    QString id;   ///< toolUseId
    QString name; ///< of the tool

    friend bool operator==(const PendingToolUse &, const PendingToolUse &) = default;
};

/// The calls of the last turn that wait for their results, in the order they were made: those of a complete
/// answer, without the ones the provider runs itself (protocol/converse.md, Folding a stream, 9).
std::vector<PendingToolUse> pendingToolUses(const Conversation &conversation);

/// One user turn that gives @p text as the result of every call; results of parallel calls belong into one
/// message (protocol/converse.md, 3). A text that is a JSON object goes as `json`, spelled as it was
/// written, any other as `text`. Attachments of @p frame are part of the result where there is one call and a
/// result takes them; everything else of it follows the results.
Turn toolResultTurn(const std::vector<PendingToolUse> &calls, const QString &text, const DraftFrame &frame);

} // namespace outcrop::conversation
