// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/answer.h"
#include "core/client/clockskew.h"
#include "core/client/requestbuilder.h"

#include "core/aws/hash.h"
#include "core/aws/verifier.h"
#include "core/base/webaddress.h"

#include <QTest>
#include <QTimeZone>

using namespace outcrop;
using namespace outcrop::client;
using namespace std::chrono_literals;
using base::ErrorKind;

class TestClientValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clockIsCorrectedOnGoodEvidence_data();
    void clockIsCorrectedOnGoodEvidence();
    void signedRequestVerifies_data();
    void signedRequestVerifies();
    void requestsWithoutTheRightIdentityAreRefused();
    void tokensThatNoHeaderMayCarryAreRefused_data();
    void tokensThatNoHeaderMayCarryAreRefused();
    void modelIdsThatWouldLeaveTheirPlaceAreRefused();
    void contentTypeAnnouncesTheAnswer();
};

namespace
{

const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), QTimeZone::utc());

ConverseCall callTo(const char *endpoint)
{
    ConverseCall call;
    call.target.endpoint = QUrl(QString::fromLatin1(endpoint));
    call.target.region = QStringLiteral("eu-central-1");
    call.modelId = QStringLiteral("example.model-v1:0");
    call.body = "{}";
    return call;
}

aws::Credentials keys()
{
    aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = base::SecretString("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = base::SecretString("SESSION");
    return keys;
}

} // namespace

void TestClientValues::clockIsCorrectedOnGoodEvidence_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QByteArray>("age");
    QTest::addColumn<int>("seconds");  // of the attempt
    QTest::addColumn<int>("expected"); // s; 0: none
    const auto row = [](const char *name, const char *code, const char *date, const char *age, int seconds,
                        int expected) {
        QTest::newRow(name) << QString::fromLatin1(code) << QByteArray(date) << QByteArray(age) << seconds
                            << expected;
    };
    const char *const twentyLater = "Thu, 15 Jan 2026 10:20:00 GMT";
    row("20 min slow", "SignatureDoesNotMatch", twentyLater, "", 0, 1200);
    row("20 min fast", "RequestTimeTooSkewed", "Thu, 15 Jan 2026 09:40:00 GMT", "", 0, -1200);
    row("24 h slow", "InvalidSignatureException", "Fri, 16 Jan 2026 10:00:00 GMT", "", 0, 86400);
    row("exactly 240 s", "RequestExpired", "Thu, 15 Jan 2026 10:04:00 GMT", "", 0, 240);
    row("239 s", "RequestExpired", "Thu, 15 Jan 2026 10:03:59 GMT", "", 0, 0);
    row("time of the attempt is no skew", "RequestExpired", "Thu, 15 Jan 2026 10:14:00 GMT", "", 840, 0);
    row("too slow to tell", "RequestExpired", twentyLater, "", 901, 0);
    row("cached", "RequestExpired", twentyLater, "7", 0, 0);
    row("another error", "ValidationException", twentyLater, "", 0, 0);
    row("no date", "RequestExpired", "", "", 0, 0);
    row("no readable date", "RequestExpired", "yesterday", "", 0, 0);
    row("server without a clock", "RequestExpired", "Thu, 01 Jan 1970 00:00:07 GMT", "", 0, 0);
}

void TestClientValues::clockIsCorrectedOnGoodEvidence()
{
    QFETCH(QString, code);
    QFETCH(QByteArray, date);
    QFETCH(QByteArray, age);
    QFETCH(int, seconds);
    QFETCH(int, expected);
    SkewEvidence evidence;
    evidence.error = base::makeError(ErrorKind::Credentials, QStringLiteral("refused"));
    evidence.error.code = code;
    evidence.signedAt = now;
    evidence.duration = evidence.sinceSigned = std::chrono::seconds(seconds);
    if (!date.isEmpty())
        evidence.headers.push_back({"date", date});
    if (!age.isEmpty())
        evidence.headers.push_back({"Age", age});
    const auto correction = clockCorrection(evidence);
    QCOMPARE(correction ? correction->count() / 1000 : 0, qint64(expected));
}

void TestClientValues::signedRequestVerifies_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("model");
    QTest::newRow("service") << QStringLiteral("https://bedrock-runtime.eu-central-1.amazonaws.com")
                             << QStringLiteral("example.model-v1:0");
    QTest::newRow("port and prefix") << QStringLiteral("http://localhost:8080/bedrock")
                                     << QStringLiteral("openai/gpt-4o");
    QTest::newRow("ARN") << QStringLiteral("http://127.0.0.1:1")
                         << QStringLiteral("arn:aws:bedrock:eu-central-1:123456789012:prompt/A B%ä");
}

