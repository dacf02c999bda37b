// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/verifier.h"
#include "core/base/limits.h"
#include "core/base/offthread.h"
#include "core/credentials/staticprovider.h"
#include "core/json/json.h"
#include "tests/support/canaryscan.h"
#include "tests/support/clientrig.h"
#include "tests/support/fakeclock.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using namespace std::chrono_literals;
using base::ErrorKind;
using stream::Outcome;

namespace
{

const QByteArray streamHeaders = "Content-Type: application/vnd.amazon.eventstream\r\n"
                                 "x-amzn-RequestId: 00000000-0000-4000-8000-000000000001\r\n";
const QByteArray jsonHeaders = "Content-Type: application/json\r\n"
                               "x-amzn-RequestId: 00000000-0000-4000-8000-000000000002\r\n";

FaultScript streamed(const QByteArray &body = textStream())
{
    return script::answer("200 OK", streamHeaders, body);
}

FaultScript refused(const QByteArray &status, const QByteArray &type, const QByteArray &headers = {})
{
    return script::answer(status, jsonHeaders + "x-amzn-ErrorType: " + type + "\r\n" + headers,
                          R"({"message":"no"})");
}

/// Gives each of some identities in turn, then the last for ever.
class TurningProvider final : public credentials::CredentialsProvider
{
public:
    explicit TurningProvider(std::vector<aws::Credentials> keys) : m_keys(std::move(keys)) {}
    QString name() const override { return QStringLiteral("turning"); }
    std::unique_ptr<credentials::ResolveJob> resolve() override
    {
        const size_t turn = std::min(m_asked++, m_keys.size() - 1);
        return std::make_unique<credentials::ReadyJob>(
            credentials::Resolution::used(name(), credentials::Identity(m_keys.at(turn))));
    }
    size_t asked() const { return m_asked; }

private:
    std::vector<aws::Credentials> m_keys;
    size_t m_asked = 0;
};

aws::Verification verified(const RecordedRequest &request, const QDateTime &now)
{
    aws::ReceivedRequest received;
    received.method = request.method();
    received.requestTarget = request.target();
    const QList<QByteArray> lines = request.head.split('\n').mid(1);
    for (const QByteArray &line : lines)
        received.headers.emplace_back(line.left(line.indexOf(':')),
                                      line.mid(line.indexOf(':') + 1).trimmed());
    received.body = request.body;
    aws::VerifyPolicy policy;
    policy.credentials = ClientRig::keys();
    policy.region = "eu-central-1";
    policy.now = now;
    return aws::verify(received, policy);
}

const QByteArray repeatedSecret = "sk-canary-0123456789";

void expectNoSecret(const base::Error &error)
{
    for (const QString &text :
         {error.message, error.advice, error.detail, error.serviceMessage, error.code, error.requestId})
        QVERIFY2(!text.contains(QStringLiteral("canary")), qPrintable(text));
}

} // namespace

class TestConverseJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsAnAnswer();
    void takesAWholeAnswer();
    void aRequestIsWrittenBeforeOtherWorkThatWaits();
    void signatureOnTheWireVerifies();
    void bearerAndNoneSendWhatTheySay();
    void missingCredentialsSendNothing();
    void recordsEveryByteBeforeItMeansAnything();
    void retriesThrottlingWithAnExchangeEach();
    void retriesAThrottlingPageOfAGateway();
    void givesUpAfterThreeAttempts();
    void neverRetriesOnceAnAnswerBegan();
    void retryNowDoesNotWait();
    void abortWhileWaitingSendsNothingMore();
    void longRetryAfterIsClampedAndToldOf();
    void emptyQuotaEndsRetriesOfAllJobs();
    void correctsTheClockOnce();
    void believesNoAbsurdClock();
    void asksOnceForFreshCredentials();
    void abortKeepsWhatArrivedAndClosesSoon();
    void stoppingInsideALargeFrameKeepsAllOfIt();
    void abortBeforeAnythingSendsNothing();
    void deletingARunningJobClosesTheConnection();
    void eightCallsRunAtOnce();
    void secretsNeverReachTheDisk();
    void noResultRepeatsASecret_data();
    void noResultRepeatsASecret();
};

