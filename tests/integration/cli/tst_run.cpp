// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"
#include "core/simulator/simulator.h"
#include "core/stream/recording.h"
#include "tests/integration/cli/outcropprocess.h"
#include "tests/support/faultscripts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace outcrop;
using json::Json;
using testsupport::FaultScript;
using testsupport::FaultServer;
namespace script = testsupport::script;

namespace
{

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// A request whose user says @p words.
QByteArray request(const char *words, const char *model = "outcrop.example-v1:0")
{
    Json body = Json::object();
    if (model)
        body.set(u"modelId", text(model));
    Json block = Json::object({{QLatin1StringView("text"), text(words)}});
    Json message = Json::object(
        {{QLatin1StringView("role"), text("user")}, {QLatin1StringView("content"), Json::array({block})}});
    body.set(u"messages", Json::array({message}));
    return json::write(body);
}

QByteArray frame(const QByteArray &type, const QByteArray &payload)
{
    using eventstream::stringHeader;
    return eventstream::encodeFrame({stringHeader(":message-type", "event"),
                                     stringHeader(":event-type", type),
                                     stringHeader(":content-type", "application/json")},
                                    payload);
}

simulator::Options optionsFor(simulator::Authentication authentication)
{
    simulator::Options options;
    options.authentication = authentication;
    options.pace = std::chrono::milliseconds(0);
    return options;
}

/// A simulator in this process and the environment that leads to it.
struct Served {
    explicit Served(simulator::Authentication authentication = simulator::Authentication::SigV4)
        : Served(optionsFor(authentication))
    {
    }
    explicit Served(const simulator::Options &wanted) : simulator(wanted)
    {
        const simulator::Authentication authentication = wanted.authentication;
        const auto port = simulator.start();
        Q_ASSERT(port.ok());
        const simulator::Options &options = simulator.options();
        environment.insert(text("AWS_ENDPOINT_URL_BEDROCK_RUNTIME"), simulator.url().toString());
        environment.insert(text("AWS_REGION"), options.region);
        if (authentication == simulator::Authentication::Bearer)
            environment.insert(text("AWS_BEARER_TOKEN_BEDROCK"),
                               QString::fromLatin1(options.bearerToken.reveal()));
        if (authentication != simulator::Authentication::SigV4)
            return;
        environment.insert(text("AWS_ACCESS_KEY_ID"), QString::fromLatin1(options.accessKeyId));
        environment.insert(text("AWS_SECRET_ACCESS_KEY"),
                           QString::fromLatin1(options.secretAccessKey.reveal()));
    }

    Outcome run(const QByteArray &input, const QStringList &more = {}) const
    {
        return runOutcrop(QStringList{text("run"), text("-")} + more, input, environment);
    }

    simulator::Simulator simulator;
    QProcessEnvironment environment = plainEnvironment();
};

QString textOf(const Json &message)
{
    QString all;
    const Json content = message.value(u"content");
    for (qsizetype i = 0; i < content.size(); ++i)
        all += content.at(i).value(u"text").toString();
    return all;
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsTextToStandardOutput();
    void printsTextAsItArrives();
    void waitsForTheWholeAnswer();
    void printsOneJsonObjectALine();
    void printsAnExceptionAsAnEvent();
    void printsOnlyTheResultWithoutAStream();
    void tellsToolCalls();
    void tellsACallThatWasCutOff();
    void tellsCallsThatShareAnIndex();
    void tellsThatTheClockIsWrong();
    void recordsTheAnswersBytes();
    void refusesAnUnwritableRecordBeforeSending();
    void authenticatesByToken();
    void needsNoCredentialsWithoutAuthentication();
    void takesKeysFromAProfile();
    void saysHowToSignIn();
    void takesTheModelFromTheOption();
    void readsAFile();
    void retriesWhatIsThrottled();
    void endsWithItsExitCode_data();
    void endsWithItsExitCode();
    void endsWithNetworkWhenNobodyListens();
    void endsWithNetworkWhenNoAnswerCameInTime();
    void endsWithStreamWhenTheAnswerWasNotCompleteInTime();
    void refusesBadInput_data();
    void refusesBadInput();
    void sendsOverAConnectionOfTheWindow();
    void neverPrintsTheSecret();
    void neverPrintsASecretTheGatewayRepeats();
    void neverPrintsASecretRepeatedInTheStream();
    void recordsForTheOwnerAlone();
    void endsInOrderWhenNobodyReads();
    void stopsOnASignal_data();
    void stopsOnASignal();
};

void TestRun::streamsTextToStandardOutput()
{
    const Served served;
    const Outcome outcome = served.run(request("hello there"));
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.contains("Outcrop simulator") && outcome.output.contains("hello there"));
    QVERIFY(outcome.output.endsWith('\n'));
    QVERIFY2(outcome.errors.startsWith("usage: input ") && outcome.errors.contains("stop: end_turn"),
             outcome.errors.constData());
    QCOMPARE(outcome.errors.count('\n'), 1);
    QCOMPARE(served.simulator.requestCount(), 1);
}

