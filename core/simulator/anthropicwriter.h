// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/answer.h"
#include "core/simulator/eventstreambody.h"
#include "core/simulator/httpmessage.h"

namespace outcrop::simulator
{

/// The body of an InvokeModel answer in the Anthropic messages form (protocol/converse.md, 7).
json::Json anthropicResponse(const Question &question, const Answer &answer);

/// The `chunk` events of InvokeModelWithResponseStream. The last object, message_stop, carries the invocation
/// metrics and asks @p latencyMs when it is due.
std::vector<StreamEvent> anthropicEvents(const Question &question, const Answer &answer,
                                         const std::function<qint64()> &latencyMs);

/// The token counts and the latency InvokeModel sends as headers.
HttpHeaderList invokeHeaders(const Question &question, const Answer &answer, qint64 latencyMs);

} // namespace outcrop::simulator
