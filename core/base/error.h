// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace outcrop::base
{

/// What kind of thing went wrong. Closed: a new kind is a decision, because texts, exit codes and the
/// action offered hang on it.
enum class ErrorKind {
    BadInput,         ///< what the user gave cannot be used; nothing was sent
    Credentials,      ///< none found, half a pair, expired or unknown to the service
    AccessDenied,     ///< known, but not allowed
    Validation,       ///< the service refused the request as malformed
    NotFound,         ///< model, profile or route does not exist there
    Throttled,        ///< too many requests or tokens
    Model,            ///< the model failed or timed out, or is not ready
    Service,          ///< the service or gateway failed (5xx)
    ClockSkew,        ///< the signature's time was refused
    Network,          ///< name, connection or transport failed
    Tls,              ///< the peer could not be verified; nothing was sent
    Proxy,            ///< the proxy refused or failed
    Timeout,          ///< a deadline of ours passed
    UnexpectedAnswer, ///< a redirect, a captive portal, a wrong content type: not a Bedrock answer
    StreamFailed,     ///< an exception or error frame inside the stream
    StreamIncomplete, ///< the stream ended before messageStop, or inside a frame
    StreamCorrupt,    ///< a frame that cannot be trusted (CRC, lengths, headers)
    Cancelled,        ///< stopped by the user
    Storage,          ///< a file or the database could not be read or written
    Keychain,         ///< the secret service refused, is locked or absent
    Internal,         ///< a bug of ours, reported instead of crashing
};

/// Stable lower-case name of a kind ("bad_input"), for JSON output and the exchange store.
QString errorKindName(ErrorKind kind);

/// The inverse of errorKindName(); nothing for a name that is not one.
std::optional<ErrorKind> errorKindFromName(QStringView name);

/// One failure as a user and a developer need it.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;        ///< one sentence: what was attempted and what happened
    QString advice;         ///< one sentence: what to do next; empty when there is nothing useful to say
    QString detail;         ///< what was seen: excerpts, offsets, system error text. May have several lines
    QString serviceMessage; ///< the service's own message, verbatim; empty when the service said none
    QString code;           ///< the service's error type, without namespace ("ThrottlingException")
    QString requestId;      ///< x-amzn-RequestId or the gateway's own request id
    std::optional<int> httpStatus;

    friend bool operator==(const Error &, const Error &) = default;
};

/// Shorthand for the three texts every error has.
Error makeError(ErrorKind kind, QString message, QString advice = {}, QString detail = {});

} // namespace outcrop::base

Q_DECLARE_METATYPE(outcrop::base::Error)