void TestRun::printsTextAsItArrives()
{
    const Served served;
    QProcess process;
    process.setProcessEnvironment(served.environment);
    process.start(outcropBinary(), {text("run"), text("-")});
    process.write(request("/pace 200\nhello"));
    process.closeWriteChannel();
    QByteArray first;
    QTRY_VERIFY_WITH_TIMEOUT(!(first += process.readAllStandardOutput()).isEmpty(), 20000);
    QCOMPARE(process.state(), QProcess::Running);
    QVERIFY(!first.contains("Write `/help`")); // the end of the answer
    sendSignal(process, SIGTERM);
    QVERIFY(process.waitForFinished(20000));
}

void TestRun::waitsForTheWholeAnswer()
{
    const Served served;
    const Outcome whole = served.run(request("hello"), {text("--no-stream")});
    QCOMPARE(whole.exitCode, 0);
    QVERIFY(whole.output.contains("Outcrop simulator"));
    QVERIFY(whole.errors.startsWith("usage: "));
    QVERIFY(!whole.errors.contains("first token"));
}

void TestRun::printsOneJsonObjectALine()
{
    const Served served;
    const Outcome outcome = served.run(request("hello"), {text("--json")});
    QCOMPARE(outcome.exitCode, 0);
    const auto lines = outcome.lines();
    QVERIFY(lines.size() > 5);
    QString streamed;
    QStringList events;
    for (size_t i = 0; i + 1 < lines.size(); ++i) {
        QCOMPARE(lines[i].keyAt(0), text("event"));
        QCOMPARE(lines[i].keyAt(1), text("payload"));
        QCOMPARE(lines[i].size(), 2);
        events += lines[i].value(u"event").toString();
        streamed += lines[i].value(u"payload").value(u"delta").value(u"text").toString();
    }
    QCOMPARE(events.first(), text("messageStart"));
    QCOMPARE(events.last(), text("metadata"));
    QVERIFY(events.contains(text("contentBlockStop")));
    const Json result = lines.back().value(u"result");
    for (const char16_t *member :
         {u"outcome", u"message", u"stopReason", u"usage", u"metrics", u"trace", u"blockIndexes",
          u"openBlocks", u"unparsedToolInputs", u"ignored", u"problem", u"client"})
        QVERIFY(result.contains(QStringView(member)));
    QCOMPARE(result.value(u"outcome").toString(), text("complete"));
    QCOMPARE(textOf(result.value(u"message")), streamed);
    QCOMPARE(result.value(u"stopReason").toString(), text("end_turn"));
    const Json client = result.value(u"client");
    QCOMPARE(client.value(u"attempts").toInt(), std::optional<qint64>(1));
    QVERIFY(*client.value(u"firstByteMs").toDouble() <= *client.value(u"firstTokenMs").toDouble());
    QVERIFY(*client.value(u"firstTokenMs").toDouble() <= *client.value(u"totalMs").toDouble());
    QVERIFY(!result.contains(u"error"));
}

void TestRun::printsAnExceptionAsAnEvent()
{
    const Served served;
    const Outcome outcome = served.run(request("/error-after 2 throttlingException"), {text("--json")});
    QCOMPARE(outcome.exitCode, 4);
    const auto lines = outcome.lines();
    const Json event = lines.at(lines.size() - 2);
    QVERIFY2(event.value(u"event").toString().startsWith(text("throttling")), json::write(event).constData());
    QCOMPARE(event.value(u"messageType").toString(), text("exception"));
    const Json result = lines.back().value(u"result");
    QCOMPARE(result.value(u"outcome").toString(), text("exception"));
    QCOMPARE(result.value(u"error").value(u"kind").toString(), text("stream_failed"));
    QVERIFY(!textOf(result.value(u"message")).isEmpty()); // what had arrived is kept
}

