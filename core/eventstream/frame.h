// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QLatin1StringView>

#include <span>
#include <vector>

/// vnd.amazon.eventstream, the framing of streamed answers. Facts: protocol/eventstream.md.
namespace outcrop::eventstream
{

/// The type of a header's value, with the number it has on the wire.
enum class HeaderType : quint8 {
    BoolTrue = 0,
    BoolFalse = 1,
    Byte = 2,
    Short = 3,
    Integer = 4,
    Long = 5,
    ByteArray = 6,
    String = 7,
    Timestamp = 8, ///< milliseconds since 1970-01-01T00:00Z
    Uuid = 9,
};

/// "bool_true", "bool_false", "byte", "short", "integer", "long", "byte_array", "string", "timestamp",
/// "uuid".
QLatin1StringView headerTypeName(HeaderType type);

/// One header with its own bytes.
struct Header {
    QByteArray name; ///< UTF-8, 1 to 255 bytes
    HeaderType type = HeaderType::String;
    qint64 number = 0; ///< of Byte, Short, Integer, Long and Timestamp; otherwise 0
    QByteArray bytes;  ///< of ByteArray, String (UTF-8) and Uuid (16 bytes); otherwise empty

    friend bool operator==(const Header &, const Header &) = default;
};

Header stringHeader(QByteArray name, QByteArray value);

/// One header inside a decoder's buffer.
struct HeaderView {
    QByteArrayView name;
    HeaderType type = HeaderType::String;
    QByteArrayView value; ///< the bytes on the wire, without a length before them

    qint64 number() const; ///< as in Header
    Header toHeader() const;
};

/// One whole frame, checked. `offset` counts from the first byte of the body.
struct Frame {
    quint64 offset = 0;
    quint32 length = 0;
    quint32 headersLength = 0;
    quint32 preludeCrc = 0;
    quint32 messageCrc = 0;
    std::vector<Header> headers; ///< in the order on the wire
    QByteArray payload;

    /// The value of the string header of that name; empty when there is none.
    QByteArray string(QByteArrayView headerName) const;

    friend bool operator==(const Frame &, const Frame &) = default;
};

/// A frame inside a decoder's buffer: valid until the decoder is asked for the next one or fed.
struct FrameView {
    quint64 offset = 0;
    quint32 length = 0;
    quint32 headersLength = 0;
    quint32 preludeCrc = 0;
    quint32 messageCrc = 0;
    std::span<const HeaderView> headers;
    quint64 headersSerial = 0; ///< the same number means the same headers as another frame of this decoder
    QByteArrayView payload;

    QByteArrayView string(QByteArrayView headerName) const;
    Frame toFrame() const;
};

} // namespace outcrop::eventstream
