// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver.h"

/// The usual misbehaviours by name. Each is a FaultScript for FaultServer.
namespace outcrop::testsupport::script
{

/// Closes after @p delay without a byte.
FaultScript closeWithoutAnswer(std::chrono::milliseconds delay = std::chrono::milliseconds(0));
/// Resets the connection after @p delay without a byte.
FaultScript resetWithoutAnswer(std::chrono::milliseconds delay = std::chrono::milliseconds(0));
/// Sends nothing and waits for the peer to give up.
FaultScript stall();

/// Sends @p bytes as they are, then closes.
FaultScript raw(const QByteArray &bytes);
/// Sends @p bytes as they are, then resets the connection.
FaultScript rawThenReset(const QByteArray &bytes);
/// Sends @p bytes as they are, then waits for the peer to give up.
FaultScript rawThenStall(const QByteArray &bytes);
/// Sends @p head at once, then @p body in pieces of @p pieceBytes with @p pause between them.
FaultScript slowly(const QByteArray &head, const QByteArray &body, qsizetype pieceBytes,
                   std::chrono::milliseconds pause);

/// A whole response with Content-Length on a connection that stays open. @p headers are lines ending in CRLF.
FaultScript answer(const QByteArray &statusLine, const QByteArray &headers, const QByteArray &body);
/// A redirect with @p status to @p location.
FaultScript redirect(int status, const QByteArray &location);
/// Header fields for ever, @p pause between kilobytes.
FaultScript endlessHeaders(std::chrono::milliseconds pause = std::chrono::milliseconds(0));

/// The first requests by the first scripts, all further ones by the last.
FaultScript inTurn(std::vector<FaultScript> scripts);

/// @p body as chunked coding, in chunks of @p chunkBytes, with the last chunk.
QByteArray chunked(const QByteArray &body, qsizetype chunkBytes = 1000);

/// "HTTP/1.1 200 OK" and the header fields of an event stream in chunked coding.
QByteArray eventStreamHead();

} // namespace outcrop::testsupport::script