void TestConverseJob::streamsAnAnswer()
{
    FaultServer server(script::slowly("HTTP/1.1 200 OK\r\n" + streamHeaders + "Connection: close\r\n\r\n",
                                      textStream(), 50, 1ms));
    ClientRig rig;
    const auto log = rig.run(rig.call(server.url("")));
    QCOMPARE(log->finished, 1);
    const ConverseResult result = log->result();
    QVERIFY2(!result.error, qPrintable(log->problems()));
    QCOMPARE(result.folded.outcome, Outcome::Complete);
    QCOMPARE(log->text(), QStringLiteral("Hello from the stream"));
    QCOMPARE(result.folded.stopReason, QStringLiteral("end_turn"));
    QCOMPARE(result.folded.usage.value(QLatin1StringView("totalTokens")).toInt(), 7);
    QCOMPARE(result.requestId, QStringLiteral("00000000-0000-4000-8000-000000000001"));
    QCOMPARE(result.httpStatus, 200);
    QCOMPARE(result.attempts, 1);
    QCOMPARE(log->attempts, std::vector<int>{1});
    QCOMPARE(log->statuses, std::vector<int>{200});
    QCOMPARE(server.requests(), 1);

    // messageStart, 4 words, contentBlockStop, messageStop, metadata
    QCOMPARE(log->frames.size(), size_t(8));
    QCOMPARE(log->changes.size(), size_t(8));
    QCOMPARE(log->frames.front().eventType, QStringLiteral("messageStart"));
    QCOMPARE(log->frames.back().eventType, QStringLiteral("metadata"));
    quint64 offset = 0;
    for (size_t i = 0; i < log->frames.size(); ++i) {
        QCOMPARE(log->frames[i].index, qint64(i));
        QCOMPARE(log->frames[i].offset, offset);
        QCOMPARE(log->frames[i].messageType, QStringLiteral("event"));
        offset += log->frames[i].bytes;
        if (i > 0)
            QVERIFY(log->frames[i].sinceStart >= log->frames[i - 1].sinceStart);
    }
    QCOMPARE(offset, quint64(textStream().size()));
    QVERIFY(result.timing.firstByte && result.timing.firstToken);
    QVERIFY(*result.timing.firstByte <= *result.timing.firstToken);
    QVERIFY(*result.timing.firstToken < result.timing.total);
}

/// Pictures to decode and files to search may stand in line by the dozen.
void TestConverseJob::aRequestIsWrittenBeforeOtherWorkThatWaits()
{
    QThreadPool &workers = base::workers();
    workers.waitForDone();
    QSemaphore busy;
    QByteArrayList order; // of one thread
    const auto restore = qScopeGuard([&workers, &busy, threads = workers.maxThreadCount()] {
        busy.release();
        workers.waitForDone();
        workers.setMaxThreadCount(threads);
    });
    workers.setMaxThreadCount(1);
    workers.start([&busy] { busy.acquire(); });
    const auto wait = [this, &order](const QByteArray &what, base::Urgency urgency) {
        const auto work = [&order, what] {
            order.append(what);
            return true;
        };
        base::offThread(
            this, work, [](bool) {}, urgency);
    };
    wait("scan", base::Urgency::Background);
    wait("reading", base::Urgency::Usual);

    FaultServer server(streamed());
    ClientRig rig;
    ConverseCall call = rig.call(server.url(""));
    call.writeBody = [&order, body = call.body] {
        order.append("request");
        return body;
    };
    const auto log = rig.start(call);
    for (int turn = 0; turn < 5; ++turn) // until it stands in line
        QCoreApplication::processEvents();
    busy.release();
    ClientRig::waitForEnd(*log);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    workers.waitForDone();
    QCOMPARE(order, (QByteArrayList{"request", "reading", "scan"}));
}

void TestConverseJob::takesAWholeAnswer()
{
    FaultServer server(script::answer("200 OK", jsonHeaders, textAnswer()));
    ClientRig rig;
    ConverseCall call = rig.call(server.url("/bedrock"));
    call.stream = false;
    const auto log = rig.run(call);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(log->text(), QStringLiteral("Hello, whole"));
    QCOMPARE(server.recorded().at(0).target(), "/bedrock/model/example.model-v1%3A0/converse");
    QVERIFY(log->frames.empty());
    QVERIFY(log->result().timing.firstByte);
    QVERIFY(!log->result().timing.firstToken);
}