void TestRun::printsOnlyTheResultWithoutAStream()
{
    const Served served;
    const Outcome outcome = served.run(request("hello"), {text("--json"), text("--no-stream")});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines().size(), size_t(1));
    const Json result = outcome.lines()[0].value(u"result");
    QCOMPARE(result.value(u"outcome").toString(), text("complete"));
    QVERIFY(textOf(result.value(u"message")).contains(text("Outcrop simulator")));

    const Outcome refused =
        served.run(request("/error ValidationException"), {text("--json"), text("--no-stream")});
    QCOMPARE(refused.exitCode, 4);
    const Json error = refused.lines().at(0).value(u"result").value(u"error");
    QCOMPARE(error.value(u"kind").toString(), text("validation"));
    QCOMPARE(error.value(u"code").toString(), text("ValidationException"));
    QCOMPARE(error.value(u"httpStatus").toInt(), std::optional<qint64>(400));
    QVERIFY(!error.value(u"requestId").toString().isEmpty() && !error.value(u"advice").toString().isEmpty());
}

void TestRun::tellsToolCalls()
{
    const Served served;
    Json body = json::parse(request("/tool weather {\"city\":\"Vik\"}")).valueOr(Json());
    body.set(
        u"toolConfig",
        json::parse(
            QByteArray(R"({"tools":[{"toolSpec":{"name":"weather","description":"d","inputSchema":{"json":)"
                       R"({"type":"object","properties":{"city":{"type":"string"}}}}}}]})"))
            .valueOr(Json()));
    for (const QStringList &how : {QStringList(), QStringList{text("--no-stream")}}) {
        const Outcome outcome = served.run(json::write(body), how);
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.errors.contains("tool call weather tooluse_") &&
                     outcome.errors.contains("{\"city\":\"Vik\"}"),
                 outcome.errors.constData());
        QCOMPARE(outcome.errors.count("tool call"), 1);
        QVERIFY(outcome.errors.contains("stop: tool_use"));
    }
}

void TestRun::tellsACallThatWasCutOff()
{
    // Nothing but a call, and no contentBlockStop: as some gateways write it, and as a cut leaves it.
    const QByteArray start =
        frame("messageStart", R"({"role":"assistant"})") +
        frame("contentBlockStart",
              R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t1","name":"weather"}}})");
    // In plain spelling: moc loses its way in a raw string with an escaped quote.
    const QByteArray whole =
        frame("contentBlockDelta",
              "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}}");
    const QByteArray half = frame("contentBlockDelta",
                                  "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\"}}}");
    const QByteArray stop = frame("contentBlockStop", R"({"contentBlockIndex":0})");
    const QByteArray end = frame("messageStop", R"({"stopReason":"tool_use"})");
    const auto run = [](const QByteArray &body) {
        FaultServer server(
            script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", body));
        return runOutcrop({text("run"), text("-"), text("--auth"), text("none"), text("--region"),
                           text("us-east-1"), text("--endpoint"), server.url("").toString()},
                          request("hello"));
    };
    for (const QByteArray &body : {start + whole + stop + end, start + whole + end}) {
        const Outcome outcome = run(body);
        QVERIFY2(outcome.errors.contains("tool call weather t1 {\"a\":1}\n"), outcome.errors.constData());
        QCOMPARE(outcome.errors.count("tool call"), 1);
        QCOMPARE(outcome.output, QByteArray());
        QCOMPARE(outcome.exitCode, 0);
    }
    const Outcome cut = run(start + half);
    QCOMPARE(cut.exitCode, 6);
    QVERIFY2(cut.errors.contains("tool call weather t1 {\"a\n"), cut.errors.constData());
    QCOMPARE(cut.errors.count("tool call"), 1);
}

void TestRun::tellsCallsThatShareAnIndex()
{
    // Some gateways count nothing: every block has index 0, and only the start of the next one ends the last.
    const auto call = [](const QByteArray &id, const QByteArray &input) {
        return frame("contentBlockStart", R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":")" + id +
                                              R"(","name":"weather"}}})") +
               frame("contentBlockDelta",
                     "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"" + input + "\"}}}") +
               frame("contentBlockStop", R"({"contentBlockIndex":0})");
    };
    const QByteArray broken = call("broken", "{\\\"a");
    const QByteArray whole = call("whole", "{\\\"b\\\":2}");
    for (const QByteArray &calls : {broken + whole, whole + broken}) {
        FaultServer server(script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n",
                                          frame("messageStart", R"({"role":"assistant"})") + calls +
                                              frame("messageStop", R"({"stopReason":"tool_use"})")));
        const Outcome outcome =
            runOutcrop({text("run"), text("-"), text("--auth"), text("none"), text("--region"),
                        text("us-east-1"), text("--endpoint"), server.url("").toString()},
                       request("hello"));
        QVERIFY2(outcome.errors.contains("tool call weather whole {\"b\":2}\n"), outcome.errors.constData());
        QVERIFY2(outcome.errors.contains("tool call weather broken {\"a\n"), outcome.errors.constData());
        QCOMPARE(outcome.errors.count("tool call"), 2);
    }
}

