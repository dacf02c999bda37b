// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frame.h"

#include <QtEndian>

#include <array>
#include <utility>

namespace outcrop::eventstream
{

QLatin1StringView headerTypeName(HeaderType type)
{
    static constexpr std::array<QLatin1StringView, 10> names{
        QLatin1StringView("bool_true"),  QLatin1StringView("bool_false"), QLatin1StringView("byte"),
        QLatin1StringView("short"),      QLatin1StringView("integer"),    QLatin1StringView("long"),
        QLatin1StringView("byte_array"), QLatin1StringView("string"),     QLatin1StringView("timestamp"),
        QLatin1StringView("uuid"),
    };
    return names[static_cast<size_t>(type)];
}

Header stringHeader(QByteArray name, QByteArray value)
{
    return {std::move(name), HeaderType::String, 0, std::move(value)};
}

qint64 HeaderView::number() const
{
    switch (type) {
    case HeaderType::Byte:
        return static_cast<qint8>(value.front());
    case HeaderType::Short:
        return qFromBigEndian<qint16>(value.data());
    case HeaderType::Integer:
        return qFromBigEndian<qint32>(value.data());
    case HeaderType::Long:
    case HeaderType::Timestamp:
        return qFromBigEndian<qint64>(value.data());
    default:
        return 0;
    }
}

Header HeaderView::toHeader() const
{
    const bool hasBytes =
        type == HeaderType::ByteArray || type == HeaderType::String || type == HeaderType::Uuid;
    return {name.toByteArray(), type, number(), hasBytes ? value.toByteArray() : QByteArray()};
}

QByteArray Frame::string(QByteArrayView headerName) const
{
    for (const Header &header : headers) {
        if (header.type == HeaderType::String && header.name == headerName)
            return header.bytes;
    }
    return {};
}

QByteArrayView FrameView::string(QByteArrayView headerName) const
{
    for (const HeaderView &header : headers) {
        if (header.type == HeaderType::String && header.name == headerName)
            return header.value;
    }
    return {};
}

Frame FrameView::toFrame() const
{
    Frame frame{offset, length, headersLength, preludeCrc, messageCrc, {}, payload.toByteArray()};
    frame.headers.reserve(headers.size());
    for (const HeaderView &header : headers)
        frame.headers.push_back(header.toHeader());
    return frame;
}

} // namespace outcrop::eventstream
