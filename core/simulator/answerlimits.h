// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/answer.h"

namespace outcrop::simulator
{

/// Cuts an answer where `inferenceConfig.stopSequences` or `maxTokens` end it, sets the stop reason for that,
/// and counts outputTokens (converse/tokenestimate.h). A tool call that is cut keeps the unfinished input.
void applyLimits(Answer &answer, const json::Json &inferenceConfig);

} // namespace outcrop::simulator
