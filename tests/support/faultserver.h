// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultconnection.h"
#include "tests/support/throwawaycertificates.h"

#include <QUrl>

#include <list>
#include <mutex>
#include <thread>

namespace outcrop::testsupport
{

/// What is done with a connection. When it returns the connection is closed, unless it was kept open.
using FaultScript = std::function<void(FaultConnection &)>;

/// A server on loopback that misbehaves as told, over raw TCP or TLS, and counts everything it gets. It runs
/// in threads of its own, so the event loop of a test stays free. Its destructor ends every script.
class FaultServer
{
public:
    /// Plain TCP. @p onRequest runs after each complete request.
    explicit FaultServer(FaultScript onRequest);
    /// TLS with @p certificate, however weak, and nothing newer than @p newest (TLS1_1_VERSION and the like).
    FaultServer(FaultScript onRequest, const ThrowawayCertificate &certificate, int newest = TLS1_3_VERSION);
    /// @p onAccept runs before anything is read (with TLS: before the handshake); a connection that it does
    /// not keep open is closed.
    FaultServer(FaultScript onAccept, FaultScript onRequest);
    ~FaultServer();
    FaultServer(const FaultServer &) = delete;
    FaultServer &operator=(const FaultServer &) = delete;

    quint16 port() const { return m_port; }
    QUrl url(const QByteArray &target = "/") const; ///< http or https on 127.0.0.1

    int connections() const { return m_counters.connections; }
    int requests() const { return m_counters.requests; } ///< heads received
    int handshakes() const { return m_handshakes; }      ///< TLS handshakes that succeeded
    int closedByPeer() const { return m_counters.closedByPeer; }
    qint64 requestBytes() const { return m_counters.requestBytes; }
    std::vector<RecordedRequest> recorded() const;

private:
    void listen();
    void acceptLoop();
    void serve(int socket, int number);
    void talk(FaultConnection &connection);

    FaultScript m_onAccept;
    FaultScript m_onRequest;
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX *)> m_context{nullptr, SSL_CTX_free};
    FaultCounters m_counters;
    std::atomic<int> m_handshakes{0};
    int m_listener = -1;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<RecordedRequest> m_recorded;
    std::list<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace outcrop::testsupport
