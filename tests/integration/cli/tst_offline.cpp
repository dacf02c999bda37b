// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"
#include "tests/integration/cli/outcropprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace outcrop;
using json::Json;

namespace
{

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json jsonOf(const QString &path)
{
    return json::parse(contentOf(path)).valueOr(Json());
}

QString vectors(const char *folder)
{
    return qEnvironmentVariable("OUTCROP_VECTORS") + u'/' + QString::fromLatin1(folder);
}

bool skipWithout(const QString &folder)
{
    if (QDir(folder).exists())
        return false;
    std::printf("SKIPPED: %s is not there\n", qPrintable(folder));
    return true;
}

QByteArray eventFrame(const char *type, const QByteArray &payload)
{
    using namespace eventstream;
    return encodeFrame({stringHeader(":event-type", type), stringHeader(":content-type", "application/json"),
                        stringHeader(":message-type", "event")},
                       payload);
}

QByteArray shortRecording()
{
    return eventFrame("messageStart", R"({"role":"assistant"})") +
           eventFrame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"hi"}})") +
           eventFrame("contentBlockStop", R"({"contentBlockIndex":0})") +
           eventFrame("messageStop", R"({"stopReason":"end_turn"})");
}

/// Compares what `decode` printed with a recording's description.
void expectReport(const Outcome &outcome, const Json &expected, const QString &result)
{
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.errors, QByteArray());
    const auto lines = outcome.lines();
    QVERIFY(!lines.empty());
    if (const auto frames = expected.find(u"frames")) {
        QCOMPARE(qsizetype(lines.size()), frames->size() + 1);
        for (qsizetype i = 0; i < frames->size(); ++i)
            QVERIFY2(lines[size_t(i)].equivalent(frames->at(i)), json::write(lines[size_t(i)]).constData());
    }
    const Json &last = lines.back();
    QVERIFY(last.contains(result));
    if (!expected.value(result).value(u"message").value(u"content").at(0).contains(u"textSha256"))
        QVERIFY2(last.value(result).equivalent(expected.value(result)), json::write(last).constData());
    QVERIFY(last.value(u"tail").equivalent(expected.value(u"tail")));
}

} // namespace

class TestOffline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesEveryRecording();
    void decodesEveryInvokeRecording();
    void decodesStandardInput();
    void decodesWhatArrivesAtOnce();
    void reportsACutRecordingAndSucceeds();
    void endsWhenNobodyReads();
    void stopsAtWhatIsNoStream();
    void signsOwnCases();
    void signsEveryBedrockVector();
    void printsHeadersWithoutExplain();
    void noticesWhatDiffersFromTheExpectation();
    void namesTheLineOfBrokenJson();
    void namesTheMemberThatIsWrong_data();
    void namesTheMemberThatIsWrong();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void helpsAndTellsItsVersion();
    void saysThatThereIsNoDisplay();
    void startsQuickly();
};

void TestOffline::decodesEveryRecording()
{
    const QDir folder(vectors("converse-stream"));
    if (skipWithout(folder.path()))
        QSKIP("no vectors");
    const QStringList names = folder.entryList({QStringLiteral("*.bin")}, QDir::Files);
    QVERIFY(names.size() >= 28);
    for (const QString &name : names) {
        const QString path = folder.filePath(name);
        const Json expected =
            jsonOf(folder.filePath(QFileInfo(name).completeBaseName() + QStringLiteral(".events.json")));
        expectReport(runOutcrop({QStringLiteral("decode"), path}), expected, QStringLiteral("folded"));
    }
}

void TestOffline::decodesEveryInvokeRecording()
{
    const QDir folder(vectors("invoke-stream"));
    if (skipWithout(folder.path()))
        QSKIP("no vectors");
    const QStringList names = folder.entryList({QStringLiteral("*.bin")}, QDir::Files);
    QVERIFY(names.size() >= 4);
    for (const QString &name : names) {
        const Json expected =
            jsonOf(folder.filePath(QFileInfo(name).completeBaseName() + QStringLiteral(".events.json")));
        expectReport(
            runOutcrop({QStringLiteral("decode"), QStringLiteral("--invoke"), folder.filePath(name)}),
            expected, QStringLiteral("chunks"));
    }
}

void TestOffline::decodesStandardInput()
{
    const Outcome outcome = runOutcrop({QStringLiteral("decode"), QStringLiteral("-")}, shortRecording());
    QCOMPARE(outcome.exitCode, 0);
    const auto lines = outcome.lines();
    QCOMPARE(lines.size(), size_t(5));
    QCOMPARE(lines[0].value(u"headers").value(u":event-type").value(u"value").toString(),
             QStringLiteral("messageStart"));
    QCOMPARE(lines[1].value(u"payload").value(u"delta").value(u"text").toString(), QStringLiteral("hi"));
    QCOMPARE(lines[4].value(u"folded").value(u"outcome").toString(), QStringLiteral("complete"));
    const Outcome nothing = runOutcrop({QStringLiteral("decode"), QStringLiteral("-")});
    QCOMPARE(nothing.exitCode, 0);
    QCOMPARE(nothing.lines().at(0).value(u"folded").value(u"outcome").toString(),
             QStringLiteral("incomplete"));
}