void TestRun::tellsThatTheClockIsWrong()
{
    const QDateTime server = QDateTime::currentDateTimeUtc().addSecs(1200);
    const QByteArray date = QLocale::c().toString(server, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    const QByteArray headers = "Date: " + date + "\r\nContent-Type: application/";
    const FaultScript refused = script::answer(
        "403 No", headers + "json\r\nx-amzn-ErrorType: SignatureDoesNotMatch\r\n", R"({"message":"no"})");
    const FaultScript answered = script::answer("200 OK", headers + "vnd.amazon.eventstream\r\n",
                                                frame("messageStart", R"({"role":"assistant"})") +
                                                    frame("messageStop", R"({"stopReason":"end_turn"})"));
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(text("AWS_ACCESS_KEY_ID"), text("AKIDEXAMPLE"));
    environment.insert(text("AWS_SECRET_ACCESS_KEY"), text("not-a-secret"));
    for (const QStringList &how : {QStringList(), QStringList{text("--json")}}) {
        FaultServer faults(script::inTurn({refused, answered}));
        const Outcome outcome =
            runOutcrop(QStringList{text("run"), text("-"), text("--region"), text("us-east-1"),
                                   text("--endpoint"), faults.url("").toString()} +
                           how,
                       request("hello"), environment);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(faults.requests(), 2);
        QVERIFY2(outcome.errors.contains("clock: this computer is 1") &&
                     outcome.errors.contains(" s behind; "),
                 outcome.errors.constData());
        QCOMPARE(outcome.errors.count("clock:"), 1);
        if (!how.isEmpty())
            QVERIFY(outcome.lines().back().value(u"result").value(u"clockOffSeconds").toInt().value_or(0) >
                    1100);
    }
    const Served right;
    QVERIFY(!right.run(request("hello")).errors.contains("clock:"));
}

void TestRun::recordsTheAnswersBytes()
{
    const Served served;
    QTemporaryDir folder;
    const QString path = folder.filePath(text("answer.bin"));
    const Outcome outcome = served.run(request("hello"), {text("--record"), path});
    QCOMPARE(outcome.exitCode, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const stream::Folded folded = stream::foldRecording(bytes);
    QCOMPARE(folded.outcome, stream::Outcome::Complete);
    QCOMPARE(textOf(folded.message).trimmed().toUtf8(), outcome.output.trimmed());
    const Outcome decoded = runOutcrop({text("decode"), path});
    QCOMPARE(decoded.lines().back().value(u"folded").value(u"outcome").toString(), text("complete"));

    const Outcome refused = served.run(request("/error ThrottlingException"), {text("--record"), path});
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE(QFileInfo(path).size(), 0); // a refusal is no answer
}

void TestRun::refusesAnUnwritableRecordBeforeSending()
{
    const Served served;
    const Outcome outcome =
        served.run(request("hello"), {text("--record"), text("/nonexistent/folder/x.bin")});
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(served.simulator.requestCount(), 0);
}

void TestRun::authenticatesByToken()
{
    Served served(simulator::Authentication::Bearer);
    QCOMPARE(served.run(request("hello")).exitCode, 0);
    QCOMPARE(served.run(request("hello"), {text("--auth"), text("bearer")}).exitCode, 0);
    served.environment.insert(text("AWS_BEARER_TOKEN_BEDROCK"), text("wrong"));
    QCOMPARE(served.run(request("hello")).exitCode, 3);
}

void TestRun::takesKeysFromAProfile()
{
    Served served;
    const QTemporaryDir home;
    const simulator::Options &options = served.simulator.options();
    QVERIFY(QDir(home.path()).mkdir(text(".aws")));
    QFile config(home.filePath(text(".aws/config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[profile tool]\nregion = " + options.region.toLatin1() +
                 "\ncredential_process = sh -c 'echo \"{\\\"Version\\\": 1, \\\"AccessKeyId\\\": "
                 "\\\"$MY_ID\\\", \\\"SecretAccessKey\\\": \\\"$MY_SECRET\\\"}\"'\n");
    config.close();
    QProcessEnvironment environment = served.environment;
    environment.insert(text("HOME"), home.path());
    environment.insert(text("MY_ID"), QString::fromLatin1(options.accessKeyId));
    environment.insert(text("MY_SECRET"), QString::fromLatin1(options.secretAccessKey.reveal()));
    environment.insert(text("AWS_ACCESS_KEY_ID"), text("AKIAOTHER"));
    environment.remove(text("AWS_REGION"));
    const QStringList plain{text("run"), text("-")};
    const Outcome chosen =
        runOutcrop(plain + QStringList{text("--profile"), text("tool")}, request("Hello"), environment);
    QVERIFY2(chosen.exitCode == 0, chosen.errors.constData());
    environment.remove(text("AWS_ACCESS_KEY_ID"));
    environment.remove(text("AWS_SECRET_ACCESS_KEY"));
    environment.insert(text("AWS_PROFILE"), text("tool"));
    const Outcome named = runOutcrop(plain, request("Hello"), environment);
    QVERIFY2(named.exitCode == 0, named.errors.constData());
    const Outcome gone =
        runOutcrop(plain + QStringList{text("--profile"), text("gone")}, request("Hello"), environment);
    QCOMPARE(gone.exitCode, 3);
    QVERIFY2(gone.errors.contains("There is no profile \"gone\""), gone.errors.constData());
}

void TestRun::saysHowToSignIn()
{
    Served served;
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkdir(text(".aws")));
    QFile config(home.filePath(text(".aws/config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        "[profile work]\nregion = us-east-1\nsso_start_url = https://x.awsapps.com/start\nsso_region = "
        "us-east-1\nsso_account_id = 1\nsso_role_name = Dev\n");
    config.close();
    QProcessEnvironment environment = served.environment;
    environment.insert(text("HOME"), home.path());
    const Outcome outcome =
        runOutcrop({text("run"), text("-"), text("--profile"), text("work")}, request("Hello"), environment);
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.contains("aws sso login --profile work"), outcome.errors.constData());
}

void TestRun::needsNoCredentialsWithoutAuthentication()
{
    const Served served(simulator::Authentication::None);
    QCOMPARE(served.run(request("hello"), {text("--auth"), text("none")}).exitCode, 0);
    const Outcome unsaid = served.run(request("hello"));
    QCOMPARE(unsaid.exitCode, 3);
    QVERIFY(unsaid.errors.contains("AWS_ACCESS_KEY_ID"));
}

void TestRun::takesTheModelFromTheOption()
{
    const Served served;
    const Outcome without =
        served.run(request("hello", nullptr), {text("--model"), text("eu.example/one:0")});
    QCOMPARE(without.exitCode, 0);
    QVERIFY(without.output.contains("eu.example/one:0"));
    const Outcome both = served.run(request("hello"), {text("--model"), text("two")});
    QCOMPARE(both.exitCode, 0);
    QVERIFY(both.output.contains("`two`") && !both.output.contains("outcrop.example-v1:0"));
}

void TestRun::readsAFile()
{
    const Served served;
    QTemporaryDir folder;
    QFile file(folder.filePath(text("request.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(request("from a file")) > 0);
    file.close();
    const Outcome outcome = runOutcrop({text("run"), file.fileName()}, {}, served.environment);
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.contains("from a file"));
}

void TestRun::retriesWhatIsThrottled()
{
    const Served served;
    const Outcome outcome = served.run(request("/throttle 1"), {text("--json")});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines().back().value(u"result").value(u"client").value(u"attempts").toInt(),
             std::optional<qint64>(2));
    QVERIFY2(outcome.errors.contains("Trying again") && outcome.errors.contains("(2 of 3)"),
             outcome.errors.constData());
    QCOMPARE(served.simulator.requestCount(), 2);
}

void TestRun::endsWithItsExitCode_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *words, int exitCode, const char *kind) {
        QTest::newRow(words) << QByteArray(words) << exitCode << text(kind);
    };
    row("/error ValidationException", 4, "validation");
    row("/error AccessDeniedException", 3, "access_denied");
    row("/error ResourceNotFoundException", 4, "not_found");
    row("/error ModelTimeoutException", 4, "model");
    row("/error ModelErrorException", 4, "model");
    row("/error-after 3 modelStreamErrorException", 4, "stream_failed");
    row("/cut 3", 6, "stream_incomplete");
    row("/badcrc 3", 6, "stream_corrupt");
}

void TestRun::endsWithItsExitCode()
{
    QFETCH(QByteArray, words);
    QFETCH(int, exitCode);
    QFETCH(QString, kind);
    const Served served;
    const Outcome outcome = served.run(request(words.constData()), {text("--json")});
    const Json error = outcome.lines().back().value(u"result").value(u"error");
    QCOMPARE(error.value(u"kind").toString(), kind);
    QCOMPARE(outcome.exitCode, exitCode);
    const Outcome plain = served.run(request(words.constData()));
    QCOMPARE(plain.exitCode, exitCode);
    QVERIFY2(plain.errors.contains(error.value(u"message").toUtf8()), plain.errors.constData());
}

void TestRun::endsWithNetworkWhenNobodyListens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    const Outcome outcome = runOutcrop({text("run"), text("-"), text("--auth"), text("none"),
                                        text("--endpoint"), QStringLiteral("http://127.0.0.1:%1").arg(port)},
                                       request("hello"));
    QCOMPARE(outcome.exitCode, 5);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY(outcome.errors.contains("refused the connection"));
}

void TestRun::endsWithNetworkWhenNoAnswerCameInTime()
{
    FaultServer server(script::stall());
    const Outcome outcome =
        runOutcrop({text("run"), text("-"), text("--auth"), text("none"), text("--region"), text("us-east-1"),
                    text("--endpoint"), server.url("").toString(), text("--timeout"), text("1")},
                   request("hello"));
    QCOMPARE(outcome.exitCode, 5);
    QVERIFY(outcome.errors.contains("--timeout"));
}

void TestRun::endsWithStreamWhenTheAnswerWasNotCompleteInTime()
{
    const Served served;
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = served.run(request("/stall 60000"), {text("--timeout"), text("1")});
    QVERIFY(!outcome.output.isEmpty()); // it had begun
    QCOMPARE(outcome.exitCode, 6);
    QVERIFY(timer.elapsed() < 30000);
    QVERIFY(outcome.errors.contains("--timeout"));
}

void TestRun::refusesBadInput_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("complaint");
    const QByteArray good = request("hello");
    QTest::newRow("broken JSON") << QByteArray("{\n \"messages\": [,]\n}") << QStringList()
                                 << QByteArray("line 2, column 15");
    QTest::newRow("empty") << QByteArray() << QStringList() << QByteArray("standard input is not valid JSON");
    QTest::newRow("not an object") << QByteArray("[]") << QStringList()
                                   << QByteArray("a JSON object is needed");
    QTest::newRow("no model") << request("hello", nullptr) << QStringList()
                              << QByteArray("No model is given");
    QTest::newRow("hostile model") << request("hello", "a/../b") << QStringList()
                                   << QByteArray("model id cannot be sent");
    QTest::newRow("plain http") << good << QStringList{text("--endpoint"), text("http://gateway.test")}
                                << QByteArray("not encrypted");
    QTest::newRow("no URL") << good << QStringList{text("--endpoint"), text("gateway.test")}
                            << QByteArray("endpoint URL");
    QTest::newRow("password in the URL")
        << good << QStringList{text("--endpoint"), text("https://u:CANARY@h.test")}
        << QByteArray("user name");
    QTest::newRow("bad region") << good << QStringList{text("--region"), text("US")} << QByteArray("region");
    QTest::newRow("unknown auth") << good << QStringList{text("--auth"), text("basic")}
                                  << QByteArray("--auth");
    QTest::newRow("negative timeout")
        << good << QStringList{text("--timeout"), text("-1")} << QByteArray("--timeout");
}

void TestRun::refusesBadInput()
{
    QFETCH(QByteArray, input);
    QFETCH(QStringList, more);
    QFETCH(QByteArray, complaint);
    const Served served;
    const Outcome outcome = served.run(input, more);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.errors.contains(complaint), outcome.errors.constData());
    QVERIFY(!outcome.errors.contains("CANARY"));
    QCOMPARE(served.simulator.requestCount(), 0);
}

