// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/httpconnection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace outcrop::simulator
{

using namespace std::chrono_literals;

namespace
{

/// How long a client may pause inside a request, and inside reading an answer, before it is given up.
/// Generous: a debugger may hold the client.
constexpr std::chrono::milliseconds transferTimeout = 5min;
/// How long unread request bytes are taken in after an early answer.
constexpr std::chrono::milliseconds drainTime = 1s;
constexpr qsizetype readBytes = 16 * 1024;

/// poll() that goes on after a signal, with the remaining time.
int pollUntil(pollfd *descriptors, nfds_t count, std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        const int ready = ::poll(descriptors, count, static_cast<int>(std::max(left, 0ms).count()));
        if (ready >= 0 || errno != EINTR)
            return ready;
    }
}

} // namespace

HttpConnection::HttpConnection(int socket, int stopEvent) : m_socket(socket), m_stopEvent(stopEvent) {}

bool HttpConnection::waitFor(short events, std::chrono::milliseconds timeout) const
{
    pollfd descriptors[] = {{m_socket, events, 0}, {m_stopEvent, POLLIN, 0}};
    return pollUntil(descriptors, 2, timeout) > 0 && descriptors[1].revents == 0;
}

bool HttpConnection::pause(std::chrono::milliseconds duration) const
{
    pollfd descriptors[] = {{m_socket, POLLRDHUP, 0}, {m_stopEvent, POLLIN, 0}};
    return pollUntil(descriptors, 2, duration) == 0;
}

bool HttpConnection::waitForRequest(std::chrono::milliseconds idle)
{
    return m_taken < m_buffer.size() || (waitFor(POLLIN, idle) && fill());
}

void HttpConnection::beginRequest()
{
    m_head.clear();
    m_inHead = true;
}

bool HttpConnection::fill()
{
    m_buffer.resize(readBytes);
    m_taken = 0;
    const ssize_t got = ::recv(m_socket, m_buffer.data(), static_cast<size_t>(m_buffer.size()), 0);
    m_buffer.resize(std::max<ssize_t>(got, 0));
    return got > 0;
}

ssize_t HttpConnection::read(char *data, size_t size)
{
    if (m_taken == m_buffer.size() && !(waitFor(POLLIN, transferTimeout) && fill()))
        return -1;
    // One byte at a time inside the head, so that none of the body is taken for it.
    const qsizetype wanted = m_inHead ? 1 : static_cast<qsizetype>(size);
    const qsizetype count = std::min(wanted, m_buffer.size() - m_taken);
    std::copy_n(m_buffer.constData() + m_taken, count, data);
    m_taken += count;
    if (m_inHead) {
        m_head.append(data, count);
        m_inHead = !m_head.endsWith("\r\n\r\n");
    }
    return count;
}

ssize_t HttpConnection::write(const char *data, size_t size)
{
    size_t sent = 0;
    while (sent < size) {
        const ssize_t count = ::send(m_socket, data + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            sent += static_cast<size_t>(count);
        else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!waitFor(POLLOUT, transferTimeout))
                return -1;
        } else if (errno != EINTR)
            return -1;
    }
    return static_cast<ssize_t>(sent);
}

void HttpConnection::drain()
{
    ::shutdown(m_socket, SHUT_WR);
    const auto deadline = std::chrono::steady_clock::now() + drainTime;
    while (std::chrono::steady_clock::now() < deadline && waitFor(POLLIN, drainTime) && fill()) {
    }
}

bool HttpConnection::is_readable() const
{
    return m_taken < m_buffer.size() || waitFor(POLLIN, transferTimeout);
}

bool HttpConnection::is_writable() const
{
    return waitFor(POLLOUT, transferTimeout);
}

// Who the peer is does not matter on loopback.
void HttpConnection::get_remote_ip_and_port(std::string &ip, int &port) const
{
    ip = "127.0.0.1";
    port = 0;
}

void HttpConnection::get_local_ip_and_port(std::string &ip, int &port) const
{
    ip = "127.0.0.1";
    port = 0;
}

} // namespace outcrop::simulator