void TestOffline::decodesWhatArrivesAtOnce()
{
    QProcess process;
    process.start(outcropBinary(), {QStringLiteral("decode"), QStringLiteral("-")});
    process.write(eventFrame("messageStart", R"({"role":"assistant"})"));
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += process.readAllStandardOutput()).contains("messageStart"), 20000);
    QCOMPARE(process.state(), QProcess::Running);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(20000));
}

void TestOffline::reportsACutRecordingAndSucceeds()
{
    const QByteArray whole = shortRecording();
    const Outcome cut = runOutcrop({QStringLiteral("decode"), QStringLiteral("-")}, whole.chopped(5));
    QCOMPARE(cut.exitCode, 0);
    const Json last = cut.lines().back();
    QCOMPARE(last.value(u"folded").value(u"outcome").toString(), QStringLiteral("truncated"));
    QVERIFY(last.contains(u"tail"));
}

void TestOffline::endsWhenNobodyReads()
{
    QTemporaryDir folder;
    QFile frame(folder.filePath(QStringLiteral("frame")));
    QVERIFY(frame.open(QIODevice::WriteOnly) && frame.write(shortRecording()) > 0);
    frame.close();
    QProcess process; // an endless recording, of which one byte of the report is read
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"),
                   QStringLiteral("seq 20000 | while read -r i; do cat \"$1\" || break; done 2>/dev/null | "
                                  "\"$0\" decode - | head -c 1"),
                   outcropBinary(), frame.fileName()});
    QVERIFY(process.waitForFinished(30000));
    QCOMPARE(process.readAllStandardOutput(), QByteArray("{"));
}

void TestOffline::stopsAtWhatIsNoStream()
{
    QProcess process;
    process.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("yes | head -c 100000000 | \"$0\" decode -"), outcropBinary()});
    QVERIFY(process.waitForFinished(30000));
    const Outcome outcome{0, process.readAllStandardOutput(), {}};
    QCOMPARE(outcome.lines().size(), size_t(1));
    QCOMPARE(outcome.lines()[0].value(u"folded").value(u"outcome").toString(), QStringLiteral("corrupt"));
}

void TestOffline::signsOwnCases()
{
    const QDir folder(QStringLiteral(OUTCROP_TEST_DATA "/aws"));
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    QVERIFY(names.size() >= 6);
    for (const QString &name : names) {
        const QByteArray input = contentOf(folder.filePath(name));
        const Outcome outcome =
            runOutcrop({QStringLiteral("sign"), QStringLiteral("--explain"), QStringLiteral("-")}, input);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(json::write(json::parse(outcome.output).valueOr(Json())),
                 json::write(jsonOf(folder.filePath(name)).value(u"expected")));
    }
}

void TestOffline::signsEveryBedrockVector()
{
    const QDir folder(vectors("sigv4/bedrock"));
    if (skipWithout(folder.path()))
        QSKIP("no vectors");
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    QCOMPARE(names.size(), 5);
    for (const QString &name : names) {
        const QString path = folder.filePath(name);
        const Outcome outcome = runOutcrop({QStringLiteral("sign"), QStringLiteral("--explain"), path});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(json::parse(outcome.output).valueOr(Json()).equivalent(jsonOf(path).value(u"expected")));
    }
}

void TestOffline::printsHeadersWithoutExplain()
{
    const QString path = QStringLiteral(OUTCROP_TEST_DATA "/aws/stream-arn-token.json");
    const Outcome outcome = runOutcrop({QStringLiteral("sign"), path});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.contains("\nAuthorization: AWS4-HMAC-SHA256 Credential="));
    QVERIFY(outcome.output.contains("\nX-Amz-Security-Token: "));
    QVERIFY(!outcome.output.contains("X-Amz-Content-Sha256"));
    const Outcome hashed = runOutcrop({QStringLiteral("sign"), QStringLiteral("--sign-body"), path});
    QVERIFY(hashed.output.contains("\nX-Amz-Content-Sha256: "));
}

void TestOffline::noticesWhatDiffersFromTheExpectation()
{
    const QByteArray input =
        contentOf(QStringLiteral(OUTCROP_TEST_DATA "/aws/converse-colon-id.json"))
            .replace("20260203T040506Z\",\n \"request", "20260203T040507Z\",\n \"request");
    const Outcome outcome =
        runOutcrop({QStringLiteral("sign"), QStringLiteral("--explain"), QStringLiteral("-")}, input);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("signature"), outcome.errors.constData());
    QVERIFY(!outcome.errors.contains("payloadHash"));
}

void TestOffline::namesTheLineOfBrokenJson()
{
    const Outcome outcome =
        runOutcrop({QStringLiteral("sign"), QStringLiteral("-")}, "{\n  \"request\": {,}\n}");
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.errors.contains("standard input") && outcome.errors.contains("line 2, column 15"),
             outcome.errors.constData());
}

