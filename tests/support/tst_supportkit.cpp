// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canaryscan.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faultscripts.h"
#include "tests/support/guigaptimer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace outcrop::testsupport;
using namespace std::chrono_literals;

class TestSupportKit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faultServerAnswersCountsAndRecords();
    void faultServerClosesWithoutAnswer();
    void faultServerPlaysScriptsInTurn();
    void faultServerSpeaksTls();
    void faultServerEndsScriptsThatWait();
    void chunkedCodingHasSizesAndALastChunk();
    void fakeClockMovesOnlyWhenTold();
    void gapTimerSeesAFreeze();
    void canaryHasNineForms();
    void canaryScanFindsEveryForm();
    void canaryScanFindsASecretAcrossPieces();
    void canaryScanOfACleanFolderFindsNothing();
};

namespace
{

QByteArray talk(QTcpSocket &socket, const QByteArray &request)
{
    socket.write(request);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(2000)) {
        answer += socket.readAll();
        if (answer.contains("hello"))
            break;
    }
    return answer;
}

const Canary key{QStringLiteral("secret key"), "AKIDEXAMPLE", "wJalr/XUtnFEMI+\"K7MDENG=bPxRfiCY\\EXAMPLE"};

} // namespace

void TestSupportKit::faultServerAnswersCountsAndRecords()
{
    FaultServer server(script::answer("200 OK", "X-One: 1\r\n", "hello"));
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(socket.waitForConnected(2000));
    const QByteArray answer =
        talk(socket, "POST /a%3A0 HTTP/1.1\r\nX-Test: yes\r\nContent-Length: 3\r\n\r\nabc");
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\nX-One: 1\r\nContent-Length: 5\r\n\r\nhello"));
    QCOMPARE(server.requests(), 1);
    QCOMPARE(server.connections(), 1);
    const RecordedRequest request = server.recorded().at(0);
    QCOMPARE(request.method(), "POST");
    QCOMPARE(request.target(), "/a%3A0");
    QCOMPARE(request.header("x-test"), "yes");
    QCOMPARE(request.headerCount("x-test"), 1);
    QCOMPARE(request.body, "abc");
    socket.disconnectFromHost();
    QTRY_COMPARE(server.closedByPeer(), 1);
}

void TestSupportKit::faultServerClosesWithoutAnswer()
{
    FaultServer server(script::closeWithoutAnswer());
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(socket.waitForConnected(2000));
    QCOMPARE(talk(socket, "GET / HTTP/1.1\r\n\r\n"), QByteArray());
    QCOMPARE(socket.error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(server.requests(), 1);
}

void TestSupportKit::faultServerPlaysScriptsInTurn()
{
    FaultServer server(
        script::inTurn({script::answer("500 Oops", "", "hello 1"), script::answer("200 OK", "", "hello 2")}));
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(socket.waitForConnected(2000));
    QVERIFY(talk(socket, "GET / HTTP/1.1\r\n\r\n").endsWith("hello 1"));
    QVERIFY(talk(socket, "GET / HTTP/1.1\r\n\r\n").endsWith("hello 2"));
    QVERIFY(talk(socket, "GET / HTTP/1.1\r\n\r\n").endsWith("hello 2"));
    QCOMPARE(server.requests(), 3);
    QCOMPARE(server.connections(), 1);
}

void TestSupportKit::faultServerSpeaksTls()
{
    const ThrowawayAuthority authority;
    FaultServer server(script::answer("200 OK", "", "hello"), authority.good());
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(authority.certificatePem())});
    socket.setSslConfiguration(tls);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY2(socket.waitForEncrypted(5000), qPrintable(socket.errorString()));
    QVERIFY(talk(socket, "GET / HTTP/1.1\r\n\r\n").endsWith("hello"));
    QCOMPARE(server.handshakes(), 1);
}

void TestSupportKit::faultServerEndsScriptsThatWait()
{
    QElapsedTimer timer;
    {
        FaultServer server(script::stall());
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(socket.waitForConnected(2000));
        socket.write("GET / HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(server.requests(), 1);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 2000);
}

void TestSupportKit::chunkedCodingHasSizesAndALastChunk()
{
    QCOMPARE(script::chunked("0123456789abcdefXYZ", 16), "10\r\n0123456789abcdef\r\n3\r\nXYZ\r\n0\r\n\r\n");
}

void TestSupportKit::fakeClockMovesOnlyWhenTold()
{
    FakeClock clock;
    const QDateTime start = clock.utcNow();
    const auto monotonic = clock.monotonic();
    QCOMPARE(clock.utcNow(), start);
    clock.advance(1500ms);
    QCOMPARE(start.msecsTo(clock.utcNow()), 1500);
    QVERIFY(clock.monotonic() - monotonic == 1500ms);
    clock.setUtc(start.addDays(1));
    QVERIFY(clock.monotonic() - monotonic == 1500ms);
}

void TestSupportKit::gapTimerSeesAFreeze()
{
    GuiGapTimer gaps;
    gaps.start();
    QTRY_VERIFY(gaps.count() >= 20);
    QThread::msleep(150); // what a window must never do
    gaps.stop();
    QVERIFY2(gaps.max() >= 145, qPrintable(gaps.summary()));
    QVERIFY2(gaps.p50() >= 3 && gaps.p50() < 100, qPrintable(gaps.summary()));
    QVERIFY(gaps.p99() <= gaps.max());
}

void TestSupportKit::canaryHasNineForms()
{
    std::set<QByteArray> forms;
    for (const CanaryEncoding &encoding : canaryEncodings(key))
        forms.insert(encoding.bytes);
    QCOMPARE(forms.size(), size_t(9));
}

void TestSupportKit::canaryScanFindsEveryForm()
{
    const CanaryScan scan({key});
    for (const CanaryEncoding &encoding : canaryEncodings(key)) {
        const auto hits = scan.scanBytes("before " + encoding.bytes + " after", QStringLiteral("memory"));
        const bool found = std::any_of(hits.begin(), hits.end(), [&encoding](const CanaryHit &hit) {
            return hit.encoding == encoding.name && hit.offset == 7;
        });
        QVERIFY2(found, qPrintable(encoding.name));
    }
    for (int before = 0; before < 3; ++before) {
        const QByteArray coded = (QByteArray(before, 'x') + key.secret + "tail").toBase64();
        QVERIFY2(!scan.scanBytes(coded, {}).empty(), qPrintable(QString::number(before)));
    }
    QVERIFY(!scan.scanBytes(key.secret.toHex().toUpper(), {}).empty());
    QVERIFY(!CanaryScan::report(scan.scanBytes(key.secret, {})).contains(QString::fromLatin1(key.secret)));
}

void TestSupportKit::canaryScanFindsASecretAcrossPieces()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral(".hidden")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const qsizetype at = 4 * 1024 * 1024 - 5;
    file.write(QByteArray(at, '.') + key.secret + QByteArray(100, '.'));
    file.close();
    const auto hits = CanaryScan({key}).scanFolder(folder.path());
    QCOMPARE(hits.size(), size_t(1));
    QCOMPARE(hits.front().offset, at);
}

void TestSupportKit::canaryScanOfACleanFolderFindsNothing()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Credential=AKIDEXAMPLE/..., Signature=<hidden>");
    file.close();
    QVERIFY(CanaryScan({key}).scanFolder(folder.path()).empty());
}

QTEST_GUILESS_MAIN(TestSupportKit)
#include "tst_supportkit.moc"