void TestConverseJob::signatureOnTheWireVerifies()
{
    FaultServer server(streamed());
    ClientRig rig;
    ConverseCall call = rig.call(server.url("/base"));
    call.modelId =
        QStringLiteral("arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1 ä%");
    call.target.extraHeaders = {{"X-Amzn-Bedrock-Trace", "ENABLED"}};
    const auto log = rig.run(call);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    const RecordedRequest request = server.recorded().at(0);
    QVERIFY(request.target().startsWith("/base/model/arn%3Aaws%3A"));
    QCOMPARE(request.body, call.body);
    const aws::Verification verification = verified(request, QDateTime::currentDateTimeUtc());
    QVERIFY2(verification.accepted(), verification.message.constData());
}

void TestConverseJob::bearerAndNoneSendWhatTheySay()
{
    FaultServer server(streamed());
    ClientRig rig;
    ConverseCall call = rig.call(server.url(""));
    call.target.auth = ConnectionTarget::Auth::Bearer;
    call.target.credentials = std::make_shared<credentials::StaticProvider>(
        QStringLiteral("test"), credentials::Identity(credentials::BearerToken{
                                    base::SecretString("sk-bf-0123456789"), QStringLiteral("test"), {}, {}}));
    QVERIFY(!rig.run(call)->result().error);
    call.target.auth = ConnectionTarget::Auth::None;
    call.target.extraHeaders = {{"x-bf-vk", "sk-bf-abcdefghij"}};
    QVERIFY(!rig.run(call)->result().error);
    QCOMPARE(server.recorded().at(0).header("authorization"), "Bearer sk-bf-0123456789");
    QCOMPARE(server.recorded().at(0).headerCount("x-amz-date"), 0);
    QCOMPARE(server.recorded().at(1).headerCount("authorization"), 0);
    QCOMPARE(server.recorded().at(1).header("x-bf-vk"), "sk-bf-abcdefghij");
}

void TestConverseJob::missingCredentialsSendNothing()
{
    FaultServer server(streamed());
    ClientRig rig;
    ConverseCall call = rig.call(server.url(""));
    call.target.auth = ConnectionTarget::Auth::Bearer; // the provider has keys
    auto log = rig.run(call);
    QCOMPARE(log->kind(), ErrorKind::Credentials);
    call.target.credentials = nullptr;
    log = rig.run(call);
    QCOMPARE(log->kind(), ErrorKind::Credentials);
    QCOMPARE(log->result().attempts, 0);
    QVERIFY(log->attempts.empty());
    QVERIFY(rig.store().list().empty());
    QCOMPARE(server.connections(), 0);
}

void TestConverseJob::recordsEveryByteBeforeItMeansAnything()
{
    const QByteArray body = textStream() + "rest that is no frame";
    FaultServer server(streamed(body));
    ClientRig rig;
    const auto log = rig.run(rig.call(server.url("")));
    QCOMPARE(log->result().folded.outcome, Outcome::Corrupt);
    QCOMPARE(log->result().exchanges.size(), size_t(1));
    QVERIFY(rig.store().flush());
    const auto exchange = rig.store().load(log->result().exchanges.front());
    QVERIFY(exchange.ok());
    QCOMPARE(exchange->responseBody(), body);
    QCOMPARE(exchange->requestBody, rig.call({}).body);
    QCOMPARE(exchange->summary.operation, QStringLiteral("converse-stream"));
    QCOMPARE(exchange->summary.modelId, QStringLiteral("example.model-v1:0"));
    QCOMPARE(exchange->summary.conversationId, QStringLiteral("conversation"));
    QCOMPARE(exchange->summary.status, 200);
    QCOMPARE(exchange->summary.outcome, QStringLiteral("corrupt"));
    QCOMPARE(exchange->summary.error->kind, ErrorKind::StreamCorrupt);
}

