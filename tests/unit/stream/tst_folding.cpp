// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include "core/eventstream/framedecoder.h"
#include "core/stream/decodereport.h"
#include "core/stream/messageassembler.h"
#include "core/stream/recording.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::stream;
using json::Json;

namespace
{

// In the large recording each text is described by its hash, size and both ends.
Json withTextsDescribed(Json folded)
{
    const Json content = folded.value("message").value("content");
    for (qsizetype i = 0; i < content.size(); ++i) {
        const QByteArray text = content.at(i).value("text").toUtf8();
        const QString shown = QString::fromUtf8(text);
        const auto hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
        folded.replace(*json::Pointer::parse(u"/message/content/%1"_s.arg(i)),
                       Json::object({{"textSha256"_L1, Json::string(hash)},
                                     {"textBytes"_L1, text.size()},
                                     {"textStart"_L1, shown.first(120)},
                                     {"textEnd"_L1, shown.last(120)}}));
    }
    return folded;
}

Json parsedFile(const QString &path)
{
    const auto parsed = json::parse(cases::readFile(path));
    return parsed ? *parsed : Json();
}

// Both sides in full where they differ: Qt Test shows only the beginning of long texts.
bool same(const Json &actual, const Json &expected)
{
    if (actual.equivalent(expected))
        return true;
    qWarning().noquote() << "got" << json::write(actual) << "\nbut expected" << json::write(expected);
    return false;
}

std::vector<qsizetype> stepsOf(const Json &events, qsizetype size)
{
    std::vector<qsizetype> steps;
    const Json plans = events.value("chunkPlans");
    for (qsizetype i = 0; i < plans.size(); ++i)
        steps.push_back(static_cast<qsizetype>(plans.at(i).value("every").toInt().value_or(size)));
    return steps;
}

void addRecordings(const QString &area)
{
    QTest::addColumn<QString>("path");
    for (const QString &path : cases::recordings(area))
        QTest::newRow(qPrintable(path.section(u'/', -1))) << path;
    if (cases::recordings(area).isEmpty())
        QTest::newRow("none") << QString();
}

bool recordingsAreMissing()
{
    if (!cases::vectorFolder().isEmpty())
        return false;
    std::printf("SKIPPED: recordings are not there (OUTCROP_VECTORS)\n");
    return true;
}

} // namespace

class TestFolding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsEveryRecordingExactly_data() { addRecordings(u"converse-stream"_s); }
    void foldsEveryRecordingExactly();
    void decodesEveryInvokeRecording_data() { addRecordings(u"invoke-stream"_s); }
    void decodesEveryInvokeRecording();
    void neverShowsACutRecordingAsComplete_data() { addRecordings(u"converse-stream"_s); }
    void neverShowsACutRecordingAsComplete();
    void foldsOurOwnCases_data();
    void foldsOurOwnCases();
    void foldsAnAnswerThatWasNotStreamed();
    void reportsFramesOfEveryHeaderType();
};

void TestFolding::foldsEveryRecordingExactly()
{
    if (recordingsAreMissing())
        QSKIP("no vectors");
    QFETCH(QString, path);
    const QByteArray body = cases::readFile(path + ".bin"_L1);
    const Json events = parsedFile(path + ".events.json"_L1);
    QCOMPARE(body.size(), events.value("bytes").toInt());
    const bool large = events.value("framesOmitted").toBool().value_or(false);
    for (const qsizetype step : stepsOf(events, body.size())) {
        DecodeReport report(DecodeReport::Mode::Converse);
        std::vector<Json> frames;
        for (qsizetype at = 0; at < body.size(); at += step) {
            for (Json &frame : report.feed(body.mid(at, step)))
                frames.push_back(std::move(frame));
        }
        const Json last = report.finish();
        QCOMPARE(qsizetype(frames.size()), *events.value("frameCount").toInt());
        for (qsizetype i = 0; !large && i < qsizetype(frames.size()); ++i)
            QVERIFY(same(frames[size_t(i)], events.value("frames").at(i)));
        const Json folded = last.value("folded");
        QVERIFY(same(large ? withTextsDescribed(folded) : folded, events.value("folded")));
        QCOMPARE(folded.size(), events.value("folded").size());
        QVERIFY(same(last.value("tail"), events.value("tail")));
        QCOMPARE(last.contains("tail"), events.contains("tail"));
    }
    const Json whole = [&] {
        DecodeReport report(DecodeReport::Mode::Converse);
        report.feed(body);
        return report.finish().value("folded");
    }();
    QVERIFY(same(foldRecording(body).toJson(), whole));
}

void TestFolding::decodesEveryInvokeRecording()
{
    if (recordingsAreMissing())
        QSKIP("no vectors");
    QFETCH(QString, path);
    const QByteArray body = cases::readFile(path + ".bin"_L1);
    const Json events = parsedFile(path + ".events.json"_L1);
    for (const qsizetype step : stepsOf(events, body.size())) {
        DecodeReport report(DecodeReport::Mode::Invoke);
        Json frames = Json::array();
        for (qsizetype at = 0; at < body.size(); at += step) {
            for (const Json &frame : report.feed(body.mid(at, step)))
                frames.append(frame);
        }
        QVERIFY(same(frames, events.value("frames")));
        const Json last = report.finish();
        QVERIFY(same(last.value("chunks"), events.value("chunks")));
        QVERIFY(!last.contains("tail"));
    }
}

