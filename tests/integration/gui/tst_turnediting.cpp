// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/appfixture.h"

#include "core/conversation/turnedits.h"
#include "core/history/exchangestore.h"
#include "tests/support/cputimer.h"
#include "tests/support/guigaptimer.h"
#include "ui/models/transcriptmodel.h"
#include "ui/shell/frame.h"
#include "ui/transcript/transcriptview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QScrollBar>
#include <QTest>
#include <QUrl>

#include <algorithm>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::models::TurnCommand;
using ui::models::TurnState;

/// Messages edited where they stand, in the whole window, by keys.
class TestTurnEditing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEarlierMessageOfSeveralKindsIsSentExactlyAsItWasEdited();
    void closingKeepsWhatWasTypedAndARestartToo();
    void anAnswerIsEditedBesideItself();
    void aMessageIsInsertedAndTakenBack();
    void aPrefillIsSentAndGoneOnWith();
    void unfinishedJsonBlocksApplyingAndRunning();
    void theComposersTextIsSentWhenTheKeyboardIsThere();
    void aClickOnAButtonOfABlockScrollsNothing();
    void escapeGivesTheKeyboardBackForAllToSee();
    void theButtonsOfAHighEditorStayInSight();
    void variablesOfTheConversationCountInTheEditor();
    void attachingAndTypingBesideALargeFileDoNotStall();

private:
    static QWidget *open(AppFixture &fixture, int row)
    {
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        view.setFocus();
        view.setCurrentRow(row);
        QTest::keyClick(&view, Qt::Key_F2);
        return QApplication::focusWidget();
    }
    static void command(AppFixture &fixture, TurnCommand what, int row)
    {
        Q_EMIT fixture.app().transcriptView().turnCommand(what, fixture.row(row).id, -1);
    }
    static void type(QWidget *field, const QString &text)
    {
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    static void press(AppFixture &fixture, const QString &name)
    {
        QWidget *button = fixture.control(name);
        QVERIFY2(button, qPrintable(name));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
    }
    /// The body of the last request that the simulator got.
    static json::Json lastRequest(AppFixture &fixture)
    {
        fixture.app().exchanges()->flush();
        const auto id = fixture.conversation().turns.back().facts.exchangeId;
        const auto exchange = fixture.app().exchanges()->load(id.value_or(0));
        return exchange.ok() ? json::parse(exchange->requestBody).valueOr(json::Json()) : json::Json();
    }
};

void TestTurnEditing::anEarlierMessageOfSeveralKindsIsSentExactlyAsItWasEdited()
{
    // Spellings that only bytes kept as they are survive.
    const QByteArray unknown = R"({"hologram":{"depth":1.50,"b":1e2,"a":"\u00e9"}})";
    const QByteArray image =
        R"({"image":{"format":"png","source":{"s3Location":{"uri":"s3://bucket/k.png"}}}})";
    AppFixture fixture;
    const QString path = fixture.paths().conversationsDir + u"/kinds.json"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"modelId":"simulated","messages":[{"role":"user","content":[{"text":"First"},)" + image +
               ',' + unknown +
               R"(]},{"role":"assistant","content":[{"text":"Answer"}]},)"
               R"({"role":"user","content":[{"text":"Second"}]}]})");
    file.close();
    fixture.start(QProcessEnvironment(), path);
    QCOMPARE(fixture.rows(), 3);
    const int steps = fixture.app().document().undoStack().count();

    QWidget *text = open(fixture, 0);
    QVERIFY(text);
    QCOMPARE(text->accessibleName(), u"Text of block 1"_s);
    type(text, u"Other words"_s);
    QTest::keyClick(text, Qt::Key_Down, Qt::AltModifier); // behind the image
    QWidget *third = fixture.control(u"Block 3 as JSON"_s);
    QVERIFY(third);
    third->setFocus();
    press(fixture, u"Mute block 3"_s);
    press(fixture, u"Add cache point"_s);
    press(fixture, u"Add text"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"At the end"_s);
    QCOMPARE(fixture.app().document().undoStack().count(), steps); // a copy is edited
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.rows(), 1);
    QCOMPARE(fixture.row(0).siblings, 2);
    QCOMPARE(fixture.row(0).state, TurnState::NotRun);
    QCOMPARE(fixture.app().document().undoStack().count(), steps + 1);
    const json::Json message =
        json::parse(fixture.app().document().requestBody())->value("messages"_L1).at(0);
    QCOMPARE(json::write(message.value("content"_L1), json::Layout::AsWritten),
             '[' + image +
                 R"(,{"text":"Other words"},{"cachePoint":{"type":"default"}},{"text":"At the end"}])");
    QVERIFY(fixture.row(0).blocks[2].muted);
    QCOMPARE(json::write(fixture.conversation().turns[0].content[2].value, json::Layout::AsWritten), unknown);
    fixture.app().document().undoStack().undo();
    QCOMPARE(fixture.rows(), 3);
}

