// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/answer.h"
#include "core/simulator/eventstreambody.h"

#include <QtGlobal>

namespace outcrop::simulator
{

/// `usage` of a Converse answer: input, output, total, cache read and write, cacheDetails for what was
/// written.
json::Json usageJson(const CacheUsage &usage, qint64 outputTokens);

/// The body of a Converse answer. A tool call whose input was cut off is left out.
json::Json converseResponse(const Question &question, const Answer &answer, qint64 latencyMs);

/// The events of a ConverseStream answer in order. The last, metadata, asks @p latencyMs when it is due.
std::vector<StreamEvent> converseEvents(const Question &question, const Answer &answer,
                                        const std::function<qint64()> &latencyMs);

} // namespace outcrop::simulator
