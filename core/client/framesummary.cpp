// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/framesummary.h"

namespace outcrop::client
{

FrameSummary summaryOf(const eventstream::FrameView &frame, const history::Redactor &redactor)
{
    FrameSummary summary;
    const QByteArrayView messageType = frame.string(":message-type");
    QByteArrayView type = frame.string(":event-type");
    if (messageType == "exception")
        type = frame.string(":exception-type");
    else if (messageType == "error")
        type = frame.string(":error-code");
    summary.messageType = redactor.redactText(QString::fromUtf8(messageType));
    summary.eventType = redactor.redactText(QString::fromUtf8(type));
    summary.offset = frame.offset;
    summary.bytes = frame.length;
    summary.preludeCrc = frame.preludeCrc;
    summary.messageCrc = frame.messageCrc;
    return summary;
}

} // namespace outcrop::client
