// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace outcrop::simulator
{

/// Header lines in the order sent, names spelled as sent.
using HttpHeaderList = std::vector<std::pair<QByteArray, QByteArray>>;

/// One request exactly as it crossed the wire. A signature can only be checked against these bytes:
/// cpp-httplib's own Request decodes the path and the header values (reliability.md N8).
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< request target, not decoded
    HttpHeaderList headers;
    QByteArray body;

    /// The first value of a header, by name without case; nothing when it is absent.
    std::optional<QByteArray> header(QByteArrayView name) const;
    qsizetype headerCount(QByteArrayView name) const;
    /// The target before the first '?', not decoded.
    QByteArray path() const;
    /// The target after the first '?', not decoded; empty without one.
    QByteArray query() const;
};

/// Splits a request head (request line and header lines, up to the empty line) into its parts.
/// White space around a value is dropped, nothing else changes. Nothing when it is not a request head.
std::optional<HttpRequest> parseRequestHead(QByteArrayView head);

/// One piece of a streamed body.
struct BodyPiece {
    std::chrono::milliseconds pauseBefore{0};
    QByteArray bytes;
    bool thenCut = false; ///< close the connection after these bytes, without ending the body
};

/// Gives the pieces of a streamed body one after another; nothing at its end.
using BodySource = std::function<std::optional<BodyPiece>()>;

/// An answer: a body known now, or (when stream is set) one that is sent piece by piece.
struct HttpReply {
    int status = 200;
    HttpHeaderList headers; ///< without Content-Length, Transfer-Encoding and Connection
    QByteArray body;
    BodySource stream;
    std::chrono::milliseconds pauseBefore{0}; ///< before the head is sent
};

} // namespace outcrop::simulator
