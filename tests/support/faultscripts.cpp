// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultscripts.h"

namespace outcrop::testsupport::script
{

using std::chrono::milliseconds;

FaultScript closeWithoutAnswer(milliseconds delay)
{
    return [delay](FaultConnection &connection) { connection.wait(delay); };
}

FaultScript resetWithoutAnswer(milliseconds delay)
{
    return [delay](FaultConnection &connection) {
        connection.wait(delay);
        connection.reset();
    };
}

FaultScript stall()
{
    return [](FaultConnection &connection) { connection.waitForPeer(); };
}

FaultScript raw(const QByteArray &bytes)
{
    return [bytes](FaultConnection &connection) { connection.send(bytes); };
}

FaultScript rawThenReset(const QByteArray &bytes)
{
    return [bytes](FaultConnection &connection) {
        connection.send(bytes);
        connection.wait(milliseconds(100)); // a reset overtakes what the peer has not read yet
        connection.reset();
    };
}

FaultScript rawThenStall(const QByteArray &bytes)
{
    return [bytes](FaultConnection &connection) {
        connection.send(bytes);
        connection.waitForPeer();
    };
}

FaultScript slowly(const QByteArray &head, const QByteArray &body, qsizetype pieceBytes, milliseconds pause)
{
    return [=](FaultConnection &connection) {
        bool goesOn = connection.send(head);
        for (qsizetype at = 0; goesOn && at < body.size(); at += pieceBytes)
            goesOn = connection.send(body.mid(at, pieceBytes)) && connection.wait(pause);
    };
}

FaultScript answer(const QByteArray &statusLine, const QByteArray &headers, const QByteArray &body)
{
    return [=](FaultConnection &connection) { connection.respond(statusLine, headers, body); };
}

FaultScript redirect(int status, const QByteArray &location)
{
    return answer(QByteArray::number(status) + " Elsewhere", "Location: " + location + "\r\n", "moved");
}

FaultScript endlessHeaders(milliseconds pause)
{
    return [pause](FaultConnection &connection) {
        const QByteArray field = "x-flood: " + QByteArray(1000, 'x') + "\r\n";
        bool goesOn = connection.send("HTTP/1.1 200 OK\r\n");
        while (goesOn) {
            goesOn = connection.send(field);
            if (goesOn && pause.count() > 0)
                goesOn = connection.wait(pause);
        }
    };
}

FaultScript inTurn(std::vector<FaultScript> scripts)
{
    return [scripts = std::move(scripts)](FaultConnection &connection) {
        const size_t number = static_cast<size_t>(connection.requestNumber()) - 1;
        scripts.at(std::min(number, scripts.size() - 1))(connection);
    };
}

QByteArray chunked(const QByteArray &body, qsizetype chunkBytes)
{
    QByteArray coded;
    for (qsizetype at = 0; at < body.size(); at += chunkBytes) {
        const QByteArray chunk = body.mid(at, chunkBytes);
        coded += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return coded + "0\r\n\r\n";
}

QByteArray eventStreamHead()
{
    return "HTTP/1.1 200 OK\r\n"
           "Content-Type: application/vnd.amazon.eventstream\r\n"
           "x-amzn-RequestId: 00000000-0000-4000-8000-000000000001\r\n"
           "Transfer-Encoding: chunked\r\n\r\n";
}

} // namespace outcrop::testsupport::script
