// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/webaddress.h"
#include "core/net/qthttptransport.h"
#include "tests/support/faultscripts.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::net;
using namespace outcrop::testsupport;
using namespace std::chrono_literals;
using base::ErrorKind;

namespace
{

/// One exchange and everything it said.
struct Watched {
    std::unique_ptr<HttpExchange> exchange;
    std::optional<HttpResponseHead> head;
    QByteArray body;
    int finished = 0;
    bool sent = false;

    explicit Watched(std::unique_ptr<HttpExchange> opened) : exchange(std::move(opened))
    {
        QObject::connect(exchange.get(), &HttpExchange::requestSent, exchange.get(), [this] { sent = true; });
        QObject::connect(exchange.get(), &HttpExchange::headReceived, exchange.get(),
                         [this](const HttpResponseHead &received) { head = received; });
        QObject::connect(exchange.get(), &HttpExchange::bodyReceived, exchange.get(),
                         [this](const QByteArray &bytes) { body += bytes; });
        QObject::connect(exchange.get(), &HttpExchange::finished, exchange.get(), [this] { ++finished; });
    }
    ErrorKind kind() const { return exchange->error() ? exchange->error()->kind : ErrorKind::Internal; }
    QString message() const { return exchange->error() ? exchange->error()->message : QString(); }
};

HttpRequest post(const FaultServer &server, const QByteArray &target = "/model/a%3A0/converse")
{
    HttpRequest request;
    request.url = server.url(target);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"messages":[]})";
    return request;
}

} // namespace

class TestQtHttpTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeAnswerArrives();
    void requestLineAndHeadersAreExactlyOurs();
    void emptyAndLargeBodiesArriveWhole();
    void answersWithAnErrorStatusAreNoFault();
    void closingBeforeTheAnswerSendsOneRequest();
    void refusedConnectionSentNothing();
    void badRequestsNeverConnect();
    void redirectsAreNotFollowed();
    void compressedAnswersAreRefused();
    void cookiesAndChallengesAreIgnored();
    void deadlinesHaveReasons();
    void headersWithoutEndAreNoticed();
    void bodyCapEndsTheExchange();
    void unreadBodyHoldsTheServerBack_data();
    void unreadBodyHoldsTheServerBack();
    void abortClosesTheConnectionSoon();
    void deletingAnExchangeClosesTheConnection();
    void eightExchangesRunAtOnce();
    void connectionIsReusedForTheSameOrigin();
    void tlsWorksWithAnAddedAuthority();
    void badCertificatesSendNothing_data();
    void badCertificatesSendNothing();
    void proxyFaultsNameTheProxy();
    void desktopIsAskedForAProxyWithoutBlocking();
};

void TestQtHttpTransport::wholeAnswerArrives()
{
    FaultServer server(
        script::answer("200 OK", "Content-Type: application/json\r\nX-One: 1\r\n", "{\"a\":1}"));
    QtHttpTransport transport;
    Watched run(transport.open(post(server)));
    QCOMPARE(run.finished, 0);
    QTRY_COMPARE(run.finished, 1);
    QVERIFY2(!run.exchange->error(), qPrintable(run.message()));
    QVERIFY(run.sent);
    QCOMPARE(run.head->status, 200);
    QCOMPARE(run.head->reason, "OK");
    QCOMPARE(headerValue(run.head->headers, "x-one"), QByteArray("1"));
    QCOMPARE(run.body, "{\"a\":1}");
    QCOMPARE(run.exchange->bodyBytes(), 7);
    QVERIFY(run.exchange->requestMayHaveArrived());
    QCOMPARE(server.requests(), 1);
}