void TestConverseJob::retriesThrottlingWithAnExchangeEach()
{
    FaultServer server(script::inTurn({refused("429 Slow", "ThrottlingException"),
                                       refused("503 Busy", "ServiceUnavailableException"), streamed()}));
    ClientRig rig;
    const auto log = rig.run(rig.call(server.url("")));
    const ConverseResult result = log->result();
    QVERIFY2(!result.error, qPrintable(log->problems()));
    QCOMPARE(server.requests(), 3);
    QCOMPARE(result.attempts, 3);
    QCOMPARE(log->attempts, (std::vector<int>{1, 2, 3}));
    QCOMPARE(log->statuses, (std::vector<int>{429, 503, 200}));
    QCOMPARE(log->retries.size(), size_t(2));
    QCOMPARE(log->retries[0].next, 2);
    QCOMPARE(log->retries[0].most, 3);
    QCOMPARE(log->retries[0].why.kind, ErrorKind::Throttled);
    QCOMPARE(log->retries[0].why.code, QStringLiteral("ThrottlingException"));
    QCOMPARE(log->retries[1].why.kind, ErrorKind::Service);

    QVERIFY(rig.store().flush());
    const auto exchanges = rig.store().list(); // newest first
    QCOMPARE(exchanges.size(), size_t(3));
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(exchanges[2 - i].id, result.exchanges[i]);
        QCOMPARE(exchanges[2 - i].attempt, int(i) + 1);
        QCOMPARE(exchanges[2 - i].outcome, i == 2 ? QStringLiteral("complete") : QStringLiteral("error"));
    }
    QVERIFY(server.recorded().at(0).header("authorization") != QByteArray());
}

void TestConverseJob::retriesAThrottlingPageOfAGateway()
{
    FaultServer server(script::inTurn(
        {script::answer("429 Too Many Requests", "Content-Type: text/html\r\n",
                        "<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>"),
         streamed()}));
    ClientRig rig;
    const auto log = rig.run(rig.call(server.url("")));
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(log->statuses, (std::vector<int>{429, 200}));
    QCOMPARE(log->retries.at(0).why.kind, ErrorKind::Throttled);
}

void TestConverseJob::givesUpAfterThreeAttempts()
{
    FaultServer server(refused("500 Oops", "InternalServerException"));
    ClientRig rig;
    const auto log = rig.run(rig.call(server.url("")));
    QCOMPARE(server.requests(), 3);
    QCOMPARE(log->result().attempts, 3);
    QCOMPARE(log->kind(), ErrorKind::Service);
    QCOMPARE(log->result().error->serviceMessage, QStringLiteral("no"));
    QCOMPARE(log->result().error->requestId, QStringLiteral("00000000-0000-4000-8000-000000000002"));
    QCOMPARE(log->result().httpStatus, 500);
}

void TestConverseJob::neverRetriesOnceAnAnswerBegan()
{
    const QByteArray throttled = exceptionFrame("throttlingException", R"({"message":"too many"})");
    for (const QByteArray &body : {unfinishedStream() + throttled, throttled, QByteArray()}) {
        FaultServer server(streamed(body));
        ClientRig rig;
        const auto log = rig.run(rig.call(server.url("")));
        QVERIFY(log->result().error);
        QCOMPARE(server.requests(), 1);
        QVERIFY(log->retries.empty());
    }
}

