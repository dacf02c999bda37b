// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_messageassembler.h"

#include "cases.h"
#include "core/eventstream/framedecoder.h"
#include "core/eventstream/frameencoder.h"
#include "core/stream/messageassembler.h"
#include "tests/support/cputimer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::stream;
using eventstream::FrameDecoder;
using json::Json;

namespace
{

// An assembler with a decoder in front of it.
class Stream
{
public:
    Change put(const QByteArray &frame)
    {
        m_decoder.feed(frame);
        Change change;
        while (const auto *view = m_decoder.takeView()) {
            change = assembler.apply(*view);
            if (assembler.hasMore())
                m_held = m_decoder.viewedBytes();
        }
        return change;
    }
    Change text(int index, const QString &text) { return put(cases::textDelta(index, text)); }
    Change delta(const QByteArray &payload) { return put(cases::event("contentBlockDelta", payload)); }
    Change stop(int index)
    {
        return put(
            cases::event("contentBlockStop", "{\"contentBlockIndex\":" + QByteArray::number(index) + "}"));
    }
    Change messageStop() { return put(cases::event("messageStop", R"({"stopReason":"end_turn"})")); }
    Folded finish()
    {
        assembler.finish(m_decoder.finish());
        return assembler.folded();
    }
    const LiveBlock &block(size_t position = 0) const { return assembler.blocks()[position]; }

    MessageAssembler assembler;

private:
    FrameDecoder m_decoder;
    QByteArray m_held; // of a frame that was not taken whole
};

const QByteArray toolStart = cases::event(
    "contentBlockStart", R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"id1","name":"look"}}})");

QByteArray wobblyDelta(const QByteArray &rawText)
{
    return cases::event("contentBlockDelta",
                        R"({"contentBlockIndex":0,"delta":{"text":")" + rawText + "\"}}");
}

} // namespace

void TestMessageAssembler::saysWhatGrew()
{
    Stream stream;
    QCOMPARE(stream.put(cases::event("messageStart", R"({"role":"assistant"})")).kind, Change::Kind::Started);
    Change change = stream.text(0, u"Hel"_s);
    QCOMPARE(change.kind, Change::Kind::TextAppended);
    QCOMPARE(change.position, 0);
    QVERIFY(change.opened);
    QCOMPARE(change.appended, u"Hel"_s);
    change = stream.text(0, u"lo\n"_s);
    QVERIFY(!change.opened);
    QCOMPARE(change.appended, u"lo\n"_s);
    change = stream.delta(R"({"contentBlockIndex":0,"delta":{"citation":{"title":"T"}}})");
    QCOMPARE(change.kind, Change::Kind::BlockUpdated);
    QCOMPARE(stream.stop(0).kind, Change::Kind::BlockClosed);
    change = stream.delta(R"({"contentBlockIndex":1,"delta":{"reasoningContent":{"text":"hm"}}})");
    QCOMPARE(change.kind, Change::Kind::ReasoningAppended);
    QCOMPARE(change.position, 1);
    change = stream.put(cases::event(
        "contentBlockStart", R"({"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"i","name":"n"}}})"));
    QCOMPARE(change.kind, Change::Kind::BlockOpened);
    QCOMPARE(change.position, 2);
    change = stream.delta(R"({"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"a\""}}})");
    QCOMPARE(change.kind, Change::Kind::ToolInputAppended);
    QCOMPARE(change.appended, u"{\"a\""_s);
    QCOMPARE(stream.put(cases::event("ping", "{}")).kind, Change::Kind::Ignored);
    QCOMPARE(stream.messageStop().kind, Change::Kind::Stopped);
    QCOMPARE(stream.put(cases::event("metadata", R"({"usage":{"inputTokens":1}})")).kind,
             Change::Kind::Metadata);
    QCOMPARE(stream.assembler.usage().value("inputTokens").toInt(), 1);
    QCOMPARE(stream.put(cases::exception("throttlingException", R"({"message":"m"})")).kind,
             Change::Kind::Problem);
}

void TestMessageAssembler::canBeShownAtAnyMoment()
{
    Stream stream;
    QCOMPARE(json::write(stream.assembler.folded().message),
             QByteArray(R"({"role":"assistant","content":[]})"));
    stream.put(toolStart);
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"q\": 1.0"}}})");
    Folded folded = stream.assembler.folded();
    QCOMPARE(folded.outcome, Outcome::Incomplete);
    QCOMPARE(folded.unparsedToolInputs.at(0), QByteArray(R"({"q": 1.0)"));
    QVERIFY(stream.block().open);
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"}"}}})");
    stream.messageStop();
    QCOMPARE(stream.assembler.folded().outcome, Outcome::Incomplete);
    QVERIFY(stream.assembler.folded().runnableToolUses().empty());
    folded = stream.finish();
    QCOMPARE(folded.outcome, Outcome::Complete);
    QCOMPARE(json::write(folded.runnableToolUses().at(0).value("input"), json::Layout::AsWritten),
             QByteArray(R"({"q": 1.0})"));
    QVERIFY(stream.block().isRunnable());
}

