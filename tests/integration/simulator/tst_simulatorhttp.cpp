// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/framedecoder.h"
#include "core/json/json.h"
#include "core/simulator/simulator.h"
#include "core/stream/recording.h"
#include "rawclient.h"
#include "tests/support/fakeclock.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

using namespace outcrop;
using namespace outcrop::simulator;
using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

QByteArray body(const QByteArray &text, const QByteArray &more = {})
{
    return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + text + "\"}]}]" + more + "}";
}

const QByteArray clockTool = ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"world_clock\","
                             "\"inputSchema\":{\"json\":{\"type\":\"object\","
                             "\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}}]}";
const QByteArray converseTarget = "/model/outcrop.simulator-1/converse";
const QByteArray streamTarget = "/model/outcrop.simulator-1/converse-stream";

QString messageOf(const RawAnswer &answer)
{
    const auto parsed = json::parse(answer.body);
    return parsed ? parsed->value("message"_L1).toString() : QString();
}

/// A frame count that holds for bodies that end badly, too.
qsizetype framesIn(const QByteArray &bytes)
{
    eventstream::FrameDecoder decoder;
    decoder.feed(bytes);
    qsizetype frames = 0;
    while (decoder.takeFrame())
        ++frames;
    return frames;
}

} // namespace

class TestSimulatorHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersSignedRequestsWithTheServicesHeaders();
    void verifiesTheBytesOfTheRequestLine_data();
    void verifiesTheBytesOfTheRequestLine();
    void refusesWhatIsNotSignedAsItShould_data();
    void refusesWhatIsNotSignedAsItShould();
    void acceptsAClockFiveMinutesOff();
    void wantsTheSessionToken();
    void wantsTheBearerToken();
    void letsAnybodyInWhenAskedTo();
    void namesErrorsAsTheServiceDoes_data();
    void namesErrorsAsTheServiceDoes();
    void unreadableBodiesAreRefused_data();
    void unreadableBodiesAreRefused();

    void streamFoldsToTheSameMessageAsTheWholeAnswer_data();
    void streamFoldsToTheSameMessageAsTheWholeAnswer();
    void everyFrameHasPaddingAndThreeHeaders();
    void invokeStreamGivesTheObjectsOfTheWholeMessage();
    void countTokensAgreesWithUsage();
    void listsFilterAndPage();
    void brokenStreamsEndAsDocumented_data();
    void brokenStreamsEndAsDocumented();
    void throttlesTheFirstAttempts();
    void cacheIsReadOnTheSecondRequestAndExpires();
    void guardrailSendsItsTrace();

    void refusesAForeignHost_data();
    void refusesAForeignHost();
    void listensOnLoopbackOnly();
    void saysWhenThePortIsTaken();
    void keepsConnectionsOpenBetweenRequests();
    void manyIdleConnectionsBlockNobody();
    void survivesRequestsThatAreNone_data();
    void survivesRequestsThatAreNone();
    void waitsBetweenPieces();
    void stopsAtOnce_data();
    void stopsAtOnce();
    void startsAgainAfterStop();

private:
    /// Starts the simulator with these options and a fake clock.
    void start(Options options = {});
    RawAnswer post(const QByteArray &target, const QByteArray &content);
    QByteArray signedBytes(const QByteArray &target, const QByteArray &content) const;

    testsupport::FakeClock m_clock;
    std::unique_ptr<Simulator> m_simulator;
    quint16 m_port = 0;
};

void TestSimulatorHttp::init()
{
    start();
}

void TestSimulatorHttp::cleanup()
{
    m_simulator.reset();
}

void TestSimulatorHttp::start(Options options)
{
    options.clock = &m_clock;
    options.pace = std::chrono::milliseconds(0);
    m_simulator = std::make_unique<Simulator>(options);
    const auto port = m_simulator->start();
    QVERIFY(port);
    m_port = *port;
}

