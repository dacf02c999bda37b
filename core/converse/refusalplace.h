// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>

namespace outcrop::converse
{

/// The place in the request that a refusal is about (features.md, X10), as far as its words say: a path in
/// one of the spellings of services and gateways ("messages.2.content.0", "#/toolConfig/tools/18",
/// "toolConfig.tools.0.member.toolSpec.name", "messages[1].content[0]", "tools.0.custom.input_schema"), the
/// id of a tool call, or a rule about roles.
///
/// @p body is the body that was sent. What is given exists in it: of a path that goes on to something that is
/// missing, the part that is there. Nothing when the message names no place.
std::optional<json::Pointer> placeInRefusal(const QString &message, const json::Json &body);

/// Whether placeInRefusal() may find something: by the words alone, cheap. True where it finds something.
bool mayNamePlace(const QString &message);

} // namespace outcrop::converse
