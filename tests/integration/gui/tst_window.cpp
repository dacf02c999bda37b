// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/library.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/cachepointbutton.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::models::TranscriptTurn;
using ui::models::TurnState;
using namespace std::chrono_literals;

namespace
{

QString textOf(const TranscriptTurn &turn)
{
    QString text;
    for (const ui::models::TranscriptBlock &block : turn.blocks)
        text += block.text;
    return text;
}

// Whether a person with the keyboard can get to it.
bool isReachable(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstStartRunsTheExampleAndTheSecondRunReadsTheCache()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.control(u"Message"_s));
        QVERIFY(!fixture.conversation().draft.isEmpty());
        fixture.pressRun();
        QVERIFY(fixture.app().run().isRunning());
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 2);
        const TranscriptTurn first = fixture.row(1);
        QVERIFY2(first.state == TurnState::Complete, qPrintable(ui::models::readableText(first)));
        QVERIFY(textOf(first).size() > 100);
        QVERIFY(first.footer.cacheWriteTokens.value_or(0) >= 1024);
        QCOMPARE(first.footer.cacheReadTokens.value_or(0), 0);
        QVERIFY(first.footer.total && first.footer.firstToken);

        QVERIFY(fixture.ask(u"And how do I tell gneiss from granite?"_s));
        QCOMPARE(fixture.rows(), 4);
        const TranscriptTurn second = fixture.row(3);
        QVERIFY(second.state == TurnState::Complete);
        QCOMPARE(second.footer.cacheReadTokens, first.footer.cacheWriteTokens);
        QCOMPARE(fixture.app().simulator().requestCount(), 2);
    }

    void streamsIntoTheTranscriptWhileItArrives()
    {
        AppFixture fixture(5ms);
        fixture.start();
        QSignalSpy appended(&fixture.app().transcript(), &ui::models::TranscriptModel::textAppended);
        fixture.type(u"/long 200"_s);
        fixture.pressRun();
        QTRY_VERIFY(appended.size() > 20);
        QVERIFY(fixture.row(1).state == TurnState::Streaming);
        QVERIFY(fixture.app().run().isRunning());
        const QString early = textOf(fixture.row(1));
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(textOf(fixture.row(1)).startsWith(early));
        QVERIFY(fixture.row(1).state == TurnState::Complete);
    }

    void escapeStopsAndThePartialAnswerStaysMarked()
    {
        AppFixture fixture(5ms);
        fixture.start();
        fixture.type(u"/long 3000"_s);
        fixture.pressRun();
        QTRY_VERIFY(fixture.rows() == 2 && textOf(fixture.row(1)).size() > 50);
        const QString early = textOf(fixture.row(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(fixture.waitUntilIdle(1s));
        QVERIFY(fixture.row(1).state == TurnState::Stopped);
        QVERIFY(textOf(fixture.row(1)).startsWith(early));
        fixture.restart();
        QVERIFY(fixture.row(1).state == TurnState::Stopped);
        QVERIFY(textOf(fixture.row(1)).startsWith(early));
    }

    void rerunAndRewordingAreBranchesThatTheKeyboardReaches()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"First"_s));
        QCOMPARE(fixture.row(0).state, TurnState::Complete);
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_R, Qt::ControlModifier);
        QVERIFY(fixture.app().run().isRunning());
        QCOMPARE(fixture.rows(), 2);
        QCOMPARE(fixture.row(1).siblings, 2);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 2);
        QCOMPARE(fixture.row(1).sibling, 1);

        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(fixture.row(1).sibling, 0);
        QCOMPARE(fixture.conversation().turns[1].id, fixture.row(1).id);
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Left, Qt::AltModifier); // the first one
        QCOMPARE(fixture.row(1).sibling, 0);

        // Edited in the transcript by its key; what stands in the composer is not sent with it.
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        fixture.type(u"half written"_s);
        view.setFocus();
        view.setCurrentRow(0);
        QTest::keyClick(&view, Qt::Key_F2);
        QWidget *text = fixture.control(u"Text of block 1"_s);
        QVERIFY(text);
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text, u"Other words"_s);
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(fixture.app().run().isRunning());
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 2);
        QCOMPARE(textOf(fixture.row(0)), u"Other words"_s);
        QCOMPARE(fixture.row(0).siblings, 2);
        QCOMPARE(fixture.conversation().draft, u"half written"_s);
        QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.rows(), 1);
        QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.row(0).siblings, 1);
        QCOMPARE(fixture.row(1).siblings, 2);
    }

    void messagesAreMutedAndDeletedByTheirKeys()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"First"_s));
        fixture.type(u"Second"_s);
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return,
                        Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(fixture.rows(), 3);
        QCOMPARE(fixture.row(2).state, TurnState::NotRun);
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        view.setFocus();
        view.setCurrentRow(2);
        QTest::keyClick(&view, Qt::Key_M);
        QVERIFY(fixture.row(2).blocks[0].muted);
        QVERIFY(!fixture.app().document().requestBody().contains("Second"));
        QTest::keyClick(&view, Qt::Key_M);
        QVERIFY(fixture.app().document().requestBody().contains("Second"));
        view.setCurrentRow(1);
        QTest::keyClick(&view, Qt::Key_Delete);
        QCOMPARE(fixture.rows(), 2);
        view.setCurrentRow(0);
        QTest::keyClick(&view, Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(fixture.rows(), 0);
        fixture.app().document().undoStack().undo();
        QCOMPARE(fixture.rows(), 2);
    }

    void oneClickIsOneRequest()
    {
        AppFixture fixture(5ms);
        fixture.start();
        fixture.type(u"/long 50"_s);
        for (int i = 0; i < 5; ++i)
            fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        for (int i = 0; i < 5; ++i)
            fixture.pressRun();
        QCOMPARE(fixture.rows(), 2);
        // A request of the presses too many would have gone out before this one.
        QVERIFY(fixture.ask(u"Hello"_s));
        QCOMPARE(fixture.app().simulator().requestCount(), 2);
        QCOMPARE(fixture.rows(), 4);
    }

    void anErrorStandsInTheTranscriptAndRetrySendsOnceMore()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"/error ValidationException"_s));
        QCOMPARE(fixture.rows(), 2);
        QVERIFY(fixture.row(1).state == TurnState::Failed);
        QVERIFY(fixture.row(1).error);
        QCOMPARE(fixture.row(1).error->kind, base::ErrorKind::Validation);
        QVERIFY(!fixture.row(1).error->requestId.isEmpty());
        const auto before = fixture.app().simulator().requestCount();

        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        view.flush();
        const auto spots = view.hotSpots(1);
        const auto retry = std::find_if(spots.begin(), spots.end(), [](const auto &spot) {
            return spot.kind == ui::transcript::HotSpot::Kind::Retry;
        });
        QVERIFY(retry != spots.end());
        view.activate(1, *retry);
        QVERIFY(fixture.app().run().isRunning());
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.app().simulator().requestCount(), before + 1);
        QCOMPARE(fixture.rows(), 2);
    }

    void aCachePointIsWarmAfterTheCallThatWroteItAndForItsModelAndConnectionOnly()
    {
        AppFixture fixture;
        fixture.start();
        const auto warmPoints = [&fixture] {
            int count = 0;
            for (const auto *point : fixture.widget()->findChildren<ui::widgets::CachePointButton *>())
                count += point->isVisible() && point->text().contains(u"warm 4:"_s) ? 1 : 0;
            return count;
        };
        QCOMPARE(warmPoints(), 0);
        QVERIFY(fixture.ask(u"Hello"_s));
        QTRY_COMPARE(warmPoints(), 1);
        conversation::ConversationDocument &document = fixture.app().document();
        document.setModelId(u"another.model"_s);
        QTRY_COMPARE(warmPoints(), 0);
        document.undoStack().undo();
        QTRY_COMPARE(warmPoints(), 1);
        document.setConnectionName(u"another account"_s);
        QTRY_COMPARE(warmPoints(), 0);
        document.undoStack().undo();
        QTRY_COMPARE(warmPoints(), 1);
        fixture.restart(); // it is as warm as before
        QTRY_COMPARE(warmPoints(), 1);
    }

    void theTranscriptKnowsUntilWhenItsCachePointsAreWarm()
    {
        AppFixture fixture;
        fixture.start();
        conversation::ConversationDocument &document = fixture.app().document();
        document.setDraft({});
        document.appendTurn(
            conversation::makeTurn(u"user"_s, {conversation::textBlock(u"A long story. "_s.repeated(600)),
                                               conversation::cachePointBlock()}));
        const auto until = [&fixture] { return fixture.row(0).blocks[1].warmUntil; };
        QVERIFY(!until());
        const QDateTime before = QDateTime::currentDateTimeUtc();
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        QTRY_VERIFY(until());
        QVERIFY(*until() >= before.addSecs(300));
        QVERIFY(*until() <= QDateTime::currentDateTimeUtc().addSecs(300));
        document.setConnectionName(u"another account"_s);
        QTRY_VERIFY(!until());
        document.undoStack().undo();
        QTRY_VERIFY(until());
        const QDateTime written = *until();
        QVERIFY(fixture.ask(u"Go on"_s)); // which reads it
        QTRY_VERIFY(until() && *until() > written);
    }

    void afterAnErrorTheNextMessageIsAnswered()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"/error ValidationException"_s));
        QVERIFY(fixture.ask(u"Hello"_s));
        QCOMPARE(fixture.rows(), 4);
        QVERIFY(fixture.row(3).state == TurnState::Complete);
    }

    void throttlingIsRetriedVisibly()
    {
        AppFixture fixture;
        fixture.start();
        // The transcript and the status bar say the same, up to the tenth of a second.
        QStringList noted;
        QStringList told;
        const QRegularExpression attempt(u"attempt \\d of \\d in "_s);
        connect(&fixture.app().run(), &run::RunController::retryScheduled, this, [&] {
            noted << attempt.match(fixture.row(1).stateNote).captured();
            QStringList words;
            for (const QLabel *label : fixture.widget()->findChildren<QLabel *>())
                words << attempt.match(label->text()).captured();
            words.removeAll(QString());
            told << words.join(u", "_s);
        });
        QVERIFY(fixture.ask(u"/error ThrottlingException"_s, 60s));
        QVERIFY(fixture.row(1).state == TurnState::Failed);
        QCOMPARE(fixture.row(1).error->kind, base::ErrorKind::Throttled);
        QCOMPARE(noted, QStringList({u"attempt 2 of 3 in "_s, u"attempt 3 of 3 in "_s}));
        QCOMPARE(told, noted);
        QCOMPARE(fixture.app().simulator().requestCount(), 3);
    }

    void whatArrivedStaysAboveTheError_data()
    {
        QTest::addColumn<QString>("directive");
        QTest::addColumn<int>("kind");
        QTest::newRow("exception in the stream")
            << u"/error-after 8 throttlingException"_s << static_cast<int>(base::ErrorKind::StreamFailed);
        QTest::newRow("cut in a frame") << u"/cut 8"_s << static_cast<int>(base::ErrorKind::StreamIncomplete);
        QTest::newRow("spoilt checksum")
            << u"/badcrc 8"_s << static_cast<int>(base::ErrorKind::StreamCorrupt);
    }

    void whatArrivedStaysAboveTheError()
    {
        QFETCH(QString, directive);
        QFETCH(int, kind);
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(directive));
        QVERIFY(!textOf(fixture.row(1)).isEmpty());
        QVERIFY(fixture.row(1).state == TurnState::Failed || fixture.row(1).state == TurnState::Incomplete);
        QVERIFY(fixture.row(1).error);
        QCOMPARE(static_cast<int>(fixture.row(1).error->kind), kind);
        QCOMPARE(fixture.app().simulator().requestCount(), 1);
    }

    void theChoiceOfAModelGivesTheKeyboardBack()
    {
        AppFixture fixture;
        fixture.start();
        QWidget *message = fixture.control(u"Message"_s);
        message->setFocus();
        QTRY_VERIFY(message->hasFocus());
        QTest::keyClick(message, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_COMPARE(fixture.widget()->focusWidget(), message);
    }

    void undoTakesTheAnswerAndTheQuestionBack()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"Hello"_s));
        QCOMPARE(fixture.rows(), 2);
        QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.rows(), 1);
        QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.rows(), 0);
        QTest::keyClick(fixture.widget(), Qt::Key_Y, Qt::ControlModifier);
        QTest::keyClick(fixture.widget(), Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(fixture.rows(), 2);
        QVERIFY(fixture.row(1).state == TurnState::Complete);
    }

    void aRestartRestoresConversationAndDraft()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"Hello"_s));
        fixture.type(u"half a thought"_s);
        const conversation::Conversation before = fixture.conversation();
        const TranscriptTurn answer = fixture.row(1);
        fixture.restart();
        QCOMPARE(fixture.conversation().draft, u"half a thought"_s);
        QCOMPARE(fixture.conversation().id, before.id);
        QVERIFY(fixture.row(1).blocks == answer.blocks);
        QVERIFY(fixture.row(1).footer == answer.footer);
        QCOMPARE(conversation::conversationFiles(fixture.paths().conversationsDir).size(), 1);
    }

    void closingInMidStreamKeepsWhatArrived()
    {
        AppFixture fixture(5ms);
        fixture.start();
        fixture.type(u"/long 3000"_s);
        fixture.pressRun();
        QTRY_VERIFY(fixture.rows() == 2 && textOf(fixture.row(1)).size() > 50);
        const QString early = textOf(fixture.row(1));
        fixture.restart();
        QCOMPARE(fixture.rows(), 2);
        QVERIFY(fixture.row(1).state == TurnState::Stopped);
        QVERIFY(textOf(fixture.row(1)).startsWith(early));
    }

    void toolCallsAreShownAsCards()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"/tool top_song {\"sign\": \"WZPZ\"}"_s));
        const auto &blocks = fixture.row(1).blocks;
        const auto call = std::find_if(blocks.begin(), blocks.end(), [](const auto &block) {
            return block.kind == ui::models::TranscriptBlock::Kind::ToolUse;
        });
        QVERIFY(call != blocks.end());
        QCOMPARE(call->name, u"top_song"_s);
        QVERIFY(call->text.contains(u"WZPZ"_s));
        QCOMPARE(fixture.row(1).footer.stopReason, u"tool_use"_s);
    }

    void opensAConverseRequestBody()
    {
        AppFixture fixture;
        QTemporaryDir folder;
        QFile body(folder.filePath(u"body.json"_s));
        QVERIFY(body.open(QIODevice::WriteOnly));
        body.write(
            R"({"modelId":"some.model","messages":[{"role":"user","content":[{"text":"From a file"}]}]})");
        body.close();
        fixture.start({}, body.fileName());
        QCOMPARE(fixture.rows(), 1);
        QCOMPARE(fixture.conversation().modelId, u"some.model"_s);
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 2);
        QVERIFY(fixture.row(1).state == TurnState::Complete);
        QVERIFY(body.open(QIODevice::ReadOnly));
        QVERIFY(body.readAll().startsWith(R"({"modelId":"some.model")"));
    }

    void everyControlTheKeyboardReachesHasAName()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"Hello"_s));
        int reached = 0;
        const QList<QWidget *> all = fixture.widget()->findChildren<QWidget *>();
        for (QWidget *widget : all) {
            if (!isReachable(widget) || widget->focusProxy())
                continue;
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            const QString name = accessible->text(QAccessible::Name);
            QVERIFY2(!name.isEmpty(),
                     qPrintable(u"%1 in %2"_s.arg(
                         QString::fromLatin1(widget->metaObject()->className()),
                         QString::fromLatin1(widget->parentWidget()->metaObject()->className()))));
            QVERIFY(accessible->role() != QAccessible::NoRole);
            ++reached;
        }
        QVERIFY(reached > 8);
    }

    void aScreenReaderReadsTheTranscriptMessageByMessage()
    {
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"Hello there"_s));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&fixture.app().transcriptView());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        int messages = 0;
        for (int i = 0; i < list->childCount(); ++i)
            messages += list->child(i)->role() == QAccessible::ListItem ? 1 : 0;
        QCOMPARE(messages, 2);
        const QAccessibleInterface *question = list->child(0);
        QVERIFY(question->text(QAccessible::Name).contains(u"user"_s, Qt::CaseInsensitive) ||
                question->text(QAccessible::Name).contains(u"you"_s, Qt::CaseInsensitive));
        QCOMPARE(question->text(QAccessible::Value), u"Hello there"_s);
        const QAccessibleInterface *answer = list->child(1);
        QVERIFY(answer->text(QAccessible::Name).contains(u"assistant"_s, Qt::CaseInsensitive));
        QVERIFY(answer->text(QAccessible::Value).contains(u"simulator"_s, Qt::CaseInsensitive));
    }

    void theInspectorFollowsTheExchange()
    {
        AppFixture fixture;
        fixture.start();
        QSignalSpy frames(&fixture.app().run(), &run::RunController::frameReceived);
        QVERIFY(fixture.ask(u"Hello"_s));
        const auto id = fixture.conversation().turns.back().facts.exchangeId;
        QVERIFY(id);
        QVERIFY(fixture.app().exchanges()->flush());
        const auto exchange = fixture.app().exchanges()->load(*id);
        QVERIFY(exchange.ok());
        QCOMPARE(exchange->summary.status, 200);
        for (const auto &[name, value] : exchange->requestHeaders) {
            if (name.compare("authorization", Qt::CaseInsensitive) == 0)
                QVERIFY(!value.contains("Signature="));
        }
        QVERIFY(frames.size() > 5);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
