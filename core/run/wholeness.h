// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/conversation/conversation.h"

#include <optional>

namespace outcrop::run
{

/// What keeps a conversation from being sent, as BadInput; nothing when nothing does.
/// Code "unset-variable": a name without a value is no text. "missing-attachment": a reference to bytes that
/// are not there is nothing to send.
std::optional<base::Error> whyNotWhole(const conversation::Conversation &conversation, bool withDraft);

} // namespace outcrop::run