void TestQtHttpTransport::requestLineAndHeadersAreExactlyOurs()
{
    QLocale::setDefault(QLocale(QLocale::Turkish));
    FaultServer server(script::answer("200 OK", "", ""));
    QtHttpTransport transport({.userAgent = "Outcrop/1.2"});
    const QByteArray target =
        "/bedrock/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ap%2Fa%20%25%C3%A4/converse?type=A%2FB";
    HttpRequest request = post(server, target);
    request.headers.push_back({"Host", base::hostHeader(request.url)});
    request.headers.push_back({"X-Amz-Date", "20260115T100000Z"});
    Watched run(transport.open(request));
    QTRY_COMPARE(run.finished, 1);
    const RecordedRequest seen = server.recorded().at(0);
    QCOMPARE(seen.target(), target);
    QCOMPARE(seen.target(), base::requestTarget(request.url));
    QVERIFY(seen.line.endsWith(" HTTP/1.1"));
    QCOMPARE(seen.header("host"), base::hostHeader(request.url));
    QCOMPARE(seen.header("user-agent"), "Outcrop/1.2");
    QCOMPARE(seen.header("accept-encoding"), "identity");
    QCOMPARE(seen.header("accept-language"), "*");
    QCOMPARE(seen.header("content-type"), "application/json");
    QCOMPARE(seen.header("content-length"), QByteArray::number(request.body.size()));
    QCOMPARE(seen.header("x-amz-date"), "20260115T100000Z");
    for (const char *name :
         {"host", "user-agent", "accept-encoding", "accept-language", "content-type", "content-length"})
        QCOMPARE(seen.headerCount(name), 1);
    QCOMPARE(seen.headerCount("transfer-encoding"), 0);
    QCOMPARE(seen.headerCount("cookie"), 0);
    QCOMPARE(seen.body, request.body);
    QLocale::setDefault(QLocale::c());
}

void TestQtHttpTransport::emptyAndLargeBodiesArriveWhole()
{
    FaultServer server(script::answer("200 OK", "", "ok"));
    QtHttpTransport transport;
    for (const qsizetype size : {0, 1, 16'384, 16'385, 5'000'000}) {
        HttpRequest request = post(server);
        request.body = QByteArray(size, 'x');
        Watched run(transport.open(request));
        QTRY_COMPARE(run.finished, 1);
        QVERIFY2(!run.exchange->error(), qPrintable(run.message()));
        QCOMPARE(server.recorded().back().body.size(), size);
        QCOMPARE(server.recorded().back().header("content-length"), QByteArray::number(size));
    }
    QCOMPARE(server.requests(), 5);
}

void TestQtHttpTransport::answersWithAnErrorStatusAreNoFault()
{
    for (const QByteArray status :
         {"400 Bad", "401 No", "403 No", "404 No", "405 No", "408 Slow", "409 No", "410 Gone", "424 Model",
          "429 Many", "500 Oops", "501 No", "502 Bad", "503 Busy", "504 Slow"}) {
        FaultServer server(script::answer(status, "", "why"));
        QtHttpTransport transport;
        Watched run(transport.open(post(server)));
        QTRY_COMPARE(run.finished, 1);
        QVERIFY2(!run.exchange->error(), qPrintable(run.message()));
        QCOMPARE(run.head->status, status.left(3).toInt());
        QCOMPARE(run.body, "why");
        QCOMPARE(server.requests(), 1);
    }
}

void TestQtHttpTransport::closingBeforeTheAnswerSendsOneRequest()
{
    FaultServer server(script::inTurn({script::closeWithoutAnswer(), script::resetWithoutAnswer(50ms)}));
    QtHttpTransport transport;
    for (int i = 1; i <= 2; ++i) {
        Watched run(transport.open(post(server)));
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.kind(), ErrorKind::Network);
        QVERIFY2(run.message().contains(u"before it answered"), qPrintable(run.message()));
        QVERIFY(run.exchange->error()->advice.contains(u"billed"));
        QVERIFY(run.exchange->requestMayHaveArrived());
        QVERIFY(!run.head);
        QCOMPARE(server.requests(), i);
    }
}

void TestQtHttpTransport::refusedConnectionSentNothing()
{
    quint16 port = 0;
    {
        const FaultServer server(script::stall());
        port = server.port();
    }
    QtHttpTransport transport;
    HttpRequest request;
    request.url = QUrl(QStringLiteral("http://127.0.0.1:%1/model/x/converse?key=secret").arg(port));
    request.body = "{}";
    Watched run(transport.open(request));
    QTRY_COMPARE(run.finished, 1);
    QCOMPARE(run.kind(), ErrorKind::Network);
    QVERIFY(run.message().contains(u"refused"));
    QVERIFY(!run.exchange->requestMayHaveArrived());
    for (const QString &text : {run.message(), run.exchange->error()->advice, run.exchange->error()->detail})
        QVERIFY2(!text.contains(u"secret"), qPrintable(text));
}

