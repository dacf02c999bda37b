// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/faults/rawframes.h"
#include "tests/support/clientrig.h"
#include "tests/support/guigaptimer.h"

#include "core/eventstream/frameencoder.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using namespace std::chrono_literals;
using base::ErrorKind;
using stream::Outcome;

Q_DECLARE_METATYPE(outcrop::stream::Outcome)
Q_DECLARE_METATYPE(outcrop::base::ErrorKind)

namespace
{

const QByteArray start = eventFrame("messageStart", R"({"role":"assistant"})");
const QByteArray stop = eventFrame("messageStop", R"({"stopReason":"end_turn"})");
const QByteArray metadata = eventFrame(
    "metadata", R"({"usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3},"metrics":{"latencyMs":9}})");

QByteArray delta(const QByteArray &json)
{
    return eventFrame("contentBlockDelta", json);
}

QByteArray text(const QByteArray &text, int index = 0)
{
    return delta(R"({"contentBlockIndex":)" + QByteArray::number(index) + R"(,"delta":{"text":")" + text +
                 R"("}})");
}

QByteArray toolStart(int index)
{
    return eventFrame("contentBlockStart",
                      R"({"contentBlockIndex":)" + QByteArray::number(index) +
                          R"(,"start":{"toolUse":{"toolUseId":"t1","name":"look_up"}}})");
}

QByteArray toolInput(int index, const QByteArray &escaped)
{
    return delta(R"({"contentBlockIndex":)" + QByteArray::number(index) +
                 R"(,"delta":{"toolUse":{"input":")" + escaped + R"("}}})");
}

/// @p bytes with one bit turned at @p at.
QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes.at(at) ^ 0x10);
    return bytes;
}

FaultScript streamed(const QByteArray &body)
{
    return [body](FaultConnection &connection) {
        connection.send(script::eventStreamHead() + script::chunked(body));
        connection.keepOpen();
    };
}

} // namespace

class TestWireFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_rig = std::make_unique<ClientRig>(); }
    void cleanupTestCase() { m_rig.reset(); }

    void badBodies_data();
    void badBodies();
    void badFrameDropsTheConnection();
    void faultNamesOffsetAndBytes();
    void exceptionsAreShownAndNeverRetried_data();
    void exceptionsAreShownAndNeverRetried();
    void unknownThingsDoNotEndAStream();
    void oddIndexesAreBounded();
    void charactersSplitOverFramesStayWhole();
    void unusableToolInputIsNeverRun();
    void cutAfterAToolCallRunsNothing();
    void hugeAndTinyDeltasDoNotFreeze();
    void cutAnywhereIsNeverComplete();

private:
    std::unique_ptr<CallLog> runBody(const QByteArray &body, int *requests = nullptr)
    {
        FaultServer server(streamed(body));
        auto log = m_rig->run(m_rig->call(server.url("")));
        if (requests)
            *requests = server.requests();
        return log;
    }

    std::unique_ptr<ClientRig> m_rig;
};