void TestRun::sendsOverAConnectionOfTheWindow()
{
    const Served served(simulator::Authentication::None);
    QTemporaryDir folder;
    QFile file(folder.filePath(text("connections.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format":"outcrop-connections","version":1,"connections":[)"
               R"({"id":"a","name":"Other","kind":"gateway","auth":{"kind":"none"}},)"
               R"({"id":"b","name":"Team","kind":"gateway","auth":{"kind":"none"},"endpoint":")" +
               served.simulator.url().toEncoded() + R"("}]})");
    file.close();
    const auto over = [&](const char *name, const QStringList &more = {}) {
        return runOutcrop(QStringList{text("--data-dir"), folder.path(), text("run"), text("-"),
                                      text("--connection"), text(name)} +
                              more,
                          request("hello"));
    };
    const Outcome outcome = over("Team");
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.contains("Outcrop simulator"));
    const Outcome unknown = over("Tema");
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.errors.contains("Other, Team"), unknown.errors.constData());
    const Outcome broken = over("Other");
    QCOMPARE(broken.exitCode, 2);
    QVERIFY2(broken.errors.contains("base URL"), broken.errors.constData());
    QCOMPARE(over("Team", {text("--region"), text("us-east-1")}).exitCode, 2);
    QCOMPARE(served.simulator.requestCount(), 1);
}