void TestMessageAssembler::keepsCharactersWholeHoweverBytesAreSplit_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("two bytes") << u"é"_s;
    QTest::newRow("three bytes") << u"日本語"_s;
    QTest::newRow("four bytes") << u"a😀b"_s;
    QTest::newRow("combined") << u"é 👩‍👩‍👧 ﷽ ~"_s;
}

void TestMessageAssembler::keepsCharactersWholeHoweverBytesAreSplit()
{
    QFETCH(QString, text);
    const QByteArray utf8 = text.toUtf8();
    for (qsizetype first = 0; first <= utf8.size(); ++first) {
        for (qsizetype second = first; second <= utf8.size(); ++second) {
            Stream stream;
            QString shown;
            for (const QByteArray &piece :
                 {utf8.first(first), utf8.mid(first, second - first), utf8.mid(second)}) {
                shown += stream.put(wobblyDelta(piece)).appended;
                QVERIFY(!shown.contains(QChar::ReplacementCharacter));
                QVERIFY(text.startsWith(shown));
            }
            QCOMPARE(shown, text);
            QCOMPARE(stream.block().text, text);
        }
    }
    Stream bytes;
    for (const char byte : utf8)
        bytes.put(wobblyDelta(QByteArray(1, byte)));
    QCOMPARE(bytes.block().text, text);
    QVERIFY(bytes.assembler.ignored().empty());
}

void TestMessageAssembler::joinsHalvesOfSurrogatePairs()
{
    Stream stream;
    QCOMPARE(stream.put(wobblyDelta(R"(a\n\ud83d)")).appended, u"a\n"_s);
    QCOMPARE(stream.put(wobblyDelta(R"(\ude00 b)")).appended, u"😀 b"_s);
    stream.put(wobblyDelta(R"(\ud83d\ude00)"));
    QCOMPARE(stream.block().text, u"a\n😀 b😀"_s);
}

void TestMessageAssembler::showsWhatNeverBecomesACharacterReplaced()
{
    Stream stream;
    stream.put(wobblyDelta("a\xff"));
    stream.put(wobblyDelta(R"(\ud83dx\ude00)"));
    stream.put(wobblyDelta("\xc3"));
    QCOMPARE(stream.block().text, u"a\uFFFD\uFFFDx\uFFFD"_s);
    stream.stop(0);
    QCOMPARE(stream.block().text, u"a\uFFFD\uFFFDx\uFFFD\uFFFD"_s);
    QVERIFY(json::parse(json::write(stream.assembler.folded().toJson())));
}

void TestMessageAssembler::keepsToolInputWhole()
{
    Stream stream;
    stream.put(toolStart);
    const QByteArray input = QByteArrayLiteral("{\"a\":\"gr\xc3\xbcn\"}");
    for (const char byte : input) {
        const QByteArray piece = byte == '"' ? QByteArray("\\\"") : QByteArray(1, byte);
        stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":")" + piece + R"("}}})");
    }
    QCOMPARE(stream.block().toolInput, input);
    stream.stop(0);
    QCOMPARE(stream.block().inputState, LiveBlock::InputState::Usable);
    QCOMPARE(stream.block().input.value("a").toString(), u"grün"_s);
}

void TestMessageAssembler::parsesToolInputOnlyAtTheEnd()
{
    Stream stream;
    stream.put(toolStart);
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}})");
    QCOMPARE(stream.block().inputState, LiveBlock::InputState::Arriving);
    QVERIFY(!stream.block().isRunnable());
    stream.stop(0);
    QCOMPARE(stream.block().inputState, LiveBlock::InputState::Usable);
}

void TestMessageAssembler::boundsTheNumberOfBlocks()
{
    Stream stream;
    for (int i = 0; i < int(BlockMap::maxBlocks) + 50; ++i)
        stream.text(i, u"x"_s);
    QCOMPARE(stream.assembler.blocks().size(), BlockMap::maxBlocks);
    QCOMPARE(stream.assembler.ignored().size(), 50U);
    QCOMPARE(stream.assembler.ignored().back().why, u"block limit"_s);
    stream.text(17, u"y"_s);
    QCOMPARE(stream.block(17).text, u"xy"_s);
}

