// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

/// What the first start shows: the desk of a shop for field geologists. A system prompt long enough to be
/// cached (about 1 900 tokens; Claude Sonnet's minimum is 1 024, protocol/models.json), a cache point, two
/// tools, and a first question in the composer. Made of resources/example.json, a Converse request body that
/// also the command line can send. Pressing Run twice shows a cache write and then a cache read.
Conversation exampleConversation(const QString &connectionName, const QString &modelId);

} // namespace outcrop::conversation
