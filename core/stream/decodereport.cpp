// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/decodereport.h"

#include "core/json/parser.h"
#include "core/stream/invokechunks.h"

#include <QUuid>

namespace outcrop::stream
{

using eventstream::Header;
using eventstream::HeaderType;
using json::Json;

namespace
{

// The names the recordings use, which know one boolean type and call byte arrays binary.
QLatin1StringView reportedType(HeaderType type)
{
    switch (type) {
    case HeaderType::BoolTrue:
    case HeaderType::BoolFalse:
        return QLatin1StringView("boolean");
    case HeaderType::ByteArray:
        return QLatin1StringView("binary");
    default:
        return eventstream::headerTypeName(type);
    }
}

Json headerValue(const Header &header)
{
    switch (header.type) {
    case HeaderType::BoolTrue:
        return true;
    case HeaderType::BoolFalse:
        return false;
    case HeaderType::Byte:
    case HeaderType::Short:
    case HeaderType::Integer:
        return header.number;
    case HeaderType::Long:
    case HeaderType::Timestamp:
        return QString::number(header.number);
    case HeaderType::ByteArray:
        return Json::string(header.bytes.toBase64());
    case HeaderType::String:
        return Json::string(header.bytes);
    case HeaderType::Uuid:
        return Json::string(QUuid::fromRfc4122(header.bytes).toByteArray(QUuid::WithoutBraces));
    }
    return {};
}

} // namespace

Json frameReport(const eventstream::Frame &frame)
{
    Json headers = Json::object();
    for (const Header &header : frame.headers)
        headers.appendMember(QString::fromUtf8(header.name),
                             Json::object({{QLatin1StringView("type"), reportedType(header.type)},
                                           {QLatin1StringView("value"), headerValue(header)}}));
    Json report = Json::object({{QLatin1StringView("offset"), frame.offset},
                                {QLatin1StringView("length"), frame.length},
                                {QLatin1StringView("headers"), headers}});
    const auto payload = json::parse(frame.payload);
    report.set("payload", payload ? *payload : Json());
    if (!payload && !frame.payload.isEmpty())
        report.set("payloadText", Json::string(frame.payload));
    return report;
}

Json frameReport(const eventstream::FrameView &frame)
{
    return frameReport(frame.toFrame());
}

std::vector<Json> DecodeReport::feed(const QByteArray &bytes)
{
    std::vector<Json> reports;
    m_decoder.feed(bytes);
    while (const eventstream::FrameView *frame = m_decoder.takeView()) {
        reports.push_back(frameReport(*frame));
        if (m_mode == Mode::Converse)
            m_assembler.apply(*frame);
        else if (auto chunk = invokeChunk(*frame))
            m_chunks.append(*std::move(chunk));
    }
    return reports;
}

Json DecodeReport::finish()
{
    m_fault = m_decoder.finish();
    Json last = Json::object();
    if (m_mode == Mode::Converse) {
        m_assembler.finish(m_fault);
        m_folded = m_assembler.folded();
        last.set("folded", m_folded->toJson());
    } else {
        last.set("chunks", m_chunks);
    }
    if (m_fault)
        last.set("tail", Json::object({{QLatin1StringView("error"), m_fault->name()},
                                       {QLatin1StringView("offset"), m_fault->offset}}));
    return last;
}

} // namespace outcrop::stream
