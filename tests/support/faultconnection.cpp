// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultconnection.h"

#include <QList>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace outcrop::testsupport
{

namespace
{

using Clock = std::chrono::steady_clock;

/// How often a wait looks whether the server stops.
constexpr int pollMilliseconds = 20;

} // namespace

QByteArray RecordedRequest::method() const
{
    return line.left(line.indexOf(' '));
}

QByteArray RecordedRequest::target() const
{
    const QList<QByteArray> words = line.split(' ');
    return words.size() == 3 ? words.at(1) : QByteArray();
}

QByteArray RecordedRequest::header(const QByteArray &name) const
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &field : lines) {
        const qsizetype colon = field.indexOf(':');
        if (colon > 0 && field.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return field.mid(colon + 1).trimmed();
    }
    return {};
}

int RecordedRequest::headerCount(const QByteArray &name) const
{
    int count = 0;
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &field : lines) {
        if (field.left(field.indexOf(':')).compare(name, Qt::CaseInsensitive) == 0)
            ++count;
    }
    return count;
}

FaultConnection::FaultConnection(int socket, SSL *tls, int number, FaultCounters &counters)
    : m_socket(socket), m_tls(tls), m_number(number), m_counters(counters)
{
}

FaultConnection::~FaultConnection()
{
    SSL_free(m_tls);
    ::close(m_socket);
}

void FaultConnection::finish()
{
    if (m_reset)
        return;
    if (m_tls)
        SSL_shutdown(m_tls);
    ::shutdown(m_socket, SHUT_RDWR);
}

bool FaultConnection::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size() && !m_counters.stopping) {
        const char *data = bytes.constData() + sent;
        const auto left = static_cast<size_t>(bytes.size() - sent);
        qsizetype count = -1;
        if (m_tls) {
            size_t written = 0;
            count = SSL_write_ex(m_tls, data, left, &written) == 1 ? static_cast<qsizetype>(written) : -1;
        } else {
            count = ::send(m_socket, data, left, MSG_NOSIGNAL);
        }
        if (count <= 0) {
            ++m_counters.closedByPeer;
            return false;
        }
        sent += count;
    }
    return sent == bytes.size();
}

bool FaultConnection::respond(const QByteArray &statusLine, const QByteArray &headers, const QByteArray &body)
{
    keepOpen();
    return send("HTTP/1.1 " + statusLine + "\r\n" + headers +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void FaultConnection::endSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

void FaultConnection::reset()
{
    m_reset = true;
    m_keepOpen = false;
    const linger hard{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

bool FaultConnection::wait(std::chrono::milliseconds time)
{
    const Clock::time_point end = Clock::now() + time;
    while (!m_counters.stopping && Clock::now() < end) {
        pollfd watched{m_socket, POLLRDHUP, 0};
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count() + 1;
        ::poll(&watched, 1, static_cast<int>(std::min<qint64>(left, pollMilliseconds)));
        if (watched.revents != 0) {
            ++m_counters.closedByPeer;
            return false;
        }
    }
    return !m_counters.stopping;
}

bool FaultConnection::readMore()
{
    char buffer[16384];
    qsizetype count = -1;
    if (m_tls) {
        size_t got = 0;
        count = SSL_read_ex(m_tls, buffer, sizeof buffer, &got) == 1 ? static_cast<qsizetype>(got) : -1;
    } else {
        count = ::recv(m_socket, buffer, sizeof buffer, 0);
    }
    if (count <= 0) {
        ++m_counters.closedByPeer;
        return false;
    }
    m_counters.requestBytes += count;
    m_unread.append(buffer, count);
    return true;
}

bool FaultConnection::readRequest(const std::function<void(const RecordedRequest &, int)> &record)
{
    qsizetype headEnd = -1;
    while ((headEnd = m_unread.indexOf("\r\n\r\n")) < 0) {
        if (m_counters.stopping || !readMore())
            return false;
    }
    m_request = {};
    m_request.head = m_unread.left(headEnd);
    m_request.line = m_request.head.split('\r').constFirst();
    m_request.connection = m_number;
    m_requestNumber = ++m_counters.requests;
    m_unread.remove(0, headEnd + 4);
    const qsizetype length = m_request.header("content-length").toLongLong();
    while (m_unread.size() < length) {
        if (m_counters.stopping || !readMore())
            break;
    }
    m_request.body = m_unread.left(length);
    m_unread.remove(0, length);
    record(m_request, m_requestNumber);
    return m_request.body.size() == length;
}

} // namespace outcrop::testsupport