void TestConverseJob::retryNowDoesNotWait()
{
    FaultServer server(script::inTurn({refused("429 Slow", "ThrottlingException"), streamed()}));
    ClientRig rig;
    net::RetryPolicy slow;
    slow.throttledBase = 60s;
    slow.longestDelay = 60s;
    rig.client().setRetryPolicy(slow);
    rig.client().setRandom([] { return 0.5; });
    const auto log = rig.start(rig.call(server.url("")));
    log->job->retryNow(); // nothing is scheduled yet: does nothing
    QTRY_COMPARE(log->retries.size(), size_t(1));
    QCOMPARE(log->retries[0].wait.count(), 30'000);
    log->job->retryNow();
    QTRY_COMPARE(log->finished, 1);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(server.requests(), 2);
}

void TestConverseJob::abortWhileWaitingSendsNothingMore()
{
    FaultServer server(refused("429 Slow", "ThrottlingException", "Retry-After: 5\r\n"));
    ClientRig rig;
    const auto log = rig.start(rig.call(server.url("")));
    QTRY_COMPARE(log->retries.size(), size_t(1));
    log->job->abort();
    log->job->abort();
    QCOMPARE(log->kind(), ErrorKind::Cancelled); // at once
    QTRY_COMPARE(log->finished, 1);
    QCOMPARE(server.requests(), 1);
    QCOMPARE(log->result().attempts, 1);
}

void TestConverseJob::longRetryAfterIsClampedAndToldOf()
{
    for (const QByteArray &hint :
         {QByteArray("Retry-After: 1000000000\r\n"), QByteArray("Retry-After: 3600\r\n")}) {
        FaultServer server(refused("429 Slow", "ThrottlingException", hint));
        ClientRig rig;
        rig.client().setRandom([] { return 0.0; });
        const auto log = rig.start(rig.call(server.url("")));
        QTRY_COMPARE(log->retries.size(), size_t(1));
        QCOMPARE(log->retries[0].wait.count(), 5000);
        QVERIFY(log->retries[0].why.advice.contains(hint.contains("3600") ? u"3600 s" : u"86400 s"));
        log->job->abort();
    }
}

void TestConverseJob::emptyQuotaEndsRetriesOfAllJobs()
{
    FaultServer server(refused("503 Busy", "ServiceUnavailableException"));
    ClientRig rig;
    net::RetryPolicy dear;
    dear.base = 1ms;
    dear.retryCost = 200;
    rig.client().setRetryPolicy(dear);
    QCOMPARE(rig.run(rig.call(server.url("")))->result().attempts, 3); // 400 of 500 tokens
    QCOMPARE(rig.run(rig.call(server.url("")))->result().attempts, 1);
    ConverseCall other = rig.call(server.url(""));
    other.target.name = QStringLiteral("another connection");
    QCOMPARE(rig.run(other)->result().attempts, 3);
    QCOMPARE(server.requests(), 7);
}

void TestConverseJob::correctsTheClockOnce()
{
    FakeClock clock; // 2026-01-15 10:00
    const QByteArray serverDate = "Date: Thu, 15 Jan 2026 10:20:00 GMT\r\n";
    const auto serverNow = clock.utcNow().addSecs(1200);
    FaultServer server([&](FaultConnection &connection) {
        const aws::Verification verification = verified(connection.request(), serverNow);
        if (verification.accepted())
            streamed()(connection);
        else
            refused("403 No", verification.code, serverDate)(connection);
    });
    ClientRig rig({}, &clock);
    const auto log = rig.run(rig.call(server.url("")));
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(server.requests(), 2);
    QCOMPARE(log->result().attempts, 2);
    QCOMPARE(log->result().clockOff->count(), 1200);
    QCOMPARE(log->retries.size(), size_t(1));
    QCOMPARE(log->retries[0].wait.count(), 0);
    QCOMPARE(server.recorded().at(1).header("x-amz-date"), "20260115T102000Z");

    // The next call knows.
    const auto second = rig.run(rig.call(server.url("")));
    QVERIFY(!second->result().error);
    QCOMPARE(server.requests(), 3);

    // A server that goes on refusing is asked twice, not for ever.
    FaultServer stubborn(refused("403 No", "SignatureDoesNotMatch", serverDate));
    const auto refusedLog = rig.run(rig.call(stubborn.url("")));
    QCOMPARE(stubborn.requests(), 2);
    QVERIFY(refusedLog->result().error);
}

void TestConverseJob::believesNoAbsurdClock()
{
    FakeClock clock;
    for (const QByteArray &date : {QByteArray(), QByteArray("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n")}) {
        FaultServer server(refused("403 No", "RequestTimeTooSkewed", date));
        ClientRig rig({}, &clock);
        const auto log = rig.run(rig.call(server.url("")));
        QCOMPARE(server.requests(), 1);
        QCOMPARE(log->kind(), ErrorKind::ClockSkew);
        QVERIFY(!log->result().clockOff);
    }
}

void TestConverseJob::asksOnceForFreshCredentials()
{
    aws::Credentials stale = ClientRig::keys();
    stale.accessKeyId = "AKIDSTALE";
    const FaultScript script = [](FaultConnection &connection) {
        if (connection.request().header("authorization").contains("AKIDSTALE"))
            refused("403 No", "ExpiredTokenException")(connection);
        else
            streamed()(connection);
    };
    FaultServer server(script);
    ClientRig rig;
    ConverseCall call = rig.call(server.url(""));
    call.target.credentials = std::make_shared<TurningProvider>(std::vector{stale, ClientRig::keys()});
    const auto log = rig.run(call);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(server.requests(), 2);
    QCOMPARE(log->retries.size(), size_t(1));

    // The provider has nothing fresher: no second request.
    const auto provider = std::make_shared<TurningProvider>(std::vector{stale});
    call.target.credentials = provider;
    const auto refusedLog = rig.run(call);
    QCOMPARE(refusedLog->kind(), ErrorKind::Credentials);
    QCOMPARE(server.requests(), 3);
    QCOMPARE(provider->asked(), size_t(2));
}

void TestConverseJob::abortKeepsWhatArrivedAndClosesSoon()
{
    const QByteArray head = "HTTP/1.1 200 OK\r\n" + streamHeaders + "\r\n";
    FaultServer server(script::rawThenStall(head + unfinishedStream()));
    ClientRig rig;
    const auto log = rig.start(rig.call(server.url("")));
    QTRY_COMPARE(log->frames.size(), size_t(6));
    QElapsedTimer timer;
    timer.start();
    log->job->abort();
    QCOMPARE(log->text(), QStringLiteral("Hello from the stream"));
    QCOMPARE(log->kind(), ErrorKind::Cancelled);
    QCOMPARE(log->finished, 0);
    QTRY_COMPARE(server.closedByPeer(), 1);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(log->finished, 1);
    QCOMPARE(log->frames.size(), size_t(6));
    QVERIFY(rig.store().flush());
    QCOMPARE(rig.store().list().front().outcome, QStringLiteral("stopped"));
}

void TestConverseJob::stoppingInsideALargeFrameKeepsAllOfIt()
{
    const QByteArray text(6 * 1024 * 1024, 'y');
    const QByteArray body =
        testsupport::eventFrame("messageStart", R"({"role":"assistant"})") +
        testsupport::eventFrame("contentBlockDelta",
                                R"({"contentBlockIndex":0,"delta":{"text":")" + text + R"("}})") +
        testsupport::eventFrame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"end"}})");
    FaultServer server(script::rawThenStall(script::eventStreamHead() + script::chunked(body)));
    ClientRig rig;
    const auto log = rig.start(rig.call(server.url("")));
    bool whole = true;
    connect(log->job.get(), &ConverseJob::changed, this, [&](const stream::Change &change) {
        if (!change.isMore)
            return;
        whole = log->job->assembler().blocks().front().text.size() == text.size();
        log->job->abort();
    });
    QTRY_COMPARE(log->finished, 1);
    QVERIFY(!whole); // it was stopped inside
    QCOMPARE(log->text().size(), text.size() + 3);
    QCOMPARE(log->frames.size(), size_t(2));
    QCOMPARE(log->kind(), ErrorKind::Cancelled);
}

