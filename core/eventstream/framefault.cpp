// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/framefault.h"

#include <algorithm>

namespace outcrop::eventstream
{

namespace
{

using Code = FrameFault::Code;

// Text when it reads like text, so that a gateway's own message in the body can be seen.
QString excerptText(const QByteArray &excerpt)
{
    const bool text = !excerpt.isEmpty() && std::all_of(excerpt.begin(), excerpt.end(), [](char c) {
        const auto byte = static_cast<uchar>(c);
        return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t';
    });
    return text ? QString::fromUtf8(excerpt) : QString::fromLatin1(excerpt.left(64).toHex(' '));
}

QString whatIsWrong(Code code)
{
    switch (code) {
    case Code::PreludeCrc:
        return QStringLiteral("the bytes are not an event-stream frame (prelude checksum)");
    case Code::MessageCrc:
        return QStringLiteral("a frame was damaged on the way (message checksum)");
    case Code::LengthTooSmall:
    case Code::LengthTooLarge:
    case Code::HeadersTooLarge:
    case Code::HeadersExceedMessage:
        return QStringLiteral("a frame states impossible lengths");
    case Code::Truncated:
        return QStringLiteral("the stream was cut inside a frame");
    default:
        return QStringLiteral("a frame has headers that cannot be read");
    }
}

} // namespace

QLatin1StringView FrameFault::name() const
{
    switch (code) {
    case Code::PreludeCrc:
        return QLatin1StringView("prelude-crc");
    case Code::MessageCrc:
        return QLatin1StringView("message-crc");
    case Code::LengthTooSmall:
        return QLatin1StringView("total-length-too-small");
    case Code::LengthTooLarge:
        return QLatin1StringView("total-length-too-large");
    case Code::HeadersTooLarge:
        return QLatin1StringView("headers-length-too-large");
    case Code::HeadersExceedMessage:
        return QLatin1StringView("headers-length-exceeds-message");
    case Code::HeaderNameEmpty:
        return QLatin1StringView("header-name-empty");
    case Code::HeaderNameNotUtf8:
        return QLatin1StringView("header-name-not-utf8");
    case Code::HeaderTypeUnknown:
        return QLatin1StringView("header-type-unknown");
    case Code::HeaderOverrun:
        return QLatin1StringView("header-overrun");
    case Code::HeaderValueTooLarge:
        return QLatin1StringView("header-value-too-large");
    case Code::HeaderStringNotUtf8:
        return QLatin1StringView("header-string-not-utf8");
    case Code::HeaderDuplicate:
        return QLatin1StringView("header-duplicate");
    case Code::TooManyHeaders:
        return QLatin1StringView("too-many-headers");
    case Code::Truncated:
        return QLatin1StringView("truncated");
    }
    return {};
}

bool FrameFault::looksCompressed() const
{
    return code == Code::PreludeCrc && excerpt.startsWith(QByteArrayView("\x1f\x8b"));
}

base::Error FrameFault::toError(quint64 bytesReceived, quint64 framesRead) const
{
    const QString detail =
        QStringLiteral("%1 at byte %2; %3 bytes and %4 events had arrived. Bytes there: %5")
            .arg(name())
            .arg(offset)
            .arg(bytesReceived)
            .arg(framesRead)
            .arg(excerptText(excerpt));
    if (code == Code::Truncated)
        return base::makeError(
            base::ErrorKind::StreamIncomplete,
            QStringLiteral("The answer is not complete: the stream was cut after %1 bytes and %2 events.")
                .arg(bytesReceived)
                .arg(framesRead),
            QStringLiteral("What arrived is kept; send again for a whole answer."), detail);
    if (looksCompressed())
        return base::makeError(
            base::ErrorKind::StreamCorrupt,
            QStringLiteral("The answer is gzip-compressed although an uncompressed one was asked for."),
            QStringLiteral("Switch compression off in the proxy or gateway in between."), detail);
    return base::makeError(
        base::ErrorKind::StreamCorrupt,
        QStringLiteral("The answer cannot be read any further: %1.").arg(whatIsWrong(code)),
        QStringLiteral("What arrived before is kept; send again for a whole answer."), detail);
}

} // namespace outcrop::eventstream
