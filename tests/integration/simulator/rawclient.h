// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/httpmessage.h"
#include "core/simulator/options.h"

#include <QByteArray>
#include <QDateTime>

/// An answer as it came over the socket.
struct RawAnswer {
    int status = 0; ///< 0: no answer
    outcrop::simulator::HttpHeaderList headers;
    QByteArray body;
    bool ended = false; ///< the body was whole by HTTP's rules

    QByteArray header(QByteArrayView name) const;
};

/// A blocking HTTP/1.1 client that sends exactly the bytes it is given. Every wait ends after ten seconds.
class RawClient
{
public:
    explicit RawClient(quint16 port, const char *address = "127.0.0.1");
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isConnected() const { return m_socket >= 0; }
    void send(const QByteArray &bytes) const;
    RawAnswer readAnswer();
    /// Reads until at least @p count bytes have come, or the end.
    QByteArray readAtLeast(qsizetype count);
    /// Whether the peer has ended the connection, waiting for it.
    bool isClosedByPeer();

private:
    bool fill();
    QByteArray takeLine();
    bool takeBody(qsizetype length, QByteArray &to);

    int m_socket = -1;
    QByteArray m_buffer;
};

/// A request with Content-Length and Host, signed for @p options at @p now when they ask for SigV4.
QByteArray requestBytes(const outcrop::simulator::Options &options, quint16 port, const QByteArray &method,
                        const QByteArray &target, const QByteArray &body, const QDateTime &now,
                        const outcrop::simulator::HttpHeaderList &more = {});
