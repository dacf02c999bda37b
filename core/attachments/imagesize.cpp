// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/imagesize.h"

#include <QtEndian>

namespace outcrop::attachments
{

namespace
{

template <typename T>
int big(QByteArrayView bytes, qsizetype at)
{
    return static_cast<int>(qFromBigEndian<T>(bytes.data() + at));
}

template <typename T>
int little(QByteArrayView bytes, qsizetype at)
{
    return static_cast<int>(qFromLittleEndian<T>(bytes.data() + at));
}

/// The frame header: the first marker SOF0 to SOF15 that is none of DHT, JPG and DAC (ITU-T T.81, B.1.1.3).
QSize jpegSize(QByteArrayView bytes)
{
    qsizetype at = 2;
    while (at + 9 < bytes.size()) {
        const auto marker = static_cast<uchar>(bytes[at + 1]);
        if (static_cast<uchar>(bytes[at]) != 0xff)
            return {};
        if (marker == 0xff) { // a fill byte
            ++at;
            continue;
        }
        const bool isFrame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (isFrame)
            return {big<quint16>(bytes, at + 7), big<quint16>(bytes, at + 5)};
        const bool standsAlone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
        at += standsAlone ? 2 : 2 + big<quint16>(bytes, at + 2);
    }
    return {};
}

int little24(QByteArrayView bytes, qsizetype at)
{
    return little<quint16>(bytes, at) | (static_cast<uchar>(bytes[at + 2]) << 16);
}

/// RFC 9649: the three kinds of first chunk.
QSize webpSize(QByteArrayView bytes)
{
    if (bytes.size() < 30)
        return {};
    const QByteArrayView chunk = bytes.sliced(12, 4);
    if (chunk == "VP8X")
        return {little24(bytes, 24) + 1, little24(bytes, 27) + 1};
    if (chunk == "VP8L") {
        const auto packed = qFromLittleEndian<quint32>(bytes.data() + 21);
        return {static_cast<int>(packed & 0x3fff) + 1, static_cast<int>((packed >> 14) & 0x3fff) + 1};
    }
    if (chunk == "VP8 ")
        return {little<quint16>(bytes, 26) & 0x3fff, little<quint16>(bytes, 28) & 0x3fff};
    return {};
}

QSize headerSize(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n") && bytes.size() >= 24)
        return {big<quint32>(bytes, 16), big<quint32>(bytes, 20)};
    if (bytes.startsWith("GIF8") && bytes.size() >= 10)
        return {little<quint16>(bytes, 6), little<quint16>(bytes, 8)};
    if (bytes.startsWith("\xff\xd8\xff"))
        return jpegSize(bytes);
    if (bytes.startsWith("RIFF") && bytes.size() >= 16 && bytes.sliced(8, 4) == "WEBP")
        return webpSize(bytes);
    return {};
}

} // namespace

QSize imageSize(QByteArrayView bytes)
{
    const QSize size = headerSize(bytes);
    return size.width() > 0 && size.height() > 0 ? size : QSize();
}

} // namespace outcrop::attachments
