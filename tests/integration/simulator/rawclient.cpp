// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"

#include "core/aws/signer.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

using namespace outcrop;
using namespace outcrop::simulator;

QByteArray RawAnswer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RawClient::RawClient(quint16 port, const char *address) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
{
    const timeval patience{10, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    ::inet_pton(AF_INET, address, &peer.sin_addr);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void RawClient::send(const QByteArray &bytes) const
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_socket, bytes.constData() + sent,
                                     static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        sent += count;
    }
}

bool RawClient::fill()
{
    std::array<char, 65536> chunk{};
    const ssize_t count = ::recv(m_socket, chunk.data(), chunk.size(), 0);
    if (count > 0)
        m_buffer.append(chunk.data(), count);
    return count > 0;
}

QByteArray RawClient::takeLine()
{
    qsizetype end = m_buffer.indexOf("\r\n");
    while (end < 0 && fill())
        end = m_buffer.indexOf("\r\n");
    if (end < 0)
        return {};
    const QByteArray line = m_buffer.first(end);
    m_buffer.remove(0, end + 2);
    return line;
}

bool RawClient::takeBody(qsizetype length, QByteArray &to)
{
    while (m_buffer.size() < length && fill()) {
    }
    to += m_buffer.first(qMin(length, m_buffer.size()));
    const bool whole = m_buffer.size() >= length;
    m_buffer.remove(0, length);
    return whole;
}

RawAnswer RawClient::readAnswer()
{
    RawAnswer answer;
    answer.status = takeLine().mid(9, 3).toInt();
    for (QByteArray line = takeLine(); !line.isEmpty(); line = takeLine()) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.emplace_back(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    if (answer.header("Transfer-Encoding") != "chunked") {
        answer.ended = takeBody(answer.header("Content-Length").toLongLong(), answer.body);
        return answer;
    }
    for (;;) {
        bool isSize = false;
        const qsizetype size = takeLine().toLongLong(&isSize, 16);
        if (!isSize || !takeBody(size, answer.body))
            return answer;
        takeLine();
        if (size == 0) {
            answer.ended = true;
            return answer;
        }
    }
}

QByteArray RawClient::readAtLeast(qsizetype count)
{
    while (m_buffer.size() < count && fill()) {
    }
    return m_buffer;
}

bool RawClient::isClosedByPeer()
{
    while (fill()) {
    }
    return errno != EAGAIN && errno != EWOULDBLOCK;
}

QByteArray requestBytes(const Options &options, quint16 port, const QByteArray &method,
                        const QByteArray &target, const QByteArray &body, const QDateTime &now,
                        const HttpHeaderList &more)
{
    HttpHeaderList headers{{"Host", "127.0.0.1:" + QByteArray::number(port)}};
    if (method != "GET")
        headers.emplace_back("Content-Type", "application/json");
    headers.insert(headers.end(), more.begin(), more.end());
    if (options.authentication == Authentication::Bearer)
        headers.emplace_back("Authorization", "Bearer " + options.bearerToken.reveal());
    if (options.authentication == Authentication::SigV4) {
        aws::SigningInput input;
        input.method = method;
        input.requestTarget = target;
        input.headers = headers;
        input.body = body;
        input.region = options.region.toLatin1();
        input.amzDate = aws::amzDateOf(now);
        aws::Credentials credentials;
        credentials.accessKeyId = options.accessKeyId;
        credentials.secretAccessKey = options.secretAccessKey;
        if (!options.sessionToken.isEmpty())
            credentials.sessionToken = options.sessionToken;
        const auto signature = aws::sign(input, credentials);
        headers = signature ? signature->headersToSend : HttpHeaderList();
    }
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    if (method != "GET")
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}