void TestQtHttpTransport::badRequestsNeverConnect()
{
    FaultServer server(script::answer("200 OK", "", ""));
    QtHttpTransport transport;
    HttpRequest forged = post(server);
    forged.headers.push_back({"x-api-key", "key\r\nx-forged: 1"});
    HttpRequest dotted = post(server, "/model/../converse");
    HttpRequest user = post(server);
    user.url.setUserInfo(QStringLiteral("me:secret"));
    for (const HttpRequest &request : {forged, dotted, user}) {
        Watched run(transport.open(request));
        QCOMPARE(run.finished, 0); // never from inside open()
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.kind(), ErrorKind::BadInput);
        QVERIFY(!run.exchange->requestMayHaveArrived());
    }
    QCOMPARE(server.connections(), 0);
}

void TestQtHttpTransport::redirectsAreNotFollowed()
{
    FaultServer other(script::answer("200 OK", "", "stolen"));
    for (const int status : {301, 302, 303, 307, 308}) {
        FaultServer server(script::redirect(status, other.url("/elsewhere?token=secret").toEncoded()));
        QtHttpTransport transport;
        HttpRequest request = post(server);
        request.headers.push_back({"Authorization", "Bearer key"});
        Watched run(transport.open(request));
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.kind(), ErrorKind::UnexpectedAnswer);
        QCOMPARE(run.exchange->error()->httpStatus, status);
        QVERIFY(run.message().contains(QStringLiteral("127.0.0.1:%1/elsewhere").arg(other.port())));
        QVERIFY(!run.message().contains(u"secret"));
        QCOMPARE(run.head->status, status);
        QCOMPARE(server.requests(), 1);
    }
    QCOMPARE(other.connections(), 0);
}

void TestQtHttpTransport::compressedAnswersAreRefused()
{
    FaultServer server(
        script::answer("200 OK", "Content-Encoding: gzip\r\n", QByteArray("\x1f\x8b\x08\x00garbage", 11)));
    QtHttpTransport transport;
    Watched run(transport.open(post(server)));
    QTRY_COMPARE(run.finished, 1);
    QCOMPARE(run.kind(), ErrorKind::UnexpectedAnswer);
    QVERIFY(run.message().contains(u"gzip"));
    QVERIFY(run.body.isEmpty());
}

void TestQtHttpTransport::cookiesAndChallengesAreIgnored()
{
    FaultServer server(
        script::inTurn({script::answer("200 OK", "Set-Cookie: session=1; Path=/\r\n", "ok"),
                        script::answer("401 Unauthorized",
                                       "WWW-Authenticate: Basic realm=\"r\"\r\nSet-Cookie: b=2\r\n", "no"),
                        script::answer("401 Unauthorized", "WWW-Authenticate: Negotiate\r\n", "no"),
                        script::answer("401 Unauthorized", "WWW-Authenticate: NTLM\r\n", "no"),
                        script::answer("200 OK", "", "ok")}));
    QtHttpTransport transport;
    for (int i = 1; i <= 5; ++i) {
        HttpRequest request = post(server);
        request.headers.push_back({"Authorization", "Bearer key"});
        Watched run(transport.open(request));
        QTRY_COMPARE(run.finished, 1);
        QVERIFY2(!run.exchange->error(), qPrintable(run.message()));
        QCOMPARE(run.head->status, i == 1 || i == 5 ? 200 : 401);
        QCOMPARE(server.requests(), i);
        QCOMPARE(server.recorded().back().headerCount("cookie"), 0);
        QCOMPARE(server.recorded().back().header("authorization"), "Bearer key");
        QCOMPARE(server.recorded().back().headerCount("authorization"), 1);
    }
}

