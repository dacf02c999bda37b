// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/simulator/serviceerror.h"

namespace outcrop::simulator
{

/// An InvokeModel body in the Anthropic messages form (protocol/converse.md, 7) as the Converse body that
/// means the same: one planner, one cache and one token count serve both. cache_control becomes a cachePoint
/// behind its block. Errors: ValidationException naming the place in the Anthropic body.
base::Result<json::Json, ServiceError> converseBodyOfAnthropic(const json::Json &body);

} // namespace outcrop::simulator