void TestMessageAssembler::acceptsHugeAndOddIndexes()
{
    Stream stream;
    stream.delta(R"({"contentBlockIndex":2147483648,"delta":{"text":"far"}})");
    stream.delta(R"({"contentBlockIndex":-3,"delta":{"text":"below"}})");
    stream.delta(R"({"delta":{"text":"none"}})");
    stream.delta(R"({"contentBlockIndex":1e99,"delta":{"text":"never"}})");
    stream.delta(R"({"contentBlockIndex":"1","delta":{"text":"never"}})");
    stream.stop(77);
    stream.messageStop();
    const Folded folded = stream.finish();
    QCOMPARE(folded.outcome, Outcome::Complete);
    QCOMPARE(folded.blockIndexes, (std::vector<qint64>{-3, 0, 2147483648}));
    QCOMPARE(folded.message.value("content").at(0).value("text").toString(), u"below"_s);
    QCOMPARE(folded.ignored.size(), 2U);
}

void TestMessageAssembler::keepsBlocksApartThatShareAnIndex()
{
    Stream stream;
    stream.delta(R"({"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"think"}}})");
    stream.text(0, u"say"_s);
    stream.put(toolStart);
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"n\":1}"}}})");
    stream.put(
        cases::event("contentBlockStart",
                     R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"id2","name":"look"}}})"));
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"n\":2}"}}})");
    stream.messageStop();
    const Folded folded = stream.finish();
    QCOMPARE(json::write(folded.message.value("content")),
             QByteArray(R"([{"reasoningContent":{"reasoningText":{"text":"think"}}},{"text":"say"},)"
                        R"({"toolUse":{"toolUseId":"id1","name":"look","input":{"n":1}}},)"
                        R"({"toolUse":{"toolUseId":"id2","name":"look","input":{"n":2}}}])"));
    QCOMPARE(folded.runnableToolUses().size(), 2U);
}

void TestMessageAssembler::keepsInputsApartThatShareAnIndex()
{
    Stream stream;
    stream.put(toolStart);
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"n\":1}"}}})");
    stream.put(
        cases::event("contentBlockStart",
                     R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"id2","name":"look"}}})"));
    stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"n\":"}}})");
    stream.messageStop();
    const Folded folded = stream.finish();
    QCOMPARE(folded.runnableToolUses().size(), 1U);
    QCOMPARE(folded.runnableToolUses().at(0).value("toolUseId").toString(), u"id1"_s);
    QCOMPARE(folded.unparsedToolInputs, (std::map<size_t, QByteArray>{{1, R"({"n":)"}}));
    QCOMPARE(json::write(folded.toJson().value("unparsedToolInputs")), QByteArray("{\"0\":\"{\\\"n\\\":\"}"));
}

void TestMessageAssembler::keepsUnknownBlocksBesideTheMessage()
{
    Stream stream;
    stream.text(0, u"a"_s);
    stream.delta(R"({"contentBlockIndex":1,"delta":{"hologram":{"x":1}}})");
    stream.delta(R"({"contentBlockIndex":1,"delta":{"hologram":{"x":2}}})");
    stream.text(2, u"b"_s);
    stream.messageStop();
    const Folded folded = stream.finish();
    QCOMPARE(json::write(folded.message.value("content")), QByteArray(R"([{"text":"a"},{"text":"b"}])"));
    QCOMPARE(folded.unknownBlocks.size(), 1U);
    QCOMPARE(folded.unknownBlocks[0].position, 1U);
    QCOMPARE(folded.unknownBlocks[0].events.size(), 2);
}

void TestMessageAssembler::readsNothingAfterAnException()
{
    Stream stream;
    stream.text(0, u"kept"_s);
    stream.put(cases::exception("modelStreamErrorException", "plain words"));
    stream.text(0, u" not"_s);
    stream.messageStop();
    const Folded folded = stream.finish();
    QCOMPARE(folded.outcome, Outcome::Exception);
    QCOMPARE(folded.problem->message, u"plain words"_s);
    QCOMPARE(folded.message.value("content").at(0).value("text").toString(), u"kept"_s);
    QCOMPARE(folded.ignored.size(), 2U);
    QVERIFY(folded.stopReason.isNull());
}

void TestMessageAssembler::failsOnFramesThatDoNotSayWhatTheyAre()
{
    using eventstream::stringHeader;
    for (const auto &headers :
         {std::vector{stringHeader(":message-type", "event")},
          std::vector{stringHeader(":message-type", "surprise")}, std::vector<eventstream::Header>{}}) {
        Stream stream;
        stream.text(0, u"kept"_s);
        QCOMPARE(stream.put(eventstream::encodeFrame(headers, "{}")).kind, Change::Kind::Problem);
        stream.messageStop();
        const Folded folded = stream.finish();
        QCOMPARE(folded.outcome, Outcome::Error);
        QVERIFY(!folded.problem->message.isEmpty());
    }
    // Only the event type is there: that is enough.
    Stream stream;
    stream.put(
        eventstream::encodeFrame({stringHeader(":event-type", "messageStop")}, R"({"stopReason":"x"})"));
    QCOMPARE(stream.finish().outcome, Outcome::Complete);
}

