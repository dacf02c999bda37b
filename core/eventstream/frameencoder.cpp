// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"

#include "core/base/limits.h"

#include <QtEndian>

#include <zlib.h>

#include <limits>

namespace outcrop::eventstream
{

namespace
{

template <typename T>
void appendBigEndian(QByteArray &to, T value)
{
    const T wire = qToBigEndian(value);
    to.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

template <typename T>
bool appendNumber(QByteArray &to, qint64 number)
{
    if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max())
        return false;
    appendBigEndian(to, static_cast<T>(number));
    return true;
}

void appendCrc(QByteArray &to)
{
    appendBigEndian(to, static_cast<quint32>(::crc32(0, reinterpret_cast<const Bytef *>(to.constData()),
                                                     static_cast<uInt>(to.size()))));
}

bool appendValue(QByteArray &to, const Header &header)
{
    switch (header.type) {
    case HeaderType::BoolTrue:
    case HeaderType::BoolFalse:
        return true;
    case HeaderType::Byte:
        return appendNumber<qint8>(to, header.number);
    case HeaderType::Short:
        return appendNumber<qint16>(to, header.number);
    case HeaderType::Integer:
        return appendNumber<qint32>(to, header.number);
    case HeaderType::Long:
    case HeaderType::Timestamp:
        return appendNumber<qint64>(to, header.number);
    case HeaderType::ByteArray:
    case HeaderType::String:
        if (header.bytes.size() > base::limits::eventStreamHeaderValueBytes)
            return false;
        appendBigEndian(to, static_cast<quint16>(header.bytes.size()));
        to.append(header.bytes);
        return true;
    case HeaderType::Uuid:
        to.append(header.bytes);
        return header.bytes.size() == 16;
    }
    return false;
}

} // namespace

QByteArray encodeFrame(const std::vector<Header> &headers, QByteArrayView payload)
{
    QByteArray block;
    for (const Header &header : headers) {
        if (header.name.isEmpty() || header.name.size() > 255)
            return {};
        block.append(static_cast<char>(header.name.size()));
        block.append(header.name);
        block.append(static_cast<char>(header.type));
        if (!appendValue(block, header))
            return {};
    }
    const qsizetype length = 16 + block.size() + payload.size();
    if (block.size() > base::limits::eventStreamHeaderBytes || length > base::limits::eventStreamMessageBytes)
        return {};
    QByteArray frame;
    frame.reserve(length);
    appendBigEndian(frame, static_cast<quint32>(length));
    appendBigEndian(frame, static_cast<quint32>(block.size()));
    appendCrc(frame);
    frame.append(block).append(payload);
    appendCrc(frame);
    return frame;
}

} // namespace outcrop::eventstream