QByteArray TestSimulatorHttp::signedBytes(const QByteArray &target, const QByteArray &content) const
{
    return requestBytes(m_simulator->options(), m_port, content.isEmpty() ? "GET" : "POST", target, content,
                        m_clock.utcNow());
}

RawAnswer TestSimulatorHttp::post(const QByteArray &target, const QByteArray &content)
{
    RawClient client(m_port);
    client.send(signedBytes(target, content));
    return client.readAnswer();
}

void TestSimulatorHttp::answersSignedRequestsWithTheServicesHeaders()
{
    const RawAnswer answer = post(converseTarget, body("What is gneiss?"));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.ended);
    QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
    QCOMPARE(answer.header("date"), QByteArray("Thu, 15 Jan 2026 10:00:00 GMT"));
    QCOMPARE(answer.header("x-amzn-requestid").size(), 36);
    const stream::Folded folded = stream::foldConverseResponse(*json::parse(answer.body));
    QCOMPARE(folded.outcome, stream::Outcome::Complete);
    QVERIFY(folded.message.value("content"_L1)
                .at(0)
                .value("text"_L1)
                .toString()
                .contains(QStringLiteral("gneiss")));
    QVERIFY(post(converseTarget, body("x")).header("x-amzn-requestid") != answer.header("x-amzn-requestid"));
    QCOMPARE(m_simulator->requestCount(), 2);
}

void TestSimulatorHttp::verifiesTheBytesOfTheRequestLine_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("echoed");
    const auto row = [](const char *name, const QByteArray &id, const char *echoed) {
        QTest::newRow(name) << "/model/" + id + "/converse" << QString::fromUtf8(echoed);
    };
    row("colon", "a.b-v1%3A0", "a.b-v1:0");
    row("ARN", "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1",
        "application-inference-profile/a1");
    row("unreserved character encoded", "a%2Db%7Ec", "a-b~c");
    row("lower-case hex", "a%3a0", "a:0");
    row("not ASCII", "%C3%A9", "é");
    row("percent sign", "100%25", "100%");
    row("longest", QByteArray(2048, 'a'), "aaaa");
}

void TestSimulatorHttp::verifiesTheBytesOfTheRequestLine()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, echoed);
    const RawAnswer answer = post(target, body("hello"));
    QVERIFY2(answer.status == 200, answer.body.constData());
    QVERIFY2(QString::fromUtf8(answer.body).contains(echoed), answer.body.constData());
}

void TestSimulatorHttp::refusesWhatIsNotSignedAsItShould_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *change, int status, const char *type, const char *message) {
        QTest::newRow(change) << QString::fromUtf8(change) << status << QByteArray(type)
                              << QString::fromUtf8(message);
    };
    row("wrong secret", 403, "InvalidSignatureException",
        "The Canonical String for this request should have been\n'POST\n/model/");
    row("changed body", 403, "InvalidSignatureException",
        "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n");
    row("changed path", 403, "InvalidSignatureException", "does not match");
    row("wrong region", 403, "InvalidSignatureException", "Credential should be scoped to a valid region");
    row("unknown key", 403, "UnrecognizedClientException",
        "security token included in the request is invalid");
    row("clock behind", 403, "InvalidSignatureException", "Signature expired");
    row("clock ahead", 403, "InvalidSignatureException", "Signature not yet current");
    row("not signed", 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    row("half signed", 400, "IncompleteSignatureException", "Signature");
}