void TestClientValues::signedRequestVerifies()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, model);
    ConverseCall call = callTo("");
    call.target.endpoint = QUrl(endpoint);
    call.target.extraHeaders = {{"X-Amzn-Bedrock-Trace", "ENABLED"}};
    call.modelId = model;
    const auto request = buildRequest(call, {.keys = keys()}, now, aws::sha256Hex(call.body));
    QVERIFY2(request.ok(), request.ok() ? "" : qPrintable(request.error().message));
    aws::ReceivedRequest received;
    received.method = request->method;
    received.requestTarget = base::requestTarget(request->url);
    for (const net::HttpHeader &header : request->headers)
        received.headers.emplace_back(header.name, header.value);
    received.body = request->body;
    aws::VerifyPolicy policy;
    policy.credentials = keys();
    policy.region = "eu-central-1";
    policy.now = now;
    const aws::Verification verification = aws::verify(received, policy);
    QVERIFY2(verification.accepted(), verification.message.constData());
    QCOMPARE(net::headerValue(request->headers, "host"), base::hostHeader(request->url));
    QVERIFY(!net::requestProblem(*request).has_value());
}

void TestClientValues::requestsWithoutTheRightIdentityAreRefused()
{
    ConverseCall call = callTo("https://h.example");
    const Authorization token{.token = base::SecretString("key")};
    QCOMPARE(buildRequest(call, token, now, {}).error().kind, ErrorKind::Credentials);
    call.target.auth = ConnectionTarget::Auth::Bearer;
    QCOMPARE(buildRequest(call, {.keys = keys()}, now, {}).error().kind, ErrorKind::Credentials);
    QCOMPARE(net::headerValue(buildRequest(call, token, now, {})->headers, "authorization"),
             QByteArray("Bearer key"));
    call.target.auth = ConnectionTarget::Auth::None;
    QCOMPARE(net::headerValue(buildRequest(call, {}, now, {})->headers, "authorization"), std::nullopt);
}

void TestClientValues::tokensThatNoHeaderMayCarryAreRefused_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("line end") << QByteArray("sk-secret\n");
    QTest::newRow("header injection") << QByteArray("sk-secret\r\nx-evil: 1");
    QTest::newRow("NUL") << QByteArray("sk-secret\0x", 11);
    QTest::newRow("blank at the end") << QByteArray("sk-secret ");
}

void TestClientValues::tokensThatNoHeaderMayCarryAreRefused()
{
    QFETCH(QByteArray, token);
    ConverseCall call = callTo("https://h.example");
    call.target.auth = ConnectionTarget::Auth::Bearer;
    const auto request = buildRequest(call, {.token = base::SecretString(token)}, now, {});
    QVERIFY(!request.ok());
    QCOMPARE(request.error().kind, ErrorKind::Credentials);
    QVERIFY(!request.error().message.contains(u"sk-secret"));
}

void TestClientValues::modelIdsThatWouldLeaveTheirPlaceAreRefused()
{
    ConverseCall call = callTo("https://h.example");
    call.target.auth = ConnectionTarget::Auth::None;
    for (const QString &id : {QString(), QStringLiteral("."), QStringLiteral(".."), QStringLiteral("a/../b"),
                              QStringLiteral("a\nb"), QString(2049, u'a')}) {
        call.modelId = id;
        const auto request = buildRequest(call, {}, now, {});
        QVERIFY2(!request.ok(), qPrintable(id));
        QCOMPARE(request.error().kind, ErrorKind::BadInput);
    }
    call.modelId = QString(2048, u'a');
    QVERIFY(buildRequest(call, {}, now, {}).ok());
}

void TestClientValues::contentTypeAnnouncesTheAnswer()
{
    const auto head = [](const char *type) {
        net::HttpResponseHead result;
        result.status = 200;
        if (*type)
            result.headers = {{"content-type", type}};
        return result;
    };
    QVERIFY(announces(head("application/vnd.amazon.eventstream"), true));
    QVERIFY(announces(head("Application/vnd.Amazon.EventStream; x=y"), true));
    QVERIFY(announces(head(""), true));
    QVERIFY(!announces(head("text/html"), true));
    QVERIFY(!announces(head("text/event-stream"), true));
    QVERIFY(!announces(head("application/json"), true));
    QVERIFY(announces(head("application/json; charset=utf-8"), false));
    QVERIFY(!announces(head("text/html"), false));
    QVERIFY(!announces(head("application/vnd.amazon.eventstream"), false));
}

QTEST_GUILESS_MAIN(TestClientValues)
#include "tst_clientvalues.moc"