void TestTurnEditing::closingKeepsWhatWasTypedAndARestartToo()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    QWidget *text = open(fixture, 0);
    type(text, u"Half"_s);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!fixture.control(u"Editor of the message"_s));
    QVERIFY(fixture.row(0).editKept);
    QCOMPARE(fixture.row(0).blocks[0].text, u"First"_s);
    // Within a second it is in the file.
    const QString path = fixture.app().document().saver().path();
    const auto saved = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(saved().contains("\"Half\""), 2000);
    fixture.restart();
    QVERIFY(fixture.row(0).editKept);
    text = open(fixture, 0);
    QCOMPARE(text->property("plainText").toString(), u"Half"_s);
    press(fixture, u"Discard"_s);
    QVERIFY(!fixture.row(0).editKept);
    QVERIFY(!fixture.control(u"Editor of the message"_s));
}

void TestTurnEditing::anAnswerIsEditedBesideItself()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    type(open(fixture, 1), u"What I would rather hear"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.rows(), 2);
    QCOMPARE(fixture.row(1).siblings, 2);
    QCOMPARE(fixture.row(1).blocks[0].text, u"What I would rather hear"_s);
    QVERIFY(fixture.ask(u"Second"_s));
    QCOMPARE(
        lastRequest(fixture).value("messages"_L1).at(1).value("content"_L1).at(0).value("text"_L1).toString(),
        u"What I would rather hear"_s);
}

void TestTurnEditing::aMessageIsInsertedAndTakenBack()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    const int steps = fixture.app().document().undoStack().count();
    command(fixture, TurnCommand::InsertMessageBefore, 0);
    QCOMPARE(fixture.rows(), 3);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // nothing was written
    QCOMPARE(fixture.rows(), 2);
    command(fixture, TurnCommand::InsertSystemAfter, 0);
    QTest::keyClicks(QApplication::focusWidget(), u"Between"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.rows(), 3);
    QCOMPARE(fixture.row(1).role, u"system"_s);
    QCOMPARE(fixture.row(1).blocks[0].text, u"Between"_s);
    QCOMPARE(fixture.app().document().undoStack().count(), steps + 1);
    fixture.app().document().undoStack().undo();
    QCOMPARE(fixture.rows(), 2);
}

void TestTurnEditing::aPrefillIsSentAndGoneOnWith()
{
    AppFixture fixture;
    fixture.start();
    fixture.type(u"What is on it?"_s);
    QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.rows(), 1);
    command(fixture, TurnCommand::InsertAnswerAfter, 0);
    QTest::keyClicks(QApplication::focusWidget(), u"The cover shows"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fixture.row(1).stateNote, u"prefill"_s);
    open(fixture, 1); // corrected where it stands, and sent from there
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
    QTest::keyClicks(QApplication::focusWidget(), u" a"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.app().run().isRunning());
    QVERIFY(fixture.waitUntilIdle());
    QCOMPARE(fixture.rows(), 3);
    QCOMPARE(fixture.row(1).siblings, 1);
    QVERIFY(fixture.row(1).stateNote.isEmpty());
    const json::Json sent = lastRequest(fixture).value("messages"_L1).at(1);
    QCOMPARE(sent.value("role"_L1).toString(), u"assistant"_s);
    QCOMPARE(sent.value("content"_L1).at(0).value("text"_L1).toString(), u"The cover shows a"_s);
}

void TestTurnEditing::unfinishedJsonBlocksApplyingAndRunning()
{
    AppFixture fixture;
    fixture.start();
    fixture.type(u"First"_s);
    QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    open(fixture, 0);
    press(fixture, u"Show block 1 as JSON"_s);
    QWidget *field = QApplication::focusWidget();
    QVERIFY(field->inherits("QsciScintilla"));
    type(field, u"{\"text\": "_s);
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!fixture.app().run().isRunning());
    QVERIFY(fixture.control(u"Editor of the message"_s));
    QTest::keyClicks(field, u"\"Second\"}"_s);
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.app().run().isRunning());
    QVERIFY(fixture.waitUntilIdle());
    QCOMPARE(fixture.row(0).blocks[0].text, u"Second"_s);
}

void TestTurnEditing::theComposersTextIsSentWhenTheKeyboardIsThere()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    type(open(fixture, 0), u"Later"_s);
    QVERIFY(fixture.ask(u"Second"_s));
    QCOMPARE(fixture.rows(), 4);
    QVERIFY(fixture.row(0).editKept);
    QCOMPARE(fixture.row(0).blocks[0].text, u"First"_s);
}