void TestSimulatorHttp::refusesWhatIsNotSignedAsItShould()
{
    QFETCH(QString, change);
    Options client = m_simulator->options();
    QDateTime now = m_clock.utcNow();
    if (change == "wrong secret"_L1)
        client.secretAccessKey = base::SecretString("not-the-secret");
    if (change == "wrong region"_L1)
        client.region = QStringLiteral("eu-central-1");
    if (change == "unknown key"_L1)
        client.accessKeyId = "AKIDEXAMPLE";
    if (change == "not signed"_L1)
        client.authentication = Authentication::None;
    if (change == "clock behind"_L1)
        now = now.addSecs(-301);
    if (change == "clock ahead"_L1)
        now = now.addSecs(301);
    QByteArray bytes = requestBytes(client, m_port, "POST", converseTarget, body("hello"), now);
    if (change == "changed body"_L1)
        bytes.replace("hello", "jello");
    if (change == "changed path"_L1)
        bytes.replace("simulator-1/", "simulator-2/");
    if (change == "half signed"_L1)
        bytes.replace(", Signature=", ", Nothing=");

    RawClient raw(m_port);
    raw.send(bytes);
    const RawAnswer answer = raw.readAnswer();
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QString, message);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("x-amzn-errortype"),
             type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
    QVERIFY2(messageOf(answer).contains(message), qPrintable(messageOf(answer)));
    QVERIFY(!answer.body.contains(m_simulator->options().secretAccessKey.reveal()));
}

void TestSimulatorHttp::acceptsAClockFiveMinutesOff()
{
    for (const int seconds : {-300, 300}) {
        RawClient raw(m_port);
        raw.send(requestBytes(m_simulator->options(), m_port, "POST", converseTarget, body("hello"),
                              m_clock.utcNow().addSecs(seconds)));
        QCOMPARE(raw.readAnswer().status, 200);
    }
}

void TestSimulatorHttp::wantsTheSessionToken()
{
    Options options;
    // A '%' in a header value must be signed as it is: cpp-httplib itself would decode it.
    options.sessionToken = base::SecretString("token%2Fwith%41signs");
    start(options);
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
    Options without = m_simulator->options();
    without.sessionToken = {};
    RawClient raw(m_port);
    raw.send(requestBytes(without, m_port, "POST", converseTarget, body("hello"), m_clock.utcNow()));
    QVERIFY(raw.readAnswer().header("x-amzn-errortype").startsWith("UnrecognizedClientException"));
}

void TestSimulatorHttp::wantsTheBearerToken()
{
    Options options;
    options.authentication = Authentication::Bearer;
    start(options);
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
    Options wrong = m_simulator->options();
    wrong.bearerToken = base::SecretString("wrong");
    RawClient raw(m_port);
    raw.send(requestBytes(wrong, m_port, "POST", converseTarget, body("hello"), m_clock.utcNow()));
    const RawAnswer refused = raw.readAnswer();
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.header("x-amzn-errortype").startsWith("AccessDeniedException"));
}

void TestSimulatorHttp::letsAnybodyInWhenAskedTo()
{
    Options options;
    options.authentication = Authentication::None;
    start(options);
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
}

void TestSimulatorHttp::namesErrorsAsTheServiceDoes_data()
{
    QTest::addColumn<QByteArray>("directive");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("throttling") << QByteArray("/error throttling") << 429
                                << QByteArray("ThrottlingException");
    QTest::newRow("access") << QByteArray("/error AccessDeniedException") << 403
                            << QByteArray("AccessDeniedException");
    QTest::newRow("model error") << QByteArray("/error modelerror") << 424
                                 << QByteArray("ModelErrorException");
    QTest::newRow("timeout") << QByteArray("/error ModelTimeout") << 408
                             << QByteArray("ModelTimeoutException");
    QTest::newRow("not ready") << QByteArray("/error ModelNotReady") << 429
                               << QByteArray("ModelNotReadyException");
    QTest::newRow("gateway") << QByteArray("/error 502") << 502 << QByteArray();
    QTest::newRow("unknown tool") << QByteArray("/tool sundial") << 400 << QByteArray("ValidationException");
}

void TestSimulatorHttp::namesErrorsAsTheServiceDoes()
{
    QFETCH(QByteArray, directive);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    for (const QByteArray &target : {converseTarget, streamTarget}) {
        const RawAnswer answer = post(target, body(directive));
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
        QCOMPARE(answer.header("x-amzn-errortype").split(':').first(), type);
        QVERIFY(!messageOf(answer).isEmpty());
    }
}