void TestMessageAssembler::sharesNoStateBetweenViewsAndFrames()
{
    // The same assembler fed by views and by copies must not take one frame's headers for another's.
    const QByteArray frames[] = {cases::textDelta(0, u"a"_s), cases::event("ping", "{}"),
                                 cases::textDelta(0, u"b"_s),
                                 cases::event("messageStop", R"({"stopReason":"s"})")};
    MessageAssembler assembler;
    FrameDecoder decoder;
    bool copy = false;
    for (const QByteArray &frame : frames) {
        decoder.feed(frame);
        const auto *view = decoder.takeView();
        if (copy)
            assembler.apply(view->toFrame());
        else
            assembler.apply(*view);
        copy = !copy;
    }
    QCOMPARE(assembler.blocks()[0].text, u"ab"_s);
    QVERIFY(assembler.stopSeen());
    QCOMPARE(assembler.ignored().size(), 1U);
}

void TestMessageAssembler::costsWhatEachDeltaAdds()
{
    // The last deltas of a long answer must not cost more than the first.
    Stream stream;
    const QByteArray frame = cases::textDelta(0, u"x"_s);
    const auto run = [&](int count) {
        outcrop::testsupport::CpuTimer timer;
        for (int i = 0; i < count; ++i)
            stream.put(frame);
        return timer.nsecsElapsed();
    };
    run(1000);
    const qint64 first = run(30'000);
    run(200'000);
    const qint64 last = run(30'000);
    QCOMPARE(stream.block().text.size(), 261'000);
    QVERIFY2(last < 5 * first + 20'000'000, qPrintable(u"%1 then %2 ns"_s.arg(first).arg(last)));

    Stream large; // one delta of the largest size
    const QString text(20 * 1024 * 1024, u'y');
    QCOMPARE(large.text(0, text).appended.size(), text.size());
}

void TestMessageAssembler::takesALongDeltaInPiecesOfAnySize()
{
    const QString words = u"a“\\”\n🎉\té"_s;
    const QByteArray spelled[] = {
        "a\xe2\x80\x9c\\\\\xe2\x80\x9d\\n\xf0\x9f\x8e\x89\\t\xc3\xa9",
        R"(a\u201c\\\u201d\n\ud83c\udf89\t\u00e9)",
    };
    const QByteArray around[] = {
        R"({"contentBlockIndex":0,"delta":{"text":"%"}})",
        R"({"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"%"}}})",
    };
    for (const QByteArray &payload : around) {
        for (const QByteArray &text : spelled) {
            const QByteArray frame =
                cases::event("contentBlockDelta", QByteArray(payload).replace('%', text.repeated(3)));
            for (qsizetype size = 1; size <= text.size() * 3 + 1; ++size) {
                FrameDecoder decoder;
                MessageAssembler assembler;
                assembler.setTextAtOnce(size);
                decoder.feed(frame);
                const auto *view = decoder.takeView();
                QVERIFY(view);
                Change change = assembler.apply(*view);
                QVERIFY(change.opened && !change.isMore);
                QString taken = change.appended;
                while (assembler.hasMore()) {
                    change = assembler.more();
                    QVERIFY(change.isMore && !change.opened && !change.appended.isEmpty());
                    QVERIFY(change.appended.isValidUtf16());
                    taken += change.appended;
                }
                QCOMPARE(taken, words.repeated(3));
                QCOMPARE(assembler.blocks()[0].text, taken);
            }
        }
    }
}

void TestMessageAssembler::whatIsLeftOfADeltaIsNeverLost()
{
    for (const bool byTheNextFrame : {true, false}) {
        Stream stream;
        stream.assembler.setTextAtOnce(3);
        QCOMPARE(stream.text(0, u"one two"_s).appended, u"one"_s);
        QVERIFY(stream.assembler.hasMore());
        if (byTheNextFrame)
            QCOMPARE(stream.text(1, u"three"_s).position, 1);
        const Folded folded = stream.finish();
        QCOMPARE(folded.message.value("content").at(0).value("text").toString(), u"one two"_s);
        QCOMPARE(folded.message.value("content").size(), byTheNextFrame ? 2 : 1);
        QVERIFY(!stream.assembler.hasMore());
    }
}

void TestMessageAssembler::theInputOfAToolComesInPiecesToo()
{
    Stream stream;
    stream.put(toolStart);
    stream.assembler.setTextAtOnce(2);
    QCOMPARE(stream.delta(R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"a\":[1]}"}}})").appended,
             u"{\""_s);
    stream.stop(0);
    QCOMPARE(stream.block().input.value("a").at(0).toInt(), 1);
}