void TestRun::neverPrintsTheSecret()
{
    simulator::Options options = optionsFor(simulator::Authentication::SigV4);
    options.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
    options.secretAccessKey = base::SecretString("CANARYSECRET/0123456789");
    options.sessionToken = base::SecretString("CANARYTOKEN+0123456789==");
    Served served(options);
    served.environment.insert(text("AWS_SESSION_TOKEN"), text("CANARYTOKEN+0123456789=="));
    const auto expectNone = [](const Outcome &outcome) {
        QVERIFY2(!outcome.output.contains("CANARY"), outcome.output.constData());
        QVERIFY2(!outcome.errors.contains("CANARY"), outcome.errors.constData());
    };
    for (const auto &[words, exitCode] :
         {std::pair("hello", 0), std::pair("/error ValidationException", 4), std::pair("/cut 3", 6)}) {
        const Outcome outcome = served.run(request(words), {text("--json")});
        QCOMPARE(outcome.exitCode, exitCode); // each goes its own way: the credentials are accepted
        expectNone(outcome);
    }
    served.environment.insert(text("AWS_SECRET_ACCESS_KEY"), text("CANARYSECRET/of-another"));
    const Outcome wrong = served.run(request("hello"));
    QCOMPARE(wrong.exitCode, 3);
    QVERIFY2(wrong.errors.contains("InvalidSignatureException"), wrong.errors.constData());
    expectNone(wrong);
}