void TestWireFaults::badBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QString>("named"); // in the error's message or detail
    const auto row = [](const char *name, const QByteArray &body, Outcome outcome, ErrorKind kind,
                        const char *kept, const char *named) {
        QTest::newRow(name) << body << outcome << kind << QString::fromUtf8(kept) << QString::fromUtf8(named);
    };
    const auto corrupt = [&row](const char *name, const QByteArray &badFrame, const char *named) {
        row(name, start + text("kept") + badFrame + stop + metadata, Outcome::Corrupt,
            ErrorKind::StreamCorrupt, "kept", named);
    };
    const auto cut = [&row](const char *name, const QByteArray &piece) {
        row(name, start + text("kept") + piece, Outcome::Truncated, ErrorKind::StreamIncomplete, "kept", "2");
    };
    const QByteArray next = text("never");
    corrupt("1 prelude CRC", flipped(next, 9), "");
    corrupt("1 length under a bad CRC", flipped(next, 2), "");
    corrupt("2 message CRC", flipped(next, next.size() - 10), "");
    corrupt("3 total length 15", rawPrelude(15, 0), "");
    corrupt("3 total length below its headers", rawPrelude(40, 30), "");
    corrupt("3 total length above the limit", rawPrelude(24 * 1024 * 1024 + 1, 0), "");
    corrupt("3 headers above the limit", rawPrelude(200'000, 131'073), "");
    corrupt("3 headers longer than all", rawPrelude(100, 4'000'000), "");
    corrupt("4 header type 10",
            rawFrame(QByteArray("\x01"
                                "a"
                                "\x0a",
                                3),
                     "{}"),
            "");
    corrupt("4 empty header name", rawFrame(QByteArray("\x00\x07\x00\x01x", 5), "{}"), "");
    corrupt("4 header runs over",
            rawFrame(QByteArray("\x01"
                                "a\x07\x00\x63x",
                                6),
                     "{}"),
            "");
    corrupt("4 duplicate header", rawFrame(rawHeader("a", "1") + rawHeader("a", "2"), "{}"), "");
    cut("5 cut in prelude", next.left(7));
    cut("5 cut in headers", next.left(30));
    cut("5 cut in payload", next.left(next.size() - 20));
    cut("5 cut in CRC", next.left(next.size() - 2));
    row("6 border without messageStop", start + text("kept"), Outcome::Incomplete,
        ErrorKind::StreamIncomplete, "kept", "2 events");
    row("6 metadata does not complete", start + text("kept") + metadata, Outcome::Incomplete,
        ErrorKind::StreamIncomplete, "kept", "3 events");
    row("6 nothing at all", QByteArray(), Outcome::Incomplete, ErrorKind::StreamIncomplete, "", "0 events");
    row("9 error frame",
        start + text("kept") +
            eventstream::encodeFrame({eventstream::stringHeader(":message-type", "error"),
                                      eventstream::stringHeader(":error-code", "Overloaded"),
                                      eventstream::stringHeader(":error-message", "come back later")},
                                     {}),
        Outcome::Error, ErrorKind::StreamFailed, "kept", "");
    row("9 event without a type",
        start + text("kept") +
            eventstream::encodeFrame({eventstream::stringHeader(":message-type", "event")}, "{}") + stop,
        Outcome::Error, ErrorKind::StreamFailed, "kept", "");
    row("9 unknown message type",
        start + text("kept") +
            eventstream::encodeFrame({eventstream::stringHeader(":message-type", "carrier")}, "{}") + stop,
        Outcome::Error, ErrorKind::StreamFailed, "kept", "");
    row("15 bytes after the last frame",
        start + text("kept") + stop + metadata + QByteArray("garbage after the end"), Outcome::Corrupt,
        ErrorKind::StreamCorrupt, "kept", "");
    row("15 few bytes after the last frame", start + text("kept") + stop + metadata + "abc",
        Outcome::Truncated, ErrorKind::StreamIncomplete, "kept", "");
    row("15 gzip although identity",
        QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03garbage garbage", 25), Outcome::Corrupt,
        ErrorKind::UnexpectedAnswer, "", "compress");
    row("HTML in place of frames", "<html><body>Sign in to the hotel</body></html>", Outcome::Corrupt,
        ErrorKind::UnexpectedAnswer, "", "Sign in to the hotel");
    row("SSE in place of frames", "data: {\"error\":\"overloaded\"}\n\n", Outcome::Corrupt,
        ErrorKind::UnexpectedAnswer, "", "overloaded");
}

void TestWireFaults::badBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(Outcome, outcome);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, kept);
    QFETCH(QString, named);
    int requests = 0;
    const auto log = runBody(body, &requests);
    QCOMPARE(log->finished, 1);
    const ConverseResult result = log->result();
    QCOMPARE(result.folded.outcome, outcome);
    QVERIFY(result.error.has_value());
    QVERIFY2(result.error->kind == kind, qPrintable(log->problems()));
    QVERIFY(!result.error->message.isEmpty());
    QVERIFY(!result.error->advice.isEmpty());
    QCOMPARE(result.error->httpStatus, 200);
    QCOMPARE(result.error->requestId, QStringLiteral("00000000-0000-4000-8000-000000000001"));
    const QString said = result.error->message + result.error->detail + result.error->serviceMessage;
    QVERIFY2(said.contains(named), qPrintable(said));
    QCOMPARE(log->text(), kept);
    QVERIFY(result.folded.runnableToolUses().empty());
    QCOMPARE(requests, 1);
    QVERIFY(log->retries.empty());
}

void TestWireFaults::badFrameDropsTheConnection()
{
    FaultServer server(script::rawThenStall(script::eventStreamHead() + "1000\r\n" + start +
                                            flipped(text("x"), 9) + QByteArray(3000, 'x')));
    const auto log = m_rig->run(m_rig->call(server.url("")));
    QCOMPARE(log->result().folded.outcome, Outcome::Corrupt);
    QTRY_COMPARE(server.closedByPeer(), 1);
}

