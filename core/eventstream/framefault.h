// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QLatin1StringView>

namespace outcrop::eventstream
{

/// Why a body cannot be read any further. Final: there is no resynchronisation (protocol/eventstream.md,
/// Reading).
struct FrameFault {
    enum class Code {
        PreludeCrc,           ///< "prelude-crc": the first 12 bytes are not those of a frame
        MessageCrc,           ///< "message-crc"
        LengthTooSmall,       ///< "total-length-too-small"
        LengthTooLarge,       ///< "total-length-too-large"
        HeadersTooLarge,      ///< "headers-length-too-large"
        HeadersExceedMessage, ///< "headers-length-exceeds-message"
        HeaderNameEmpty,      ///< "header-name-empty"
        HeaderNameNotUtf8,    ///< "header-name-not-utf8"
        HeaderTypeUnknown,    ///< "header-type-unknown"
        HeaderOverrun,        ///< "header-overrun": a header runs past the header block
        HeaderValueTooLarge,  ///< "header-value-too-large"
        HeaderStringNotUtf8,  ///< "header-string-not-utf8"
        HeaderDuplicate,      ///< "header-duplicate"
        TooManyHeaders,       ///< "too-many-headers"
        Truncated,            ///< "truncated": the body ends inside a frame
    };

    Code code = Code::PreludeCrc;
    quint64 offset = 0; ///< of the frame, from the first byte of the body
    /// The bytes from there on: up to 2 KiB when they are no frame at all, otherwise at most the prelude,
    /// so that a payload that failed its check is never shown.
    QByteArray excerpt;

    /// The stable name given above.
    QLatin1StringView name() const;
    /// Whether the excerpt begins like gzip data: a body compressed although identity was asked for.
    bool looksCompressed() const;
    /// Kind StreamIncomplete for Truncated, StreamCorrupt otherwise; the excerpt as text (or hex) in the
    /// detail.
    /// @p bytesReceived and @p framesRead say how far the body was good.
    base::Error toError(quint64 bytesReceived, quint64 framesRead) const;

    friend bool operator==(const FrameFault &, const FrameFault &) = default;
};

} // namespace outcrop::eventstream
