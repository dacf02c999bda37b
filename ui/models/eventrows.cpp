// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/eventrows.h"

#include "core/eventstream/framedecoder.h"
#include "core/history/exchange.h"
#include "core/json/json.h"

namespace outcrop::ui::models
{

namespace
{

/// The header that names the frame, by its message type (protocol/eventstream.md).
QByteArray nameOf(const eventstream::Frame &frame)
{
    for (const char *header : {":event-type", ":exception-type", ":error-code"}) {
        const QByteArray name = frame.string(header);
        if (!name.isEmpty())
            return name;
    }
    return frame.string(":message-type");
}

/// What a delta or a start carries: the name of its first member.
QString detailOf(const QByteArray &name, const QByteArray &payload)
{
    const bool delta = name == "contentBlockDelta";
    if (!delta && name != "contentBlockStart" && name != "messageStop")
        return {};
    const auto parsed = json::parse(payload);
    if (!parsed)
        return {};
    if (name == "messageStop")
        return parsed->value(u"stopReason").toString();
    return parsed->value(delta ? u"delta" : u"start").keyAt(0);
}

EventRow faultRow(const eventstream::FrameFault &fault, quint64 index, quint64 bytesFed)
{
    EventRow row;
    row.index = index;
    row.name = QStringLiteral("fault");
    row.detail = fault.name();
    row.isProblem = true;
    row.offset = fault.offset;
    row.bytes = bytesFed - fault.offset;
    row.crcOk = false;
    return row;
}

} // namespace

EventRow eventRowOf(const eventstream::Frame &frame, quint64 index,
                    std::optional<std::chrono::nanoseconds> sinceStart)
{
    const QByteArray name = nameOf(frame);
    EventRow row;
    row.index = index;
    row.name = QString::fromUtf8(name);
    row.detail = detailOf(name, frame.payload);
    const QByteArray type = frame.string(":message-type");
    row.isProblem = type == "exception" || type == "error";
    row.sinceStart = sinceStart;
    row.offset = frame.offset;
    row.bytes = frame.length;
    return row;
}

std::vector<EventRow> eventRowsOf(const history::Exchange &exchange)
{
    std::vector<EventRow> rows;
    if (!isEventStream(exchange))
        return rows;
    eventstream::FrameDecoder decoder;
    for (const history::BodyChunk &chunk : exchange.chunks) {
        decoder.feed(chunk.bytes);
        while (const auto frame = decoder.takeFrame())
            rows.push_back(eventRowOf(*frame, rows.size(), chunk.sinceStart));
    }
    const bool ended = exchange.summary.outcome.has_value();
    const auto fault = ended ? decoder.finish() : decoder.fault();
    if (fault)
        rows.push_back(faultRow(*fault, rows.size(), decoder.bytesFed()));
    return rows;
}

bool isEventStream(const history::Exchange &exchange)
{
    for (const auto &[name, value] : exchange.responseHeaders) {
        if (name.compare("content-type", Qt::CaseInsensitive) == 0)
            return value.startsWith("application/vnd.amazon.eventstream");
    }
    return false;
}

} // namespace outcrop::ui::models