void TestWireFaults::faultNamesOffsetAndBytes()
{
    const QByteArray good = start + text("kept");
    const QByteArray bad = flipped(text("never"), 9);
    const auto log = runBody(good + bad);
    const QString said = log->result().error->message + log->result().error->detail;
    QVERIFY2(said.contains(QString::number(good.size())), qPrintable(said));
    QString hex = QString::fromLatin1(bad.left(12).toHex());
    QVERIFY2(QString(said).remove(u' ').contains(hex, Qt::CaseInsensitive), qPrintable(said));
    QVERIFY(!said.contains(u"never"));
}

void TestWireFaults::exceptionsAreShownAndNeverRetried_data()
{
    QTest::addColumn<QByteArray>("type");
    for (const char *type : {"internalServerException", "modelStreamErrorException", "validationException",
                             "throttlingException", "serviceUnavailableException", "PluginDenied"})
        QTest::newRow(type) << QByteArray(type);
}

void TestWireFaults::exceptionsAreShownAndNeverRetried()
{
    QFETCH(QByteArray, type);
    int requests = 0;
    const auto log =
        runBody(start + text("kept") +
                    exceptionFrame(type, R"({"message":"as the service said it","originalStatusCode":424})"),
                &requests);
    const ConverseResult result = log->result();
    QCOMPARE(result.folded.outcome, Outcome::Exception);
    QCOMPARE(result.error->kind, ErrorKind::StreamFailed);
    QCOMPARE(result.error->serviceMessage, QStringLiteral("as the service said it"));
    QCOMPARE(log->text(), QStringLiteral("kept"));
    QCOMPARE(log->frames.back().messageType, QStringLiteral("exception"));
    QCOMPARE(log->frames.back().eventType, QString::fromLatin1(type));
    QCOMPARE(requests, 1);
}

void TestWireFaults::unknownThingsDoNotEndAStream()
{
    const auto log = runBody(start + eventFrame("novelty", R"({"x":1})") +
                             delta(R"({"contentBlockIndex":0,"delta":{"hologram":{"x":1}}})") +
                             text("kept", 1) + stop + metadata);
    const ConverseResult result = log->result();
    QVERIFY2(!result.error, qPrintable(log->problems()));
    QCOMPARE(log->text(), QStringLiteral("kept"));
    QVERIFY(result.folded.ignored.size() == 2);

    // 7: without metadata the usage is unknown, and metadata may come first.
    const auto noUsage = runBody(start + text("kept") + stop);
    QVERIFY2(!noUsage->result().error, qPrintable(noUsage->problems()));
    QVERIFY(noUsage->result().folded.usage.isNull());
    const auto early = runBody(start + text("kept") + metadata + stop);
    QVERIFY2(!early->result().error, qPrintable(early->problems()));
    QCOMPARE(early->result().folded.usage.value(QLatin1StringView("totalTokens")).toInt(), 3);
}

void TestWireFaults::oddIndexesAreBounded()
{
    const QByteArray stopBlock = eventFrame("contentBlockStop", R"({"contentBlockIndex":5})");
    QByteArray body = start + toolInput(3, "{}") + text("kept", 5) + stopBlock + stopBlock;
    body += delta(R"({"contentBlockIndex":2147483648,"delta":{"text":"far"}})");
    body += delta(R"({"contentBlockIndex":-1,"delta":{"text":"negative"}})");
    body += delta(R"({"delta":{"text":"none"}})");
    body += eventFrame("contentBlockStop", R"({"contentBlockIndex":99})");
    const auto log = runBody(body + stop + metadata);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QVERIFY(log->text().contains(u"kept"));
    QVERIFY(
        log->result().folded.runnableToolUses().empty()); // a call without its start has neither id nor name
}

void TestWireFaults::charactersSplitOverFramesStayWhole()
{
    const QByteArray clef = "\xf0\x9d\x84\x9e";
    const auto log = runBody(start + text("a" + clef.left(1)) + text(clef.mid(1, 2)) +
                             text(clef.mid(3) + "b") + text("\\ud83d") + text("\\ude00") + stop + metadata);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(log->text(), QString::fromUtf8("a\xf0\x9d\x84\x9e"
                                            "b\xf0\x9f\x98\x80"));
    const auto invalid = runBody(start +
                                 text("a\xff"
                                      "b") +
                                 stop + metadata);
    QCOMPARE(invalid->text(), QStringLiteral("a\uFFFD") + u'b');
}

