// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/streamreader.h"
#include "tests/support/clientrig.h"

#include <QTest>

using namespace outcrop;
using client::StreamReader;
using testsupport::eventFrame;

namespace
{

QByteArray textDelta(const QByteArray &text)
{
    return eventFrame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":")" + text + R"("}})");
}

QString textOf(StreamReader &reader)
{
    reader.assembler().finish(reader.decoder().finish());
    return reader.assembler().folded().message.value("content").at(0).value("text").toString();
}

} // namespace

class TestStreamReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLargeFrameIsOneFrameAndManyChanges()
    {
        StreamReader reader;
        reader.feed(textDelta(QByteArray(5 * 1024 * 1024, 'y')) + textDelta("end"), std::chrono::seconds(1));
        int frames = 0;
        int changes = 0;
        QString text;
        while (const auto step = reader.next({})) {
            frames += step->frame ? 1 : 0;
            QCOMPARE(step->change.isMore, !step->frame);
            text += step->change.appended;
            ++changes;
        }
        QCOMPARE(frames, 2);
        QCOMPARE(changes, 6);
        QCOMPARE(text, textOf(reader));
        QCOMPARE(text.size(), 5 * 1024 * 1024 + 3);
    }

    // However the bytes that follow come: the text lies in the decoder's buffer until it is taken.
    void whatIsLeftIsTakenBeforeTheBytesGo()
    {
        const QByteArray first = textDelta(QByteArray(3 * 1024 * 1024, 'a'));
        const QByteArray second = textDelta(QByteArray(2 * 1024 * 1024, 'b'));
        const QByteArray body = first + second + textDelta("cut off").first(50);
        for (const qsizetype piece : {body.size(), first.size() + 1000, qsizetype(1'000'000)}) {
            StreamReader reader;
            bool began = false;
            for (qsizetype at = 0; at < body.size(); at += piece) {
                reader.feed(body.mid(at, piece), {});
                began = began || reader.next({});
            }
            QVERIFY(began && reader.assembler().hasMore());
            reader.takeAll();
            QVERIFY(!reader.assembler().hasMore());
            const QString text = textOf(reader);
            QCOMPARE(text, QString(3 * 1024 * 1024, u'a') + QString(2 * 1024 * 1024, u'b'));
            QCOMPARE(reader.assembler().outcome(), stream::Outcome::Truncated);
        }
    }

    void aFrameArrivesWithItsLastByte()
    {
        using std::chrono::seconds;
        const QByteArray frame = textDelta("x");
        StreamReader reader;
        reader.feed(frame + frame.first(20), seconds(1));
        reader.feed(frame.sliced(20, 10), seconds(2));
        reader.feed(frame.sliced(30) + frame, seconds(3));
        reader.feed(frame.first(5), seconds(4));
        for (const seconds arrival : {seconds(1), seconds(3), seconds(3)})
            QCOMPARE(reader.next({})->frame->sinceStart, arrival);
        QVERIFY(!reader.next({}));
        reader.feed(frame.sliced(5), seconds(5));
        QCOMPARE(reader.next({})->frame->sinceStart, seconds(5));
    }
};

QTEST_GUILESS_MAIN(TestStreamReader)
#include "tst_streamreader.moc"
