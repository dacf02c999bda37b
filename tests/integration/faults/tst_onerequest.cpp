// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clientrig.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using namespace std::chrono_literals;

namespace
{

/// Ways to drop a connection after a request came. None of them may bring a second one.
std::vector<std::pair<const char *, FaultScript>> dropScripts()
{
    const QByteArray head = script::eventStreamHead();
    const QByteArray stream = textStream();
    const QByteArray half = stream.left(stream.size() / 2);
    const QByteArray openChunk = QByteArray::number(stream.size(), 16) + "\r\n";
    return {
        {"close at once", script::closeWithoutAnswer()},
        {"close later", script::closeWithoutAnswer(150ms)},
        {"reset at once", script::resetWithoutAnswer()},
        {"reset later", script::resetWithoutAnswer(150ms)},
        {"half a status line", script::raw("HTTP/1.")},
        {"half a head", script::raw("HTTP/1.1 200 OK\r\nContent-Type: appl")},
        {"head only", script::raw(head)},
        {"head only, then reset", script::rawThenReset(head)},
        {"cut in a chunk", script::raw(head + openChunk + half)},
        {"reset in a chunk", script::rawThenReset(head + openChunk + half)},
        {"chunk size no number", script::raw(head + "zz\r\n" + half)},
        {"no HTTP at all", script::raw("SSH-2.0-OpenSSH_9.2\r\n")},
    };
}

} // namespace

/// One call is one request on the wire, however it ends (reliability.md, P14).
class TestOneRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsEqualAttempts_data();
    void requestsEqualAttempts();
    void largeBodiesAreSentOnceAsWell();
    void aConnectionClosedWhileIdleCostsNothing();
    void retriesShownEqualRequests();
};

void TestOneRequest::requestsEqualAttempts_data()
{
    QTest::addColumn<int>("drop");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("reused");
    const auto scripts = dropScripts();
    for (size_t i = 0; i < scripts.size(); ++i) {
        for (const bool tls : {false, true}) {
            for (const bool reused : {false, true})
                QTest::addRow("%s, %s, %s", scripts[i].first, tls ? "TLS" : "http",
                              reused ? "reused" : "fresh")
                    << static_cast<int>(i) << tls << reused;
        }
    }
}

void TestOneRequest::requestsEqualAttempts()
{
    QFETCH(int, drop);
    QFETCH(bool, tls);
    QFETCH(bool, reused);
    static const ThrowawayAuthority authority;
    static const ThrowawayCertificate certificate = authority.good();
    std::vector<FaultScript> turns{dropScripts().at(static_cast<size_t>(drop)).second};
    if (reused)
        turns.insert(
            turns.begin(),
            script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", textStream()));
    const FaultScript all = script::inTurn(turns);
    FaultServer server = tls ? FaultServer(all, certificate) : FaultServer(all);
    ClientRig rig({.extraCertificates = {QSslCertificate(authority.certificatePem())}});
    int attempts = 0;
    if (reused) {
        const auto first = rig.run(rig.call(server.url("")));
        QVERIFY2(!first->result().error, qPrintable(first->problems()));
        attempts += static_cast<int>(first->attempts.size());
    }
    const auto log = rig.run(rig.call(server.url("")));
    attempts += static_cast<int>(log->attempts.size());
    QCOMPARE(log->finished, 1);
    QVERIFY(log->result().error.has_value());
    QVERIFY(log->result().folded.outcome != stream::Outcome::Complete);
    QCOMPARE(log->attempts.size(), size_t(1));
    QCOMPARE(server.requests(), attempts);
    QVERIFY(rig.store().flush());
    QCOMPARE(int(rig.store().list().size()), attempts);
    if (reused)
        QCOMPARE(server.connections(), 1);
}

void TestOneRequest::largeBodiesAreSentOnceAsWell()
{
    for (const qsizetype size : {7, 100'000, 5'000'000}) {
        FaultServer server(script::closeWithoutAnswer());
        ClientRig rig;
        ConverseCall call = rig.call(server.url(""));
        call.body = "{\"a\":\"" + QByteArray(size, 'x') + "\"}";
        const auto log = rig.run(call);
        QCOMPARE(log->kind(), base::ErrorKind::Network);
        QCOMPARE(server.requests(), 1);
        QCOMPARE(server.recorded().at(0).body, call.body);
    }
}

void TestOneRequest::aConnectionClosedWhileIdleCostsNothing()
{
    // Closes after each whole answer without having said so, and sees that the client closes too.
    const QByteArray body = textStream();
    FaultServer server([&body](FaultConnection &connection) {
        connection.respond("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", body);
        connection.takeKeepOpen();
        connection.endSending();
        connection.waitForPeer();
    });
    ClientRig rig;
    for (int i = 1; i <= 3; ++i) {
        const auto log = rig.run(rig.call(server.url("")));
        QVERIFY2(!log->result().error, qPrintable(log->problems()));
        QCOMPARE(server.requests(), i);
        QTRY_COMPARE(server.closedByPeer(), i); // an idle connection, not a race with its end
    }
}

void TestOneRequest::retriesShownEqualRequests()
{
    for (const QByteArray status : {"429 Slow", "500 Oops", "502 Bad", "503 Busy", "504 Late"}) {
        FaultServer server(script::answer(status, "", "{}"));
        ClientRig rig;
        const auto log = rig.run(rig.call(server.url("")));
        QCOMPARE(server.requests(), 3);
        QCOMPARE(log->attempts, (std::vector<int>{1, 2, 3}));
        QCOMPARE(log->retries.size(), size_t(2));
        QCOMPARE(log->result().exchanges.size(), size_t(3));
    }
}

QTEST_GUILESS_MAIN(TestOneRequest)
#include "tst_onerequest.moc"