void TestFolding::neverShowsACutRecordingAsComplete()
{
    if (recordingsAreMissing())
        QSKIP("no vectors");
    QFETCH(QString, path);
    const QByteArray body = cases::readFile(path + ".bin"_L1);
    if (body.size() > 20'000)
        return; // the small ones hold every shape
    // Where frames end, and from which of these borders on the message is whole.
    std::vector<qsizetype> borders{0};
    qsizetype whole = body.size() + 1;
    eventstream::FrameDecoder decoder;
    decoder.feed(body);
    while (const auto frame = decoder.takeFrame()) {
        borders.push_back(qsizetype(frame->offset + frame->length));
        if (frame->string(":event-type") == "messageStop")
            whole = std::min(whole, borders.back());
    }
    for (qsizetype cut = 0; cut < body.size(); ++cut) {
        const Folded folded = foldRecording(QByteArrayView(body).first(cut));
        const bool border = std::find(borders.begin(), borders.end(), cut) != borders.end();
        if (folded.outcome == Outcome::Complete)
            QVERIFY2(border && cut >= whole, qPrintable(QString::number(cut)));
        if (!border && cut < borders.back())
            QVERIFY(folded.outcome == Outcome::Truncated);
        if (folded.outcome != Outcome::Complete)
            QVERIFY(folded.runnableToolUses().empty());
        QVERIFY(folded.message.isObject());
    }
}

void TestFolding::foldsOurOwnCases_data()
{
    QTest::addColumn<QString>("path");
    const QDir dir(QStringLiteral(OUTCROP_TEST_DATA "/stream"));
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    QVERIFY(names.size() >= 12);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << dir.filePath(name);
}

void TestFolding::foldsOurOwnCases()
{
    QFETCH(QString, path);
    const Json description = parsedFile(path);
    QVERIFY(description.isObject());
    const QByteArray body = cases::bodyOf(description);
    const Json expected = description.value("folded");
    QVERIFY(expected.size() > 0);
    for (const qsizetype step : {body.size(), qsizetype(1), qsizetype(7)}) {
        DecodeReport report(DecodeReport::Mode::Converse);
        for (qsizetype at = 0; at < body.size(); at += step)
            report.feed(body.mid(at, step));
        const Json folded = report.finish().value("folded");
        for (qsizetype i = 0; i < expected.size(); ++i)
            QVERIFY(same(folded.value(expected.keyAt(i)), expected.at(i)));
        QCOMPARE(report.folded()->runnableToolUses().size(),
                 size_t(description.value("runnable").toInt().value_or(0)));
    }
    // Frames one by one, as a client gets them, and looked at after each.
    MessageAssembler assembler;
    eventstream::FrameDecoder decoder;
    decoder.feed(body);
    while (const auto frame = decoder.takeFrame()) {
        assembler.apply(*frame);
        QVERIFY(assembler.folded().outcome != Outcome::Complete);
    }
    assembler.finish(decoder.finish());
    const Json folded = assembler.folded().toJson();
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY(same(folded.value(expected.keyAt(i)), expected.at(i)));
}

void TestFolding::foldsAnAnswerThatWasNotStreamed()
{
    const Json body = *json::parse(QByteArray(R"({"output":{"message":{"role":"assistant","content":[
        {"text":"Hi"},{"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1.0}}}]}},
        "stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3,"new":4},
        "metrics":{"latencyMs":5},"additionalModelResponseFields":{"x":1},"serviceTier":{"type":"flex"}})"));
    const Folded folded = foldConverseResponse(body);
    QCOMPARE(folded.outcome, Outcome::Complete);
    QCOMPARE(folded.stopReason, u"tool_use"_s);
    QCOMPARE(folded.usage, body.value("usage"));
    QCOMPARE(folded.message, body.value("output").value("message"));
    QCOMPARE(folded.blockIndexes, (std::vector<qint64>{0, 1}));
    QCOMPARE(folded.runnableToolUses().size(), 1U);
    QVERIFY(folded.trace.isNull());
    QCOMPARE(json::write(folded.runnableToolUses()[0].value("input")), QByteArray(R"({"a":1.0})"));
    QCOMPARE(folded.toJson().size(), 14);
    QCOMPARE(foldConverseResponse(Json()).outcome, Outcome::Incomplete);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(outcomeFromName(QString(outcomeName(Outcome(i)))), Outcome(i));
    QVERIFY(!outcomeFromName(u"done"));
}

void TestFolding::reportsFramesOfEveryHeaderType()
{
    using eventstream::HeaderType;
    eventstream::Frame frame;
    frame.offset = 7;
    frame.length = 9;
    frame.headers = {{"yes", HeaderType::BoolTrue, 0, {}},
                     {"int", HeaderType::Integer, -5, {}},
                     {"long", HeaderType::Long, 9'007'199'254'740'993, {}},
                     {"bytes", HeaderType::ByteArray, 0, "ab"},
                     {"id", HeaderType::Uuid, 0, QByteArray::fromHex("0102030405060708090a0b0c0d0e0f10")}};
    frame.payload = "not json";
    QCOMPARE(
        json::write(frameReport(frame)),
        QByteArray(R"({"offset":7,"length":9,"headers":{"yes":{"type":"boolean","value":true},)"
                   R"("int":{"type":"integer","value":-5},"long":{"type":"long","value":"9007199254740993"},)"
                   R"("bytes":{"type":"binary","value":"YWI="},)"
                   R"("id":{"type":"uuid","value":"01020304-0506-0708-090a-0b0c0d0e0f10"}},)"
                   R"("payload":null,"payloadText":"not json"})"));
    frame.payload = R"({ "n": 1.0, "n": 2 })";
    QCOMPARE(json::write(frameReport(frame).value("payload"), json::Layout::AsWritten), frame.payload);
}

QTEST_APPLESS_MAIN(TestFolding)
#include "tst_folding.moc"
