// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"

namespace outcrop::conversation
{

/// The member "answer" of a turn in the file. Members of @p stored that are not known stay where they stood.
/// An object without members says that nothing is known.
json::Json encodeFacts(const AnswerFacts &facts, const json::Json &stored);

/// The inverse. Members of a wrong type are read as absent: they are remarks, not content.
AnswerFacts decodeFacts(const json::Json &answer);

/// Sets, replaces or (for nothing) removes a member; leaves equal ones as they are spelled.
void setMember(json::Json &object, QLatin1StringView key, const std::optional<json::Json> &value);

} // namespace outcrop::conversation
