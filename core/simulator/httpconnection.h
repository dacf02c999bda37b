// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <httplib.h>

#include <chrono>

namespace outcrop::simulator
{

/// One accepted connection as cpp-httplib's Stream. It keeps the raw bytes of the request head, and every
/// wait also ends when the server is told to stop or, while a stream is being written, when the peer leaves.
class HttpConnection final : public httplib::Stream
{
public:
    /// @p stopEvent is a descriptor that becomes readable, and stays so, when the server stops. Neither
    /// descriptor is owned.
    HttpConnection(int socket, int stopEvent);

    /// Waits for the first byte of the next request. False on time-out, end of the connection, or stop.
    bool waitForRequest(std::chrono::milliseconds idle);
    /// From here until the empty line, read bytes are kept as head().
    void beginRequest();
    const QByteArray &head() const { return m_head; }

    /// Waits without reading. False when the peer closed meanwhile or the server stops.
    bool pause(std::chrono::milliseconds duration) const;

    /// No further request may be read from this connection.
    void abandon() { m_abandoned = true; }
    bool isAbandoned() const { return m_abandoned; }
    /// Ends the sending side and reads on for a moment, so that an answer given before the request was read
    /// completely is not lost to a connection reset.
    void drain();

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char *data, size_t size) override;
    ssize_t write(const char *data, size_t size) override;
    void get_remote_ip_and_port(std::string &ip, int &port) const override;
    void get_local_ip_and_port(std::string &ip, int &port) const override;
    socket_t socket() const override { return m_socket; }

private:
    bool waitFor(short events, std::chrono::milliseconds timeout) const;
    bool fill();

    int m_socket;
    int m_stopEvent;
    QByteArray m_buffer;
    qsizetype m_taken = 0;
    QByteArray m_head;
    bool m_inHead = false;
    bool m_abandoned = false;
};

} // namespace outcrop::simulator