void TestSimulatorHttp::unreadableBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("no JSON") << QByteArray("{\"messages\":") << QByteArray("SerializationException");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("SerializationException");
    QTest::newRow("wrong shape") << QByteArray("{\"messages\":7}") << QByteArray("ValidationException");
    QTest::newRow("too deep") << QByteArray("[").repeated(5000) << QByteArray("SerializationException");
}

void TestSimulatorHttp::unreadableBodiesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, type);
    for (const char *operation :
         {"converse", "converse-stream", "invoke", "invoke-with-response-stream", "count-tokens"}) {
        const RawAnswer answer = post(QByteArray("/model/m/") + operation, content);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.header("x-amzn-errortype").startsWith(type), answer.body.constData());
    }
}

void TestSimulatorHttp::streamFoldsToTheSameMessageAsTheWholeAnswer_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("stopReason");
    QTest::newRow("text") << body("What is gneiss? Is it \\\"old\\\"? 🪨") << QStringLiteral("end_turn");
    QTest::newRow("reasoning") << body("/reason\\nhello") << QStringLiteral("end_turn");
    QTest::newRow("citations") << body("/cite\\nhello") << QStringLiteral("end_turn");
    QTest::newRow("tools") << body("/reason\\n/tool world_clock {\\\"city\\\": \\\"Reykjav\\u00edk 🪨\\\", "
                                   "\\\"n\\\": 1.0}\\n/tool world_clock",
                                   clockTool)
                           << QStringLiteral("tool_use");
    QTest::newRow("long") << body("/long 3000") << QStringLiteral("end_turn");
    QTest::newRow("max tokens") << body("/long 100", ",\"inferenceConfig\":{\"maxTokens\":30}")
                                << QStringLiteral("max_tokens");
    QTest::newRow("stop reason") << body("/stop model_context_window_exceeded")
                                 << QStringLiteral("model_context_window_exceeded");
}

void TestSimulatorHttp::streamFoldsToTheSameMessageAsTheWholeAnswer()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, stopReason);
    const RawAnswer streamed = post(streamTarget, content);
    QCOMPARE(streamed.status, 200);
    QVERIFY(streamed.ended);
    QCOMPARE(streamed.header("content-type"), QByteArray("application/vnd.amazon.eventstream"));
    const stream::Folded folded = stream::foldRecording(streamed.body);
    QCOMPARE(stream::outcomeName(folded.outcome), "complete"_L1);
    QCOMPARE(folded.stopReason, stopReason);
    QVERIFY(folded.openBlocks.empty() && folded.ignored.empty() && folded.unparsedToolInputs.empty());

    const stream::Folded whole =
        stream::foldConverseResponse(*json::parse(post(converseTarget, content).body));
    QByteArray left = json::write(folded.message);
    QByteArray right = json::write(whole.message);
    // The ids and the signature are made from path and body, and the paths differ.
    for (QByteArray *text : {&left, &right}) {
        const Json message = *json::parse(*text);
        for (qsizetype i = 0; i < message.value("content"_L1).size(); ++i) {
            const Json block = message.value("content"_L1).at(i);
            for (const QByteArray &id :
                 {block.value("toolUse"_L1).value("toolUseId"_L1).toUtf8(), block.value("reasoningContent"_L1)
                                                                                .value("reasoningText"_L1)
                                                                                .value("signature"_L1)
                                                                                .toUtf8()})
                *text = id.isEmpty() ? *text : QByteArray(*text).replace(id, "id");
        }
    }
    QCOMPARE(left, right);
    QCOMPARE(folded.usage, whole.usage);
    QVERIFY(folded.metrics.contains("latencyMs"_L1));
}

