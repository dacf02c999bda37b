// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/base/offthread.h"
#include "core/conversation/conversationdocument.h"
#include "tests/integration/gui/appfixture.h"
#include "tests/support/guigaptimer.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using conversation::DocumentSaver;
using testsupport::AppFixture;
using testsupport::GuiGapTimer;

namespace
{

constexpr qsizetype largeFile = 25 * 1000 * 1000;

// Beyond what the same takes with a small file, in milliseconds of CPU between two firings of a timer. Work
// on the bytes themselves is far above it: copying them takes 5, base64 25, SHA-256 25, JSON 50 and more.
constexpr double mostBeyond = 20;

// Nothing a compression or a comparison could make short work of.
QByteArray noise(qsizetype size)
{
    QByteArray bytes("\0\0\0\x18"
                     "ftypmp42",
                     12);
    bytes.reserve(size);
    for (quint32 state = 1; bytes.size() < size;) {
        state = state * 1664525u + 1013904223u;
        bytes += static_cast<char>(state >> 24);
    }
    return bytes;
}

QByteArray bytesIn(const json::Json &block)
{
    return QByteArray::fromBase64(block.at(0).value("source"_L1).value("bytes"_L1).toUtf8());
}

} // namespace

/// What takes long with a file of 25 MB does not hold the window.
class TestLargeFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_small = noise(1000);
        m_large = noise(largeFile);
    }

    void aRunDoesNotHoldTheWindow()
    {
        double usual = 0;
        for (const QByteArray *bytes : {&m_small, &m_large}) {
            AppFixture fixture;
            fixture.start();
            attach(fixture, *bytes);
            fixture.type(u"What is it?"_s);
            GuiGapTimer gaps;
            gaps.start();
            fixture.pressRun();
            QVERIFY(fixture.app().run().isRunning()); // at once, whatever is still to be written
            // An event loop that never sleeps in between: the body goes out piece by piece.
            QSignalSpy finished(&fixture.app().run(), &run::RunController::runFinished);
            QVERIFY(finished.wait(60'000));
            const qsizetype before = gaps.count();
            QTRY_VERIFY(gaps.count() > before + 100); // what is shown of it afterwards counts too
            gaps.stop();
            qInfo("run, %lld bytes: %s", static_cast<long long>(bytes->size()), qPrintable(gaps.summary()));
            QCOMPARE(fixture.app().simulator().requestCount(), 1);
            QVERIFY(fixture.row(1).state == ui::models::TurnState::Complete);
            QVERIFY2(usual == 0 || gaps.busiest() < usual + mostBeyond, qPrintable(gaps.summary()));
            usual = gaps.busiest();
        }
    }

    void stopBeforeTheRequestIsWrittenSendsNothing()
    {
        AppFixture fixture;
        fixture.start();
        attach(fixture, m_large);
        fixture.type(u"What is it?"_s);
        fixture.pressRun();
        fixture.pressRun(); // a second click is none
        QVERIFY(fixture.app().run().isRunning());
        QTest::keyClick(fixture.widget(), Qt::Key_Escape);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.row(1).state, ui::models::TurnState::Stopped);
        // Until what wrote the body has ended, what it told was heard, and a later request has had its
        // answer.
        QVERIFY(base::workers().waitForDone(20'000));
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(fixture.rows(), 0);
        QVERIFY(fixture.ask(u"And now?"_s));
        QCOMPARE(fixture.app().simulator().requestCount(), 1);
    }

    void savingElsewhereDoesNotHoldTheWindow()
    {
        double usual = 0;
        for (const QByteArray *bytes : {&m_small, &m_large}) {
            QTemporaryDir elsewhere;
            const QString path = elsewhere.filePath(u"b.outcrop.json"_s);
            AppFixture fixture;
            fixture.start();
            attach(fixture, *bytes);
            DocumentSaver &saver = fixture.app().document().saver();
            QTRY_COMPARE(saver.state(), DocumentSaver::State::Saved);
            QSignalSpy moved(&saver, &DocumentSaver::moved);
            GuiGapTimer gaps;
            gaps.start();
            saver.saveAsSoon(path);
            QVERIFY(moved.wait());
            gaps.stop();
            qInfo("save as, %lld bytes: %s", static_cast<long long>(bytes->size()),
                  qPrintable(gaps.summary()));
            QCOMPARE(saver.path(), path);
            QVERIFY2(usual == 0 || gaps.busiest() < usual + mostBeyond, qPrintable(gaps.summary()));
            usual = gaps.busiest();
            const auto saved = ConversationDocument::open(path);
            QVERIFY(saved.ok());
            QCOMPARE(bytesIn((*saved)->conversation().draftFrame.before.front().value), *bytes);
        }
    }

    void openingDoesNotHoldTheWindow()
    {
        double usual = 0;
        for (const QByteArray *bytes : {&m_small, &m_large}) {
            QTemporaryDir elsewhere;
            const QString path = elsewhere.filePath(u"b.outcrop.json"_s);
            AppFixture fixture;
            fixture.start();
            {
                const auto file = attachments::attachBytes(u"clip.mp4"_s, *bytes);
                conversation::Conversation made = conversation::newConversation();
                made.turns = {conversation::makeTurn(u"user"_s, {conversation::makeBlock(file->block)})};
                ConversationDocument document(made);
                QVERIFY(document.saver().saveAs(path));
            }
            GuiGapTimer gaps;
            gaps.start();
            fixture.app().sessions().openFile(path);
            QTRY_COMPARE(fixture.app().document().saver().path(), path);
            const qsizetype before = gaps.count();
            QTRY_VERIFY(gaps.count() > before + 60); // what is shown of it counts too
            gaps.stop();
            qInfo("open, %lld bytes: %s", static_cast<long long>(bytes->size()), qPrintable(gaps.summary()));
            QCOMPARE(bytesIn(fixture.conversation().turns[0].content[0].value), *bytes);
            QVERIFY2(usual == 0 || gaps.busiest() < usual + mostBeyond, qPrintable(gaps.summary()));
            usual = gaps.busiest();
        }
    }

private:
    static void attach(AppFixture &fixture, const QByteArray &bytes)
    {
        const auto file = attachments::attachBytes(u"clip.mp4"_s, bytes);
        QVERIFY(file.ok());
        fixture.app().document().insertBlock(ConversationDocument::beforeDraft(), 0, file->block,
                                             file->fileName);
    }

    QByteArray m_small;
    QByteArray m_large;
};

QTEST_MAIN(TestLargeFiles)
#include "tst_largefiles.moc"
