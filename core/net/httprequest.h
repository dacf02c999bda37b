// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/limits.h"
#include "core/net/httpheaders.h"

#include <QMetaType>
#include <QUrl>

#include <chrono>

namespace outcrop::net
{

/// How long each phase of a request may take (reliability.md, P16). Zero means no limit.
struct Deadlines {
    /// Name look-up, TCP, proxy and TLS, until the first request byte can be written.
    std::chrono::milliseconds connect = base::limits::connectDeadline;
    /// From the last request byte to the end of the response's header fields.
    std::chrono::milliseconds head = base::limits::responseHeadDeadline;
    /// Without any byte: of the request while it is written, of the body while it is read.
    std::chrono::milliseconds idle = base::limits::streamIdleDeadline;
    /// From open() to the end, whatever happens.
    std::chrono::milliseconds total{0};
    /// Header fields that come for ever are noticed when the response head is this late and the transport no
    /// longer reacts (fault 22); noticed after at most three times this long.
    std::chrono::milliseconds headProbe{10'000};

    static Deadlines forStream() { return {}; }
    /// A whole answer can take the model up to an hour before its first byte.
    static Deadlines forWholeAnswer()
    {
        Deadlines deadlines;
        deadlines.head = base::limits::nonStreamDeadline;
        deadlines.total = base::limits::nonStreamDeadline;
        return deadlines;
    }
};

/// One request, sent exactly once.
struct HttpRequest {
    QByteArray method = "POST";
    QUrl url; ///< built with QUrl::fromEncoded(..., StrictMode); its path is what is signed
    /// Without Content-Length, Connection and the like, which the transport sets. Host is allowed when it
    /// equals base::hostHeader(url), so that signed headers can be passed on as they are.
    HttpHeaders headers;
    QByteArray body;
    Deadlines deadlines;
    qint64 maxBodyBytes = 256LL * 1024 * 1024; ///< longer response bodies are an error
    bool allowPlainHttp = false;               ///< http to hosts other than this computer
};

/// Status line and header fields of a response.
struct HttpResponseHead {
    int status = 0;
    QByteArray reason;
    HttpHeaders headers; ///< in wire order; repeated names joined by ", " (Set-Cookie by a line feed)
};

/// Everything that must not reach the wire, in one place: scheme other than http and https, plain http to
/// another host without leave, user info in the URL (Qt would answer a 401 with it, N7), a path that would
/// change on its way to the wire (dot segments, escapes of unreserved characters; N8), headers the transport
/// sets itself, and headerProblem(). BadInput, or nothing.
std::optional<base::Error> requestProblem(const HttpRequest &request);

} // namespace outcrop::net

Q_DECLARE_METATYPE(outcrop::net::HttpResponseHead)