void TestSimulatorHttp::everyFrameHasPaddingAndThreeHeaders()
{
    eventstream::FrameDecoder decoder;
    decoder.feed(post(streamTarget, body("hello")).body);
    QSet<qsizetype> lengths;
    while (const auto frame = decoder.takeFrame()) {
        QCOMPARE(frame->headers.size(), 3U);
        QCOMPARE(frame->string(":message-type"), QByteArray("event"));
        QCOMPARE(frame->string(":content-type"), QByteArray("application/json"));
        const QByteArray padding = json::parse(frame->payload)->value("p"_L1).toUtf8();
        QVERIFY(
            QByteArray("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").startsWith(padding));
        lengths.insert(padding.size());
    }
    QVERIFY(!decoder.finish());
    QVERIFY(lengths.size() > 10);
}

void TestSimulatorHttp::invokeStreamGivesTheObjectsOfTheWholeMessage()
{
    const QByteArray content =
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":4000,\"messages\":[{\"role\":\"user\","
        "\"content\":\"/reason\\nWhat is gneiss?\"}]}";
    const RawAnswer whole = post("/model/m/invoke", content);
    QCOMPARE(whole.status, 200);
    const Json message = *json::parse(whole.body);
    QCOMPARE(whole.header("X-Amzn-Bedrock-Output-Token-Count"),
             message.value("usage"_L1).value("output_tokens"_L1).numberText());

    const RawAnswer streamed = post("/model/m/invoke-with-response-stream", content);
    QCOMPARE(streamed.header("X-Amzn-Bedrock-Content-Type"), QByteArray("application/json"));
    eventstream::FrameDecoder decoder;
    decoder.feed(streamed.body);
    QString text;
    QString thinking;
    QStringList types;
    while (const auto frame = decoder.takeFrame()) {
        QCOMPARE(frame->string(":event-type"), QByteArray("chunk"));
        const QByteArray bytes = json::parse(frame->payload)->value("bytes"_L1).toUtf8();
        const Json object = *json::parse(QByteArray::fromBase64(bytes));
        types.append(object.value("type"_L1).toString());
        text += object.value("delta"_L1).value("text"_L1).toString();
        thinking += object.value("delta"_L1).value("thinking"_L1).toString();
        if (types.last() == "message_delta"_L1)
            QCOMPARE(object.value("delta"_L1).value("stop_reason"_L1).toString(), QStringLiteral("end_turn"));
    }
    QVERIFY(!decoder.finish());
    QCOMPARE(types.first(), QStringLiteral("message_start"));
    QCOMPARE(types.last(), QStringLiteral("message_stop"));
    QCOMPARE(types.count(QStringLiteral("content_block_start")), 2);
    QCOMPARE(thinking, message.value("content"_L1).at(0).value("thinking"_L1).toString());
    QCOMPARE(text, message.value("content"_L1).at(1).value("text"_L1).toString());
    QVERIFY(text.contains(QStringLiteral("gneiss")));
}

void TestSimulatorHttp::countTokensAgreesWithUsage()
{
    const QByteArray content = body("How many tokens is this?", clockTool);
    const Json usage = json::parse(post(converseTarget, content).body)->value("usage"_L1);
    const RawAnswer counted = post("/model/m/count-tokens", "{\"input\":{\"converse\":" + content + "}}");
    QCOMPARE(json::parse(counted.body)->value("inputTokens"_L1), usage.value("inputTokens"_L1));
    QCOMPARE(post("/model/m%40x/count-tokens", "{\"input\":{\"converse\":" + content + "}}").status, 400);
    QCOMPARE(post("/model/m/count-tokens", "{\"input\":{}}").status, 400);
}

