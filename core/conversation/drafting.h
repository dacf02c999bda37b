// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

/// Whether there is nothing in the composer that a message could be made of: no text but white space, and no
/// block but cache points.
bool isBlankDraft(const Conversation &conversation);

/// The composer's blocks with its text among them, as the message will have them, with ids of their own: what
/// stands before the text, the text (unless it is blank), what stands behind it.
std::vector<Block> draftContent(const Conversation &conversation);

} // namespace outcrop::conversation