void TestWireFaults::unusableToolInputIsNeverRun()
{
    const QByteArray stopBlock = eventFrame("contentBlockStop", R"({"contentBlockIndex":0})");
    const auto broken =
        runBody(start + toolStart(0) + toolInput(0, R"({\"city\":)") + stopBlock + stop + metadata);
    QVERIFY2(!broken->result().error, qPrintable(broken->problems()));
    QVERIFY(broken->result().folded.runnableToolUses().empty());
    QCOMPARE(broken->result().folded.unparsedToolInputs.at(0), QByteArray(R"({"city":)"));
    const auto whole = runBody(start + toolStart(0) + toolInput(0, R"({\"city\":)") +
                               toolInput(0, R"(\"Ulm\"})") + stopBlock + stop);
    QCOMPARE(whole->result().folded.runnableToolUses().size(), size_t(1));
}

void TestWireFaults::cutAfterAToolCallRunsNothing()
{
    const QByteArray stopBlock = eventFrame("contentBlockStop", R"({"contentBlockIndex":0})");
    const QByteArray call = start + toolStart(0) + toolInput(0, "{}") + stopBlock;
    for (const QByteArray &body : {call, call + metadata, call + stop + metadata.left(20)}) {
        const auto log = runBody(body);
        QVERIFY(log->result().error.has_value());
        QVERIFY(log->result().folded.runnableToolUses().empty());
    }
}

void TestWireFaults::hugeAndTinyDeltasDoNotFreeze()
{
    QByteArray tiny = start;
    for (int i = 0; i < 100'000; ++i)
        tiny += text("x");
    tiny += text("") + text("") + stop + metadata;
    const QByteArray largest(24 * 1024 * 1024 - 500, 'y');
    const QByteArray huge = start + text(largest) + stop + metadata;

    GuiGapTimer gaps;
    const auto measured = [&](const QByteArray &body) {
        FaultServer server(streamed(body));
        auto log = m_rig->start(m_rig->call(server.url("")));
        connect(log->job.get(), &ConverseJob::finished, &gaps, &GuiGapTimer::stop);
        gaps.start();
        ClientRig::waitForEnd(*log);
        return log;
    };
    // reliability.md, P32; the time of this thread alone, whatever else the machine does.
    constexpr double longest = 100;
    const auto tinyLog = measured(tiny);
    qInfo("100 000 deltas of one byte: %s", qPrintable(gaps.summary()));
    QVERIFY2(!tinyLog->result().error, qPrintable(tinyLog->problems()));
    QCOMPARE(tinyLog->text().size(), 100'000);
    QVERIFY2(gaps.busiest() <= longest, qPrintable(gaps.summary()));
    const auto hugeLog = measured(huge);
    qInfo("one delta of 24 MiB: %s", qPrintable(gaps.summary()));
    QVERIFY2(!hugeLog->result().error, qPrintable(hugeLog->problems()));
    QCOMPARE(hugeLog->text().size(), largest.size());
    QVERIFY2(gaps.busiest() <= longest, qPrintable(gaps.summary()));
}

void TestWireFaults::cutAnywhereIsNeverComplete()
{
    const QByteArray body = textStream();
    const qsizetype complete = unfinishedStream().size() + // the end of messageStop; metadata is left out
                               eventFrame("messageStop", R"({"stopReason":"end_turn","p":"abc"})").size();
    // Each cut at another place, and each in another way.
    const auto scriptFor = [&body](qsizetype at, int way) -> FaultScript {
        const QByteArray part = body.left(at);
        if (way == 0) // the chunk is never finished
            return script::raw(script::eventStreamHead() + QByteArray::number(body.size(), 16) + "\r\n" +
                               part);
        if (way == 1) // a proper end of the body
            return script::raw(script::eventStreamHead() + script::chunked(part));
        if (way == 2) // shorter than promised
            return script::raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nContent-Length: " +
                QByteArray::number(body.size()) + "\r\n\r\n" + part);
        return script::rawThenReset(script::eventStreamHead() + QByteArray::number(body.size(), 16) + "\r\n" +
                                    part);
    };
    int completes = 0;
    constexpr int cuts = 50;
    for (int i = 0; i < cuts; ++i) {
        const qsizetype at = i == cuts - 1 ? complete : body.size() * i / cuts;
        FaultServer server(scriptFor(at, i % 4));
        const auto log = m_rig->run(m_rig->call(server.url("")));
        const bool isComplete = log->result().folded.outcome == Outcome::Complete;
        QVERIFY2(isComplete == (at == complete), qPrintable(QStringLiteral("cut at %1").arg(at)));
        QCOMPARE(!log->result().error.has_value(), isComplete);
        QCOMPARE(server.requests(), 1);
        QVERIFY(QStringLiteral("Hello from the stream").startsWith(log->text()));
        completes += isComplete ? 1 : 0;
    }
    QCOMPARE(completes, 1);
}

QTEST_GUILESS_MAIN(TestWireFaults)
#include "tst_wirefaults.moc"
