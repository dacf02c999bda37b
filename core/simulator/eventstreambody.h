// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/simulator/directives.h"
#include "core/simulator/httpmessage.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace outcrop::simulator
{

/// One event before it becomes a frame.
struct StreamEvent {
    QByteArray type;                     ///< `:event-type`
    std::function<json::Json()> payload; ///< asked for when the event is due
    bool paced = false;                  ///< waits the pace of the stream before it
};

/// An event whose payload is known now.
StreamEvent streamEvent(QByteArray type, json::Json payload, bool paced = false);

/// The body of an event stream: each event one frame, with the padding member `p` the service adds, and with
/// the faults and pauses the directives ask for (/pace, /stall, /error-after, /cut, /badcrc).
BodySource eventStreamBody(std::vector<StreamEvent> events, const Directives &directives,
                           std::chrono::milliseconds defaultPace, const QByteArray &seed);

/// The frame of an exception.
QByteArray exceptionFrame(const ServiceError &error);

} // namespace outcrop::simulator