void TestSimulatorHttp::listsFilterAndPage()
{
    const auto list = [this](const QByteArray &target) { return *json::parse(post(target, {}).body); };
    const auto models = [&](const QByteArray &query) {
        return list("/foundation-models" + query).value("modelSummaries"_L1).size();
    };
    QCOMPARE(models(""), 2);
    QCOMPARE(models("?byProvider=outcrop"), 2);
    QCOMPARE(models("?byProvider=Other"), 0);
    QCOMPARE(models("?byInferenceType=ON_DEMAND"), 1);
    QCOMPARE(models("?byOutputModality=IMAGE"), 0);
    QCOMPARE(post("/foundation-models?byOutputModality=SOUND", {}).status, 400);
    QStringList ids;
    QString token;
    for (int page = 0; page < 5; ++page) {
        const Json answer = list("/inference-profiles?maxResults=1" +
                                 (token.isEmpty() ? QByteArray() : "&nextToken=" + token.toLatin1()));
        ids.append(
            answer.value("inferenceProfileSummaries"_L1).at(0).value("inferenceProfileId"_L1).toString());
        token = answer.value("nextToken"_L1).toString();
        if (token.isEmpty())
            break;
    }
    QCOMPARE(ids.size(), 3);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 3);
    QCOMPARE(list("/inference-profiles?type=APPLICATION").value("inferenceProfileSummaries"_L1).size(), 1);
    QCOMPARE(post("/inference-profiles?maxResults=0", {}).status, 400);
}

void TestSimulatorHttp::brokenStreamsEndAsDocumented_data()
{
    QTest::addColumn<QByteArray>("directive");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("frames");
    QTest::addColumn<bool>("ended");
    const auto row = [](const char *directive, const char *outcome, int frames, bool ended) {
        QTest::newRow(directive) << QByteArray(directive) << QString::fromUtf8(outcome) << frames << ended;
    };
    row("/cut 0", "truncated", 0, false);
    row("/cut 5", "truncated", 5, false);
    row("/badcrc 1", "corrupt", 0, true);
    row("/badcrc 6", "corrupt", 5, true);
    row("/error-after 0 throttling", "exception", 1, true);
    row("/error-after 5 modelStreamError", "exception", 6, true);
    row("/error-after 100000 internalServer", "exception", -1, true);
}

void TestSimulatorHttp::brokenStreamsEndAsDocumented()
{
    QFETCH(QByteArray, directive);
    QFETCH(QString, outcome);
    QFETCH(int, frames);
    QFETCH(bool, ended);
    RawClient client(m_port);
    client.send(signedBytes(streamTarget, body(directive + "\\nhello")));
    const RawAnswer answer = client.readAnswer();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.ended, ended);
    const stream::Folded folded = stream::foldRecording(answer.body);
    QCOMPARE(QString(stream::outcomeName(folded.outcome)), outcome);
    if (frames >= 0)
        QCOMPARE(framesIn(answer.body), frames);
    else
        QVERIFY(!folded.stopReason.isEmpty());
    if (!ended)
        QVERIFY(client.isClosedByPeer());
}

void TestSimulatorHttp::throttlesTheFirstAttempts()
{
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(post(converseTarget, body("/throttle 2")).status, 429);
        QCOMPARE(post(converseTarget, body("/throttle 1")).status, 429); // another request, counted apart
        QCOMPARE(post(converseTarget, body("/throttle 2")).status, 429);
        QCOMPARE(post(converseTarget, body("/throttle 2")).status, 200);
        QCOMPARE(post(converseTarget, body("/throttle 1")).status, 200);
    }
}

void TestSimulatorHttp::cacheIsReadOnTheSecondRequestAndExpires()
{
    const QByteArray content =
        body("hello", ",\"system\":[{\"text\":\"" + QByteArray("stone ").repeated(2000) +
                          "\"},{\"cachePoint\":{\"type\":\"default\"}}]");
    const auto read = [&] {
        return stream::foldRecording(post(streamTarget, content).body)
            .usage.value("cacheReadInputTokens"_L1)
            .toInt();
    };
    QCOMPARE(read(), 0);
    QCOMPARE(read(), 2000);
    m_clock.advance(std::chrono::seconds(299));
    QCOMPARE(read(), 2000);
    m_clock.advance(std::chrono::seconds(301));
    QCOMPARE(read(), 0);
}