void TestQtHttpTransport::deadlinesHaveReasons()
{
    FaultServer silent(script::stall());
    FaultServer drip(script::rawThenStall("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
    FaultServer endless(script::slowly("HTTP/1.1 200 OK\r\n\r\n", QByteArray(100'000, 'x'), 1, 10ms));
    QtHttpTransport transport;
    HttpRequest head = post(silent);
    head.deadlines.head = 150ms;
    HttpRequest idle = post(drip);
    idle.deadlines.idle = 150ms;
    HttpRequest total = post(endless);
    total.deadlines.idle = 1000ms;
    total.deadlines.total = 300ms;
    Watched headRun(transport.open(head));
    Watched idleRun(transport.open(idle));
    Watched totalRun(transport.open(total));
    for (Watched *run : {&headRun, &idleRun, &totalRun}) {
        QTRY_COMPARE(run->finished, 1);
        QCOMPARE(run->kind(), ErrorKind::Timeout);
        QVERIFY(run->exchange->error()->advice.contains(u"billed"));
    }
    QVERIFY2(headRun.message().contains(u"did not begin to answer within 0.15 s"),
             qPrintable(headRun.message()));
    QVERIFY2(idleRun.message().contains(u"No data"), qPrintable(idleRun.message()));
    QVERIFY2(totalRun.message().contains(u"did not finish"), qPrintable(totalRun.message()));
    QCOMPARE(idleRun.body, "abc");
    QVERIFY(totalRun.body.size() > 3);
    QTRY_COMPARE(silent.closedByPeer(), 1);
    QTRY_COMPARE(drip.closedByPeer(), 1);
}

void TestQtHttpTransport::headersWithoutEndAreNoticed()
{
    FaultServer flood(script::endlessHeaders());
    FaultServer good(script::answer("200 OK", "", "ok"));
    QtHttpTransport transport;
    HttpRequest request = post(flood);
    request.deadlines.headProbe = 100ms;
    Watched run(transport.open(request));
    QTRY_VERIFY(run.sent);
    Watched other(transport.open(post(good)));
    QTRY_COMPARE(other.finished, 1); // not held up by the flood
    QVERIFY2(!other.exchange->error(), qPrintable(other.message()));
    QTRY_COMPARE(run.finished, 1);
    QCOMPARE(run.kind(), ErrorKind::UnexpectedAnswer);
    QVERIFY2(run.message().contains(u"header fields without end"), qPrintable(run.message()));
}

void TestQtHttpTransport::bodyCapEndsTheExchange()
{
    FaultServer server(script::answer("200 OK", "", QByteArray(300'000, 'x')));
    QtHttpTransport transport;
    HttpRequest request = post(server);
    request.maxBodyBytes = 100'000;
    Watched run(transport.open(request));
    QTRY_COMPARE(run.finished, 1);
    QCOMPARE(run.kind(), ErrorKind::UnexpectedAnswer);
    QVERIFY(run.body.size() <= 100'000);
}

void TestQtHttpTransport::unreadBodyHoldsTheServerBack_data()
{
    QTest::addColumn<QByteArray>("framing");
    QTest::newRow("Content-Length") << QByteArray("Content-Length: 200000000\r\n");
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n");
    QTest::newRow("until close") << QByteArray();
}

void TestQtHttpTransport::unreadBodyHoldsTheServerBack()
{
    QFETCH(QByteArray, framing);
    std::atomic<qint64> sent{0};
    FaultServer server([&sent, framing](FaultConnection &connection) {
        connection.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n");
        connection.wait(30ms);
        const QByteArray content(100'000, 'x');
        const bool chunked = framing.startsWith("Transfer");
        const QByteArray piece = chunked ? "186a0\r\n" + content + "\r\n" : content;
        while (sent < 200'000'000 && connection.send(piece))
            sent += content.size();
    });
    QtHttpTransport transport({.readBufferBytes = 100'000});
    auto exchange = transport.open(post(server));
    bool blocked = false;
    connect(exchange.get(), &HttpExchange::bodyReceived, this, [&] {
        if (blocked)
            return;
        blocked = true;
        // Nobody reads while this thread is busy: the server has to stall within what the sockets hold.
        qint64 before = -1;
        for (int i = 0; i < 50 && before != sent; ++i) {
            before = sent;
            QThread::msleep(40);
        }
        QVERIFY2(sent < 50'000'000, qPrintable(QString::number(sent)));
        exchange->abort();
    });
    QSignalSpy finished(exchange.get(), &HttpExchange::finished);
    QVERIFY(finished.wait(10'000));
    QVERIFY(blocked);
}

void TestQtHttpTransport::abortClosesTheConnectionSoon()
{
    FaultServer waiting(script::stall());
    FaultServer streaming(script::slowly("HTTP/1.1 200 OK\r\n\r\n", QByteArray(100'000, 'x'), 100, 5ms));
    for (FaultServer *server : {&waiting, &streaming}) {
        QtHttpTransport transport;
        Watched run(transport.open(post(*server)));
        if (server == &streaming)
            QTRY_VERIFY(!run.body.isEmpty());
        else
            QTRY_COMPARE(server->requests(), 1);
        QElapsedTimer timer;
        timer.start();
        run.exchange->abort();
        run.exchange->abort();
        const qsizetype bytes = run.body.size();
        QCOMPARE(run.finished, 0);
        QTRY_COMPARE(server->closedByPeer(), 1);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.kind(), ErrorKind::Cancelled);
        QCOMPARE(run.body.size(), bytes);
    }
}

void TestQtHttpTransport::deletingAnExchangeClosesTheConnection()
{
    FaultServer server(script::stall());
    QtHttpTransport transport;
    auto exchange = transport.open(post(server));
    QTRY_COMPARE(server.requests(), 1);
    exchange.reset();
    QTRY_COMPARE(server.closedByPeer(), 1);
}

void TestQtHttpTransport::eightExchangesRunAtOnce()
{
    FaultServer server(script::rawThenStall("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
    QtHttpTransport transport;
    std::vector<std::unique_ptr<Watched>> runs;
    for (int i = 0; i < 8; ++i)
        runs.push_back(std::make_unique<Watched>(transport.open(post(server))));
    for (const auto &run : runs)
        QTRY_COMPARE(run->body, "abc");
    QCOMPARE(server.requests(), 8);
    QCOMPARE(server.connections(), 8);
}

void TestQtHttpTransport::connectionIsReusedForTheSameOrigin()
{
    FaultServer server(script::answer("200 OK", "", "ok"));
    QtHttpTransport transport;
    for (int i = 0; i < 3; ++i) {
        Watched run(transport.open(post(server)));
        QTRY_COMPARE(run.finished, 1);
    }
    QCOMPARE(server.requests(), 3);
    QCOMPARE(server.connections(), 1);
}

void TestQtHttpTransport::tlsWorksWithAnAddedAuthority()
{
    const ThrowawayAuthority authority;
    FaultServer server(script::answer("200 OK", "", "ok"), authority.good());
    QtHttpTransport transport({.extraCertificates = {QSslCertificate(authority.certificatePem())}});
    Watched run(transport.open(post(server)));
    QTRY_COMPARE(run.finished, 1);
    QVERIFY2(!run.exchange->error(),
             qPrintable(run.message() + run.exchange->error().value_or(base::Error()).detail));
    QCOMPARE(run.body, "ok");
    QCOMPARE(server.requests(), 1);
}

void TestQtHttpTransport::badCertificatesSendNothing_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("reason");
    QTest::newRow("self-signed") << 0 << QStringLiteral("self-signed");
    QTest::newRow("unknown authority") << 1 << QStringLiteral("issuer");
    QTest::newRow("wrong host") << 2 << QStringLiteral("host name");
    QTest::newRow("expired") << 3 << QStringLiteral("expired");
}

void TestQtHttpTransport::badCertificatesSendNothing()
{
    QFETCH(int, which);
    QFETCH(QString, reason);
    const ThrowawayAuthority authority;
    const ThrowawayCertificate certificate = which == 0   ? ThrowawayAuthority::selfSigned()
                                             : which == 1 ? authority.good()
                                             : which == 2 ? authority.wrongHost()
                                                          : authority.expired();
    FaultServer server(script::answer("200 OK", "", "ok"), certificate);
    TransportOptions options;
    if (which >= 2)
        options.extraCertificates = {QSslCertificate(authority.certificatePem())};
    QtHttpTransport transport(options);
    Watched run(transport.open(post(server)));
    QTRY_COMPARE(run.finished, 1);
    QCOMPARE(run.kind(), ErrorKind::Tls);
    const QString all = run.message() + run.exchange->error()->detail;
    QVERIFY2(all.contains(reason), qPrintable(all));
    QVERIFY(run.exchange->error()->detail.contains(u"Certificate: "));
    QVERIFY(!run.exchange->requestMayHaveArrived());
    QCOMPARE(server.requestBytes(), 0);
    QCOMPARE(server.requests(), 0);
}

void TestQtHttpTransport::proxyFaultsNameTheProxy()
{
    const auto runThrough = [](const FaultServer &proxy, const char *url) {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("ALL_PROXY"),
                           QStringLiteral("http://127.0.0.1:%1").arg(proxy.port()));
        QtHttpTransport transport({.proxies = ProxyRules::fromEnvironment(environment).value()});
        HttpRequest request;
        request.url = QUrl(QString::fromLatin1(url));
        request.body = "{}";
        request.allowPlainHttp = true;
        request.deadlines.connect = 300ms;
        Watched run(transport.open(request));
        [&run] { QTRY_COMPARE(run.finished, 1); }();
        return *run.exchange->error();
    };
    const char *const target = "https://bedrock.invalid/model/x/converse";
    FaultServer hangs(script::stall());
    FaultServer html(script::answer("200 OK", "Content-Type: text/html\r\n", "<html>log in</html>"));
    FaultServer refuses(script::answer("403 Forbidden", "", "no"));
    FaultServer wantsPassword(
        script::answer("407 Password", "Proxy-Authenticate: Basic realm=\"p\"\r\n", "no"));
    FaultServer closes(script::closeWithoutAnswer());
    for (const FaultServer *proxy : {&hangs, &refuses, &wantsPassword, &closes}) {
        const base::Error error = runThrough(*proxy, target);
        QVERIFY2(error.kind == ErrorKind::Proxy, qPrintable(error.message + error.detail));
        QVERIFY(proxy->recorded().at(0).line.startsWith("CONNECT bedrock.invalid:443 "));
    }
    // A proxy that answers CONNECT with a page of its own: the TLS handshake then fails, and the proxy is
    // named.
    const base::Error page = runThrough(html, target);
    QVERIFY2(page.kind == ErrorKind::Proxy || page.message.contains(u"secure connection"),
             qPrintable(page.message));
    const base::Error plain = runThrough(wantsPassword, "http://bedrock.invalid/");
    QCOMPARE(plain.kind, ErrorKind::Proxy);
}

void TestQtHttpTransport::desktopIsAskedForAProxyWithoutBlocking()
{
    QtHttpTransport transport;
    HttpRequest request;
    // Leads to this computer, but does not say so: the desktop is asked, and no packet leaves.
    request.url = QUrl(QStringLiteral("https://0.0.0.0:1/"));
    request.body = "{}";
    Watched stopped(transport.open(request));
    stopped.exchange->abort(); // while the desktop is asked
    QTRY_COMPARE(stopped.finished, 1);
    QCOMPARE(stopped.kind(), ErrorKind::Cancelled);
    QVERIFY(!stopped.exchange->requestMayHaveArrived());
    Watched run(transport.open(request));
    QTRY_COMPARE_WITH_TIMEOUT(run.finished, 1, 15'000);
    QVERIFY2(run.kind() == ErrorKind::Network || run.kind() == ErrorKind::Timeout ||
                 run.kind() == ErrorKind::Proxy,
             qPrintable(run.message()));
    QVERIFY(!run.exchange->requestMayHaveArrived());
}

QTEST_GUILESS_MAIN(TestQtHttpTransport)
#include "tst_qthttptransport.moc"
