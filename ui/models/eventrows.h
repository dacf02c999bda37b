// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "ui/models/eventrow.h"

#include <optional>
#include <vector>

namespace outcrop::history
{
struct Exchange;
}

namespace outcrop::ui::models
{

/// The row of a whole frame; @p index counts the frames of the stream from 0.
EventRow eventRowOf(const eventstream::Frame &frame, quint64 index,
                    std::optional<std::chrono::nanoseconds> sinceStart);

/// The rows of a recorded event stream, each with the arrival of the piece that completed it. Bytes that are
/// no frame, or half of one at the end, are a last row named "fault". Empty for any other body.
std::vector<EventRow> eventRowsOf(const history::Exchange &exchange);

/// Whether the response says that its body is an event stream.
bool isEventStream(const history::Exchange &exchange);

} // namespace outcrop::ui::models