void TestSimulatorHttp::guardrailSendsItsTrace()
{
    const stream::Folded folded = stream::foldRecording(
        post(streamTarget,
             body("/guardrail",
                  ",\"guardrailConfig\":{\"guardrailIdentifier\":\"gr1\",\"guardrailVersion\":\"1\"}"))
            .body);
    QCOMPARE(folded.stopReason, QStringLiteral("guardrail_intervened"));
    QVERIFY(folded.trace.value("guardrail"_L1).value("inputAssessment"_L1).contains("gr1"_L1));
}

void TestSimulatorHttp::refusesAForeignHost_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("a name that leads here") << QByteArray("Host: rebind.example\r\n") << 403;
    QTest::newRow("loopback as a prefix") << QByteArray("Host: 127.0.0.1.example\r\n") << 403;
    QTest::newRow("two hosts") << QByteArray("Host: 127.0.0.1\r\nHost: rebind.example\r\n") << 403;
    QTest::newRow("no host") << QByteArray() << 403;
    QTest::newRow("localhost") << QByteArray("Host: LocalHost:80\r\n") << 200;
    QTest::newRow("address alone") << QByteArray("Host: 127.0.0.1\r\n") << 200;
}

void TestSimulatorHttp::refusesAForeignHost()
{
    Options options;
    options.authentication = Authentication::None;
    start(options);
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    RawClient client(m_port);
    const QByteArray content = body("hello");
    client.send("POST " + converseTarget + " HTTP/1.1\r\n" + host +
                "Content-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content);
    QCOMPARE(client.readAnswer().status, status);
    QCOMPARE(m_simulator->requestCount(), status == 200 ? 1 : 0);
}

void TestSimulatorHttp::listensOnLoopbackOnly()
{
    QVERIFY(RawClient(m_port).isConnected());
    QVERIFY(!RawClient(m_port, "127.0.0.2").isConnected());
}

void TestSimulatorHttp::saysWhenThePortIsTaken()
{
    Options options;
    options.port = m_port;
    Simulator second(options);
    const auto port = second.start();
    QVERIFY(!port);
    QCOMPARE(port.error().kind, base::ErrorKind::Network);
    QVERIFY(port.error().message.contains(QString::number(m_port)));
    QVERIFY(second.url().isEmpty());
    second.stop();
}

void TestSimulatorHttp::keepsConnectionsOpenBetweenRequests()
{
    RawClient client(m_port);
    for (const QByteArray &target : {converseTarget, streamTarget, QByteArray("/nothing"), converseTarget}) {
        client.send(signedBytes(target, body("hello")));
        const RawAnswer answer = client.readAnswer();
        QCOMPARE(answer.status, target == "/nothing" ? 404 : 200);
        QVERIFY(answer.ended);
    }
    client.send(signedBytes(converseTarget, body("one")) + signedBytes(converseTarget, body("two")));
    QVERIFY(client.readAnswer().body.contains("one"));
    QVERIFY(client.readAnswer().body.contains("two"));
}

void TestSimulatorHttp::manyIdleConnectionsBlockNobody()
{
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 40; ++i)
        idle.push_back(std::make_unique<RawClient>(m_port));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
    QVERIFY(timer.elapsed() < 2000);
    for (const auto &client : idle) {
        client->send(signedBytes(converseTarget, body("hello")));
        QCOMPARE(client->readAnswer().status, 200);
    }
}