void TestOffline::namesTheMemberThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("complaint");
    QTest::newRow("method missing") << QByteArray("/request/method") << QByteArray()
                                    << QByteArray("/request/method is missing");
    QTest::newRow("target a number") << QByteArray("/request/requestTarget") << QByteArray("1")
                                     << QByteArray("/request/requestTarget is not a string");
    QTest::newRow("target relative") << QByteArray("/request/requestTarget") << QByteArray("\"x\"")
                                     << QByteArray("/request/requestTarget does not begin");
    QTest::newRow("headers an object")
        << QByteArray("/request/headers") << QByteArray("{}") << QByteArray("/request/headers is not a list");
    QTest::newRow("header not a pair") << QByteArray("/request/headers") << QByteArray("[[\"Host\"]]")
                                       << QByteArray("/request/headers/0 is not");
    QTest::newRow("no host") << QByteArray("/request/headers") << QByteArray("[]")
                             << QByteArray("has no Host");
    QTest::newRow("secret missing") << QByteArray("/credentials/secretAccessKey") << QByteArray()
                                    << QByteArray("/credentials/secretAccessKey is missing");
    QTest::newRow("region bad") << QByteArray("/region") << QByteArray("\"US\"")
                                << QByteArray("valid region");
    QTest::newRow("date bad") << QByteArray("/amzDate") << QByteArray("\"today\"") << QByteArray("date");
}

void TestOffline::namesTheMemberThatIsWrong()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, complaint);
    Json input = jsonOf(QStringLiteral(OUTCROP_TEST_DATA "/aws/converse-colon-id.json"));
    input.remove(u"expected");
    const auto where = *json::Pointer::parse(QString::fromLatin1(pointer));
    if (value.isEmpty()) {
        Json parent = *input.resolve(*json::Pointer::parse(u'/' + where.tokens().front()));
        parent.remove(where.tokens().back());
        input.set(where.tokens().front(), parent);
    } else {
        QVERIFY(input.replace(where, json::parse(value).valueOr(Json())));
    }
    const Outcome outcome = runOutcrop({QStringLiteral("sign"), QStringLiteral("-")}, json::write(input));
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.errors.contains(complaint), outcome.errors.constData());
    QVERIFY(!outcome.errors.contains("invented+secret"));
}

void TestOffline::refusesWrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const QStringList &arguments) {
        QTest::newRow(qPrintable(arguments.join(u' '))) << arguments;
    };
    row({QStringLiteral("decode")});
    row({QStringLiteral("sign")});
    row({QStringLiteral("decode"), QStringLiteral("/nonexistent/file")});
    row({QStringLiteral("decode"), QStringLiteral("/")});
    row({QStringLiteral("decode"), QStringLiteral("--no-such-option"), QStringLiteral("-")});
    row({QStringLiteral("nosuchcommand")});
    row({QStringLiteral("sign"), QStringLiteral("a"), QStringLiteral("b")});
    row({QStringLiteral("simulate"), QStringLiteral("--port"), QStringLiteral("70000")});
    row({QStringLiteral("simulate"), QStringLiteral("--port"), QStringLiteral("x")});
    row({QStringLiteral("simulate"), QStringLiteral("--region"), QStringLiteral("US EAST")});
    row({QStringLiteral("simulate"), QStringLiteral("--access-key-id"), QStringLiteral("A")});
    row({QStringLiteral("simulate"), QStringLiteral("--bearer"), QStringLiteral("t"),
         QStringLiteral("--no-auth")});
}

void TestOffline::refusesWrongUse()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runOutcrop(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY(!outcome.errors.isEmpty());
}

void TestOffline::helpsAndTellsItsVersion()
{
    const Outcome help = runOutcrop({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    for (const char *command : {"decode", "sign", "simulate"}) {
        QVERIFY(help.output.contains(command));
        const Outcome own = runOutcrop({QString::fromLatin1(command), QStringLiteral("--help")});
        QCOMPARE(own.exitCode, 0);
        QVERIFY(own.output.contains("Usage: outcrop "));
    }
    QVERIFY(runOutcrop({QStringLiteral("--version")}).output.startsWith("outcrop "));
}

void TestOffline::saysThatThereIsNoDisplay()
{
    QTemporaryDir folder;
    QFile conversation(folder.filePath(QStringLiteral("some.outcrop.json")));
    QVERIFY(conversation.open(QIODevice::WriteOnly));
    conversation.write("{}");
    conversation.close();
    QProcessEnvironment named = plainEnvironment();
    named.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    for (const QProcessEnvironment &environment : {plainEnvironment(), named}) {
        for (const QStringList &arguments : {QStringList(), QStringList{conversation.fileName()}}) {
            const Outcome outcome = runOutcrop(arguments, {}, environment);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.errors.contains("there is none") && outcome.errors.contains("DISPLAY") &&
                         outcome.errors.contains("outcrop run"),
                     outcome.errors.constData());
        }
    }
}

void TestOffline::startsQuickly()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(runOutcrop({QStringLiteral("--version")}).exitCode, 0);
    QVERIFY2(timer.elapsed() < 5 * 1000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestOffline)
#include "tst_offline.moc"
