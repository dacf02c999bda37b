// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace outcrop::converse
{

/// Longest text taken for a service's message, in UTF-16 units: real ones have a few hundred.
inline constexpr qsizetype longestErrorMessage = 64 * 1024;
/// Likewise for the type of an error; a header value may have 32 767 bytes, and it stands in a sentence.
inline constexpr qsizetype longestErrorCode = 200;

/// What a refusal's body says, whoever wrote it.
struct ErrorBody {
    enum class Form {
        Empty,
        Json,
        TruncatedJson, ///< begins as JSON, ends too early; what could be read was read
        Html,
        Xml,
        Text,
        Binary, ///< compressed, or not UTF-8
    };

    Form form = Form::Empty;
    QString code;    ///< the error type, without namespace; empty when the body names none
    QString message; ///< the service's text as it stands; empty when there is none
    QString excerpt; ///< the body's first bytes in a form safe to show, at most limits::errorExcerptBytes

    friend bool operator==(const ErrorBody &, const ErrorBody &) = default;
};

/// Reads the error body of AWS, of the gateways of protocol/gateways.md, and of whatever else may answer: any
/// bytes are accepted. Type from `__type`, `type`, `code`, `error.type`, `error.code`; message from
/// `message`, `Message`, `error.message`, `error`, `detail.error`, `detail`, else the first text
/// (protocol/gateways.md, "What a client should do", 3). Linear in the size of @p body.
ErrorBody readErrorBody(QByteArrayView body);

/// @p text with control, direction and other invisible characters replaced by U+FFFD; line ends and tabs
/// stay.
QString shownText(QString text);

/// A type as AWS writes it in headers and bodies, cut at the first `:` and after the last `#`
/// (protocol/converse.md, 6): `aws.protocoltests#FooException:http://internal/` -> `FooException`.
/// At most longestErrorCode units.
QString errorTypeName(QStringView written);

} // namespace outcrop::converse