void TestSimulatorHttp::survivesRequestsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x7f\x01\xfc\x03\x03\r\n\r\n") << 400;
    QTest::newRow("no length") << QByteArray("POST /model/m/converse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                               << 411;
    QTest::newRow("compressed") << QByteArray(
                                       "POST /model/m/converse HTTP/1.1\r\nHost: "
                                       "127.0.0.1\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx")
                                << 415;
    QTest::newRow("too large")
        << QByteArray(
               "POST /model/m/converse HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n")
        << 413;
    QTest::newRow("long path") << "POST /" + QByteArray(8000, 'a') +
                                      " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
                               << 404;
    QTest::newRow("longer path") << "POST /" + QByteArray(9000, 'a') +
                                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
                                 << 414;
    QTest::newRow("another method")
        << QByteArray("DELETE /model/m/converse HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n")
        << 404;
    QTest::newRow("no operation") << QByteArray("GET /model/m/converse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                  << 404;
    QTest::newRow("bare slash in the id")
        << QByteArray("POST /model/a/b/converse HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}")
        << 404;
}

void TestSimulatorHttp::survivesRequestsThatAreNone()
{
    Options options;
    options.authentication = Authentication::None;
    start(options);
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawClient client(m_port);
    client.send(bytes);
    const RawAnswer answer = client.readAnswer();
    QCOMPARE(answer.status, status);
    QVERIFY2(!messageOf(answer).isEmpty(), answer.body.constData());
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
}

void TestSimulatorHttp::waitsBetweenPieces()
{
    QElapsedTimer timer;
    timer.start();
    post(streamTarget, body("/pace 2\\n/long 20"));
    QVERIFY(timer.elapsed() >= 40);
    timer.start();
    QCOMPARE(stream::outcomeName(
                 stream::foldRecording(post(streamTarget, body("/stall 120\\nhello")).body).outcome),
             "complete"_L1);
    QVERIFY(timer.elapsed() >= 120);
    timer.start();
    QCOMPARE(post(converseTarget, body("/stall 120\\nhello")).status, 200);
    QVERIFY(timer.elapsed() >= 120);
}

void TestSimulatorHttp::stopsAtOnce_data()
{
    QTest::addColumn<QString>("client");
    for (const char *client : {"none", "idle", "half a head", "half a body", "stalled stream",
                               "stalled answer", "reads nothing", "gone"})
        QTest::newRow(client) << QString::fromUtf8(client);
}

void TestSimulatorHttp::stopsAtOnce()
{
    QFETCH(QString, client);
    auto raw = std::make_unique<RawClient>(m_port);
    if (client == "half a head"_L1)
        raw->send("POST /mod");
    if (client == "half a body"_L1)
        raw->send(signedBytes(converseTarget, body("hello")).chopped(5));
    if (client == "stalled stream"_L1) {
        raw->send(signedBytes(streamTarget, body("/stall 600000\\nhello")));
        QVERIFY(raw->readAtLeast(1000).contains("messageStart"));
    }
    if (client == "stalled answer"_L1) {
        raw->send(signedBytes(converseTarget, body("/stall 600000\\nhello")));
        QTRY_COMPARE(m_simulator->requestCount(), 1);
    }
    if (client == "reads nothing"_L1 || client == "gone"_L1) {
        raw->send(signedBytes(streamTarget, body("/long 200000")));
        raw->readAtLeast(1000);
    }
    if (client == "gone"_L1 || client == "none"_L1)
        raw.reset();
    QElapsedTimer timer;
    timer.start();
    m_simulator->stop();
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!m_simulator->isRunning());
    QVERIFY(!RawClient(m_port).isConnected());
    m_simulator->stop();
}

void TestSimulatorHttp::startsAgainAfterStop()
{
    m_simulator->stop();
    const auto port = m_simulator->start();
    QVERIFY(port);
    m_port = *port;
    QCOMPARE(post(converseTarget, body("hello")).status, 200);
    QVERIFY(!m_simulator->start());
    QVERIFY(m_simulator->isRunning());
}

QTEST_GUILESS_MAIN(TestSimulatorHttp)
#include "tst_simulatorhttp.moc"
