// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>

namespace outcrop::simulator
{

/// What the service asks of a conversation beyond the shapes of its parts: order of roles, no blank text,
/// tool calls and results paired, limits of images, documents and cache points (protocol/converse.md, 3).
/// @p body has the right shapes. The first violation as one sentence that names the place.
std::optional<QString> conversationViolation(const json::Json &body);

/// What a request must leave out (promptrules.cpp): with the ARN of a stored prompt as @p modelId everything
/// the prompt brings, without one promptVariables.
std::optional<QString> promptViolation(const QString &modelId, const json::Json &body);

/// Whether @p modelId is the ARN of a stored prompt.
bool isPromptArn(const QString &modelId);

/// The part of conversationViolation() about tools (conversationtools.cpp).
std::optional<QString> toolViolation(const json::Json &body);

/// The part of conversationViolation() about cache points (cachepointrules.cpp).
std::optional<QString> cachePointViolation(const json::Json &body);

} // namespace outcrop::simulator
