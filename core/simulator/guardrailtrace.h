// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

namespace outcrop::simulator
{

/// The `trace` of an answer a guardrail stopped: one denied topic, with the guardrail of the request's
/// guardrailConfig where there is one (protocol/shapes.md, GuardrailTraceAssessment).
json::Json guardrailTrace(const json::Json &body);

} // namespace outcrop::simulator
