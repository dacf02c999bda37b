// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "core/history/redactor.h"

#include <QMetaType>
#include <QString>

#include <chrono>

namespace outcrop::client
{

/// One frame as the list of events shows it.
struct FrameSummary {
    qint64 index = 0;    ///< from 0
    QString messageType; ///< "event", "exception", "error"
    QString eventType;   ///< of an exception its type, of an error its code
    quint64 offset = 0;  ///< of the frame in the body
    quint32 bytes = 0;   ///< of the whole frame
    quint32 preludeCrc = 0;
    quint32 messageCrc = 0;
    std::chrono::nanoseconds sinceStart{0}; ///< arrival of its last byte, since the attempt began
};

/// What @p frame says about itself, without index and time. What @p redactor knows is masked.
FrameSummary summaryOf(const eventstream::FrameView &frame, const history::Redactor &redactor);

} // namespace outcrop::client

Q_DECLARE_METATYPE(outcrop::client::FrameSummary)