void TestTurnEditing::aClickOnAButtonOfABlockScrollsNothing()
{
    AppFixture fixture;
    fixture.start();
    ui::transcript::TranscriptView &view = fixture.app().transcriptView();
    std::vector<conversation::Block> blocks;
    for (int i = 0; i < 30; ++i)
        blocks.push_back(conversation::textBlock(u"block"_s));
    fixture.app().document().appendTurn(conversation::makeTurn(u"user"_s, blocks));
    open(fixture, 0);
    QWidget *mute = fixture.control(u"Mute block 1"_s); // shown, as the keyboard is in the block
    QVERIFY(mute);
    view.flush();
    const int before = view.verticalScrollBar()->value();
    QTest::mouseClick(mute, Qt::LeftButton);
    view.flush();
    QCOMPARE(view.verticalScrollBar()->value(), before);
    QVERIFY(fixture.conversation().edits.at(0).content.at(0).muted);
}

void TestTurnEditing::escapeGivesTheKeyboardBackForAllToSee()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    ui::transcript::TranscriptView &view = fixture.app().transcriptView();
    // From the message: it is marked again, as after going there by key.
    open(fixture, 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(view.hasFocus());
    QCOMPARE(view.currentRow(), 0);
    view.flush();
    const auto picture = [&view] { return view.viewport()->grab(view.rowRect(0)).toImage(); };
    const QImage marked = picture();
    view.clearFocus();
    QVERIFY(picture() != marked);
    // From the composer, where one writes on.
    QWidget *message = fixture.control(u"Message"_s);
    message->setFocus();
    QTest::keyClick(message, Qt::Key_Up, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), fixture.control(u"Text of block 1"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), message);
    // The title.
    QWidget *title = fixture.control(u"Title of the conversation"_s);
    title->setFocus();
    QTest::keyClick(title, Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), message);
}

void TestTurnEditing::theButtonsOfAHighEditorStayInSight()
{
    AppFixture fixture;
    fixture.start();
    ui::transcript::TranscriptView &view = fixture.app().transcriptView();
    std::vector<conversation::Block> blocks;
    for (int i = 0; i < 30; ++i)
        blocks.push_back(conversation::textBlock(u"block"_s));
    fixture.app().document().appendTurn(conversation::makeTurn(u"user"_s, blocks));
    open(fixture, 0);
    const QWidget *apply = fixture.control(u"Apply"_s);
    QVERIFY(apply);
    const auto bottom = [&](const QWidget *widget) {
        return widget->mapTo(view.viewport(), QPoint(0, widget->height())).y();
    };
    const auto isInSight = [&] {
        view.flush();
        return bottom(apply) <= view.viewport()->height() && bottom(apply) - apply->height() >= 0;
    };
    QVERIFY(isInSight());
    for (int i = 0; i < 12; ++i) { // what has the keyboard is not behind them
        fixture.control(u"Text of block %1"_s.arg(i + 1))->setFocus();
        QVERIFY(isInSight());
        QVERIFY(bottom(QApplication::focusWidget()) <= bottom(apply) - apply->height());
    }
    fixture.window().resize(fixture.window().size() - QSize(0, 60));
    QTRY_VERIFY(isInSight());
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    QVERIFY(isInSight());
    const QWidget *role = fixture.control(u"Role of the message"_s);
    QVERIFY(bottom(role) <= bottom(apply) - apply->height()); // at their own place
}

void TestTurnEditing::variablesOfTheConversationCountInTheEditor()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    fixture.app().document().setVariable(u"station"_s, u"WZPZ"_s);
    QWidget *text = open(fixture, 0);
    type(text, u"On {{sta"_s);
    QVERIFY(fixture.control(u"Variables"_s));
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(text->property("plainText").toString(), u"On {{station}}"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.waitUntilIdle());
    const json::Json sent = lastRequest(fixture).value("messages"_L1).at(0).value("content"_L1).at(0);
    QCOMPARE(sent.value("text"_L1).toString(), u"On WZPZ"_s);
}

/// reliability.md, P32.
void TestTurnEditing::attachingAndTypingBesideALargeFileDoNotStall()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"First"_s));
    const QString path = fixture.paths().dataDir + u"/clip.mp4"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0\0\0\x18"
                          "ftypisom",
                          12) +
               QByteArray(25'000'000, 'v'));
    file.close();
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    QGuiApplication::clipboard()->setMimeData(data);
    QWidget *text = open(fixture, 0);
    testsupport::GuiGapTimer gaps;
    gaps.start();
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(fixture.control(u"Preview clip.mp4"_s));
    const QDir blobs(fixture.paths().conversationsDir + u"/blobs"_s);
    QTRY_COMPARE(blobs.entryList(QDir::Files).size(), 1);
    gaps.stop();
    QVERIFY2(gaps.busiest() < 50, qPrintable(gaps.summary()));
    double slowest = 0;
    for (int i = 0; i < 40; ++i) {
        testsupport::CpuTimer key;
        QTest::keyClick(text, Qt::Key_A);
        slowest = std::max(slowest, double(key.nsecsElapsed()) / 1e6);
    }
    qInfo("attaching: %s; slowest key %.2f ms", qPrintable(gaps.summary()), slowest);
    QVERIFY2(slowest < 8, qPrintable(QString::number(slowest)));
}

QTEST_MAIN(TestTurnEditing)
#include "tst_turnediting.moc"
