// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace outcrop::testsupport
{

/// One request as it stood on the wire.
struct RecordedRequest {
    QByteArray line;    ///< "POST /model/a%3A0/converse HTTP/1.1"
    QByteArray head;    ///< the request line and all header fields, without the empty line
    QByteArray body;    ///< as many bytes as Content-Length says
    int connection = 0; ///< number of the connection, from 1

    QByteArray method() const;
    QByteArray target() const;
    QByteArray header(const QByteArray &name) const; ///< first of that name, any case; empty when absent
    int headerCount(const QByteArray &name) const;
};

/// What a server counts, shared by all its connections.
struct FaultCounters {
    std::atomic<int> connections{0};
    std::atomic<int> requests{0}; ///< complete heads
    std::atomic<int> closedByPeer{0};
    std::atomic<qint64> requestBytes{0}; ///< bytes of requests, decrypted
    std::atomic<bool> stopping{false};
};

/// One accepted connection, as a script sees it. Lives in a thread of its own; every call blocks.
class FaultConnection
{
public:
    FaultConnection(int socket, SSL *tls, int number, FaultCounters &counters);
    ~FaultConnection();
    FaultConnection(const FaultConnection &) = delete;
    FaultConnection &operator=(const FaultConnection &) = delete;

    const RecordedRequest &request() const { return m_request; }
    /// Number of this request on the whole server, from 1.
    int requestNumber() const { return m_requestNumber; }
    bool isTls() const { return m_tls != nullptr; }

    /// Sends @p bytes as they are. False when the peer is gone.
    bool send(const QByteArray &bytes);
    /// A whole response with Content-Length; the connection stays open for the next request.
    /// @p headers are lines ending in CRLF.
    bool respond(const QByteArray &statusLine, const QByteArray &headers, const QByteArray &body);
    /// After the script returns, wait for another request instead of closing.
    void keepOpen() { m_keepOpen = true; }
    /// Ends the sending half; the peer sees the end of the connection and may close its own half.
    void endSending();
    /// Closes with a TCP reset.
    void reset();
    /// Waits; false as soon as the peer closes or the server stops.
    bool wait(std::chrono::milliseconds time);
    /// Waits until the peer closes or the server stops.
    void waitForPeer() { wait(std::chrono::hours(1)); }

    // For the server.
    bool readRequest(const std::function<void(const RecordedRequest &, int number)> &record);
    /// Says good-bye as the script wished; may block until the server shuts the socket down.
    void finish();
    bool takeKeepOpen() { return std::exchange(m_keepOpen, false); }

private:
    bool readMore();

    int m_socket;
    SSL *m_tls;
    int m_number;
    FaultCounters &m_counters;
    RecordedRequest m_request;
    QByteArray m_unread;
    int m_requestNumber = 0;
    bool m_keepOpen = false;
    bool m_reset = false;
};

} // namespace outcrop::testsupport
