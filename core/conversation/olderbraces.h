// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

namespace outcrop::conversation
{

/// Braces were text where a version of the file format did not look for variables: in the first one nowhere,
/// in the second one only in what the user said, the system prompt and the tools, and of these only in text,
/// in the texts of a toolResult and in the description of a tool. Gives @p root, a conversation file of
/// @p version, with the braces escaped that would be variables now (variables.h), so that it says what it
/// said. @p root itself when there are none.
json::Json withOlderBraces(json::Json root, qint64 version);

} // namespace outcrop::conversation
