// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faults/rawframes.h"

#include <QtEndian>

#include <zlib.h>

namespace outcrop::testsupport
{

namespace
{

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray checksum(const QByteArray &bytes)
{
    const uLong crc =
        crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<uInt>(bytes.size()));
    return bigEndian(static_cast<quint32>(crc));
}

} // namespace

QByteArray rawPrelude(quint32 totalLength, quint32 headersLength)
{
    const QByteArray lengths = bigEndian(totalLength) + bigEndian(headersLength);
    return lengths + checksum(lengths);
}

QByteArray rawFrame(const QByteArray &headerBlock, const QByteArray &payload)
{
    const auto headers = static_cast<quint32>(headerBlock.size());
    const QByteArray message =
        rawPrelude(16 + headers + static_cast<quint32>(payload.size()), headers) + headerBlock + payload;
    return message + checksum(message);
}

QByteArray rawHeader(const QByteArray &name, const QByteArray &value)
{
    return QByteArray(1, static_cast<char>(name.size())) + name + '\x07' +
           bigEndian(static_cast<quint32>(value.size())).mid(2) + value;
}

} // namespace outcrop::testsupport