void TestConverseJob::abortBeforeAnythingSendsNothing()
{
    FaultServer server(streamed());
    ClientRig rig;
    const auto log = rig.start(rig.call(server.url("")));
    log->job->abort();
    QTRY_COMPARE(log->finished, 1);
    QCOMPARE(log->kind(), ErrorKind::Cancelled);
    QCOMPARE(server.connections(), 0);
    QVERIFY(log->attempts.empty());
}

void TestConverseJob::deletingARunningJobClosesTheConnection()
{
    FaultServer server(script::stall());
    ClientRig rig;
    {
        const auto log = rig.start(rig.call(server.url("")));
        QTRY_COMPARE(server.requests(), 1);
    }
    QTRY_COMPARE(server.closedByPeer(), 1);
    QVERIFY(rig.store().flush());
    QCOMPARE(rig.store().list().front().outcome, QStringLiteral("stopped"));
}

void TestConverseJob::eightCallsRunAtOnce()
{
    const QByteArray head = "HTTP/1.1 200 OK\r\n" + streamHeaders + "\r\n";
    FaultServer server(script::rawThenStall(head + unfinishedStream()));
    ClientRig rig;
    std::vector<std::unique_ptr<CallLog>> logs;
    for (int i = 0; i < 8; ++i)
        logs.push_back(rig.start(rig.call(server.url(""))));
    for (const auto &log : logs)
        QTRY_COMPARE(log->frames.size(), size_t(6));
    QCOMPARE(server.requests(), 8);
}