void TestRun::neverPrintsASecretTheGatewayRepeats()
{
    FaultServer server(script::answer(
        "401 No", "Content-Type: application/json\r\nx-request-id: sk-CANARY-0123456789\r\n",
        R"({"error":{"message":"Malformed API Key. Passed in: sk-CANARY-0123456789","type":"sk-CANARY-0123456789"}})"));
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(text("AWS_BEARER_TOKEN_BEDROCK"), text("sk-CANARY-0123456789"));
    for (const QStringList &how : {QStringList(), QStringList{text("--json")}}) {
        const Outcome outcome =
            runOutcrop(QStringList{text("run"), text("-"), text("--region"), text("us-east-1"),
                                   text("--endpoint"), server.url("").toString()} +
                           how,
                       request("hello"), environment);
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.errors.contains("Passed in: ****"), outcome.errors.constData());
        QVERIFY2(!outcome.errors.contains("CANARY"), outcome.errors.constData());
        QVERIFY2(!outcome.output.contains("CANARY"), outcome.output.constData());
    }
    QCOMPARE(server.requests(), 2);
}

void TestRun::neverPrintsASecretRepeatedInTheStream()
{
    using eventstream::stringHeader;
    const QByteArray secret = "sk-CANARY-0123456789";
    const QByteArray start = frame("messageStart", R"({"role":"assistant"})");
    const QByteArray exception = eventstream::encodeFrame({stringHeader(":message-type", "exception"),
                                                           stringHeader(":exception-type", "Bad-" + secret),
                                                           stringHeader(":content-type", "application/json")},
                                                          R"({"message":"wrong key )" + secret + R"("})");
    const QByteArray error =
        eventstream::encodeFrame({stringHeader(":message-type", "error"), stringHeader(":error-code", "Bad"),
                                  stringHeader(":error-message", "key " + secret)},
                                 {});
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(text("AWS_BEARER_TOKEN_BEDROCK"), QString::fromLatin1(secret));
    for (const QByteArray &body : {start + exception, start + error}) {
        FaultServer server(
            script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", body));
        for (const QStringList &how : {QStringList(), QStringList{text("--json")}}) {
            const Outcome outcome =
                runOutcrop(QStringList{text("run"), text("-"), text("--region"), text("us-east-1"),
                                       text("--endpoint"), server.url("").toString()} +
                               how,
                           request("hello"), environment);
            QCOMPARE(outcome.exitCode, 4);
            QVERIFY2(!outcome.errors.contains("CANARY"), outcome.errors.constData());
            QVERIFY2(!outcome.output.contains("CANARY"), outcome.output.constData());
            QVERIFY(how.isEmpty() || outcome.output.contains("********"));
            for (const Json &line : outcome.lines())
                QVERIFY(line.isObject() || how.isEmpty());
        }
    }
}

void TestRun::recordsForTheOwnerAlone()
{
    const Served served;
    QTemporaryDir folder;
    const QString path = folder.filePath(text("answer.bin"));
    QCOMPARE(served.run(request("hello"), {text("--record"), path}).exitCode, 0);
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                      QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
}

void TestRun::endsInOrderWhenNobodyReads()
{
    const Served served;
    QTemporaryDir folder;
    const QString path = folder.filePath(text("answer.bin"));
    QProcess process;
    process.setProcessEnvironment(served.environment);
    process.start(text("/bin/sh"),
                  {text("-c"),
                   text("{ \"$0\" run --json --record \"$1\" -; echo \"ended $?\" >&2; } | head -n 1"),
                   outcropBinary(), path});
    process.write(request("/pace 20\n/long 500"));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(30000));
    const QByteArray errors = process.readAllStandardError();
    QVERIFY2(errors.contains("ended 130\n"), errors.constData());
    QVERIFY(QFileInfo(path).size() > 0);
}

void TestRun::stopsOnASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestRun::stopsOnASignal()
{
    QFETCH(int, number);
    const Served served;
    QProcess process;
    process.setProcessEnvironment(served.environment);
    process.start(outcropBinary(), {text("run"), text("--json"), text("-")});
    process.write(request("/pace 100\n/long 2000"));
    process.closeWriteChannel();
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += process.readAllStandardOutput()).contains("\"text\""), 20000);
    sendSignal(process, number);
    QVERIFY(process.waitForFinished(2500));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const Outcome outcome{130, output + process.readAllStandardOutput(), {}};
    const Json result = outcome.lines().back().value(u"result");
    QCOMPARE(result.value(u"error").value(u"kind").toString(), text("cancelled"));
    QVERIFY(!textOf(result.value(u"message")).isEmpty());
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
