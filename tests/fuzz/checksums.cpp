// SPDX-License-Identifier: GPL-3.0-or-later
#include "checksums.h"

#include <QtEndian>

#include <zlib.h>

namespace
{

void put(char *bytes, quint32 count)
{
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef *>(bytes), count);
    qToBigEndian(static_cast<quint32>(sum), bytes + count);
}

} // namespace

void correctChecksums(QByteArray &body)
{
    qsizetype at = 0;
    while (body.size() - at >= 16) {
        char *frame = body.data() + at;
        put(frame, 8);
        const auto length = qFromBigEndian<quint32>(frame);
        if (length < 16 || length > static_cast<quint64>(body.size() - at))
            return;
        put(frame, length - 4);
        at += length;
    }
}