void TestConverseJob::secretsNeverReachTheDisk()
{
    ClientRig rig;
    const aws::Credentials keys = ClientRig::keys();
    const QByteArray echo = R"({"message":")" + keys.sessionToken->reveal() + R"("})";
    FaultServer server(
        script::answer("400 No", jsonHeaders + "x-echo: " + keys.secretAccessKey.reveal() + "\r\n", echo));
    ConverseCall call = rig.call(server.url(""));
    call.target.extraHeaders = {{"x-api-key", "canary-of-a-gateway-key"},
                                {"x-my-gateway", "sk-canary-0123456789"}};
    const auto log = rig.run(call);
    QCOMPARE(log->result().httpStatus, 400);
    QVERIFY(rig.store().flush());
    const CanaryScan scan({{QStringLiteral("secret key"), keys.accessKeyId, keys.secretAccessKey.reveal()},
                           {QStringLiteral("session token"), {}, keys.sessionToken->reveal()},
                           {QStringLiteral("gateway key"), {}, "canary-of-a-gateway-key"},
                           {QStringLiteral("key in a field of any name"), {}, "sk-canary-0123456789"}});
    const auto hits = scan.scanFolder(rig.folder());
    QVERIFY2(hits.empty(), qPrintable(CanaryScan::report(hits)));
    const QByteArray signature = server.recorded().at(0).header("authorization").split('=').last();
    QVERIFY(CanaryScan({{QStringLiteral("signature"), {}, signature}}).scanFolder(rig.folder()).empty());
}

void TestConverseJob::noResultRepeatsASecret_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *status, const QByteArray &headers,
                        const QByteArray &body) {
        QTest::newRow(name) << QByteArray(status) << headers << body;
    };
    const QByteArray secret = repeatedSecret;
    const QByteArray json = "Content-Type: application/json\r\n";
    row("message", "401 No", json,
        R"({"error":{"message":"Malformed API Key. Passed in: )" + secret + R"("}})");
    row("type", "400 No", json, R"({"error":{"message":"no","type":")" + secret + R"("}})");
    row("type field", "400 No", json + "x-amzn-ErrorType: " + secret + "\r\n", R"({"message":"no"})");
    row("request id", "400 No", json + "x-request-id: " + secret + "\r\n", "{}");
    row("plain text", "403 No", {}, "no key " + secret + " here");
    row("web page", "403 No", "Content-Type: text/html\r\n",
        "<html><title>no</title><p>" + secret + "</html>");
    row("redirect", "302 Away", "Location: https://gateway.test/" + secret + "\r\n", {});
    row("retried", "503 Busy", json, R"({"message":")" + secret + R"( is over its limit"})");
    row("excerpt cut inside", "400 No", {},
        "<x>" + QByteArray(base::limits::errorExcerptBytes - 15, 'x') + secret);
    row("page in place of the stream", "200 OK", "Content-Type: text/html\r\n",
        "<html><p>" + secret + "</html>");
    row("text in place of frames", "200 OK", streamHeaders,
        R"({"error":{"message":"bad key )" + secret + R"("}})");
    row("exception", "200 OK", streamHeaders,
        exceptionFrame("validationException", R"({"message":")" + secret + R"("})"));
    row("unknown exception", "200 OK", streamHeaders, exceptionFrame(secret, R"({"message":"no"})"));
}

void TestConverseJob::noResultRepeatsASecret()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    for (const bool isToken : {true, false}) {
        FaultServer server(script::answer(status, headers, body));
        ClientRig rig;
        ConverseCall call = rig.call(server.url(""));
        call.target.auth = isToken ? ConnectionTarget::Auth::Bearer : ConnectionTarget::Auth::None;
        call.target.credentials = std::make_shared<credentials::StaticProvider>(
            QStringLiteral("test"), credentials::Identity(credentials::BearerToken{
                                        base::SecretString(repeatedSecret), QStringLiteral("test"), {}, {}}));
        if (!isToken)
            call.target.extraHeaders = {{"x-my-gateway", repeatedSecret}};
        const auto log = rig.run(call);
        const ConverseResult result = log->result();
        QVERIFY(result.error);
        QVERIFY(server.requests() > 0);
        expectNoSecret(*result.error);
        for (const CallLog::Retry &retry : log->retries)
            expectNoSecret(retry.why);
        for (const FrameSummary &frame : log->frames)
            QVERIFY2(!frame.eventType.contains(QStringLiteral("canary")), qPrintable(frame.eventType));
        const QByteArray folded = json::write(result.folded.toJson());
        QVERIFY2(!folded.contains("canary"), folded.constData());
        QVERIFY(!result.requestId.contains(QStringLiteral("canary")));
    }
}

QTEST_GUILESS_MAIN(TestConverseJob)
#include "tst_conversejob.moc"
