// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptfind.h"
#include "ui/transcript/transcriptview.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using namespace outcrop::ui::transcript;
using test::textTurn;
using test::turnOf;

class TestTranscriptFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goesFromMatchToMatchAroundTheEnd();
    void typingGoesToTheFirstMatchThatIsNotAbove();
    void whatIsFoldedIsUnfolded();
    void toolCallsAndResultsAreFoundOnce();
    void mutedAndErrorTextsAreFound();
    void markupIsNotFound();
    void capitalsCountWhereThatIsChosen();
    void aGrowingConversationIsFollowed();
    void escapeReturnsToTheMessages();
    void showsAMatchInOneMessage();
    void thousandsOfMessagesNeverKeepTheWindowWaiting();

private:
    QLineEdit *field() const
    {
        for (QLineEdit *edit : m_view->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Find in the conversation"_s)
                return edit;
        }
        return nullptr;
    }
    QString hits() const
    {
        for (const QLabel *label : m_view->findChildren<QLabel *>()) {
            if (label->isVisible() &&
                (label->text().contains(u" of "_s) || label->text().contains(u"match"_s)))
                return label->text();
        }
        return {};
    }
    void search(const QString &needle)
    {
        m_view->find().open();
        QTest::keyClick(field(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field(), needle);
    }
    int currentRow() const { return m_view->find().current() ? m_view->find().current()->row : -1; }

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
};

void TestTranscriptFind::init()
{
    m_view.reset();
    m_model = std::make_unique<TranscriptModel>();
    m_view = std::make_unique<TranscriptView>();
    m_view->resize(700, 500);
    m_view->setModel(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTranscriptFind::goesFromMatchToMatchAroundTheEnd()
{
    m_model->appendTurns({textTurn(u"a"_s, u"user"_s, u"an apple and an Apple"_s),
                          textTurn(u"b"_s, u"assistant"_s, u"no fruit"_s),
                          textTurn(u"c"_s, u"user"_s, u"the last apple"_s)});
    search(u"apple"_s);
    QTRY_COMPARE(hits(), u"1 of 3"_s);
    QCOMPARE(m_view->selectedText(), u"apple"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(hits(), u"2 of 3"_s);
    QCOMPARE(m_view->selectedText(), u"Apple"_s);
    m_view->find().step(1);
    QCOMPARE(hits(), u"3 of 3"_s);
    QCOMPARE(currentRow(), 2);
    m_view->find().step(1);
    QCOMPARE(hits(), u"1 of 3"_s);
    QTest::keyClick(field(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(hits(), u"3 of 3"_s);
    search(u"absent"_s);
    QTRY_COMPARE(hits(), u"no match"_s);
}

void TestTranscriptFind::typingGoesToTheFirstMatchThatIsNotAbove()
{
    std::vector<TranscriptTurn> turns;
    for (int i = 0; i < 300; ++i)
        turns.push_back(textTurn(u"t%1"_s.arg(i), u"user"_s, i % 100 == 50 ? u"the needle"_s : u"hay"_s));
    m_model->appendTurns(turns);
    m_view->scrollToRow(120);
    search(u"needle"_s);
    QTRY_COMPARE(hits(), u"2 of 3"_s);
    QCOMPARE(currentRow(), 150);
    const QRect row = m_view->rowRect(150);
    QVERIFY(row.top() >= 0 && row.bottom() < m_view->viewport()->height());
    QVERIFY(!m_view->isFollowing());
}

void TestTranscriptFind::whatIsFoldedIsUnfolded()
{
    TranscriptBlock thought;
    thought.kind = TranscriptBlock::Kind::Reasoning;
    thought.text = u"a hidden thought"_s;
    QString many;
    for (int i = 0; i < 400; ++i)
        many += u"line %1\n"_s.arg(i);
    m_model->appendTurns(
        {turnOf(u"a"_s, u"assistant"_s, {thought, test::textBlock(u"said"_s)}),
         turnOf(u"b"_s, u"assistant"_s, {test::toolUse(u"list"_s, u"id1"_s, u"{}"_s)}),
         turnOf(u"c"_s, u"user"_s, {test::toolResult(u"id1"_s, many + u"hidden end"_s, ToolState::Ok)})});
    search(u"hidden"_s);
    QTRY_COMPARE(m_view->find().count(), 2);
    QTRY_COMPARE(currentRow(), 0);
    QCOMPARE(m_view->selectedText(), u"hidden"_s);
    m_view->find().step(1);
    QCOMPARE(currentRow(), 1);
    QCOMPARE(m_view->selectedText(), u"hidden"_s);
}

void TestTranscriptFind::toolCallsAndResultsAreFoundOnce()
{
    m_model->appendTurns(
        {turnOf(u"a"_s, u"assistant"_s, {test::toolUse(u"top_song"_s, u"id1"_s, u"{\"sign\": \"WZPZ\"}"_s)}),
         turnOf(u"b"_s, u"user"_s, {test::toolResult(u"id1"_s, u"{\"song\": \"Hotel\"}"_s, ToolState::Ok)})});
    for (const QString &needle : {u"top_song"_s, u"WZPZ"_s, u"Hotel"_s}) {
        search(needle);
        QTRY_COMPARE(hits(), u"1 of 1"_s);
        QTRY_COMPARE(m_view->selectedText(), needle);
        QCOMPARE(currentRow(), 0); // the card
    }
}

void TestTranscriptFind::mutedAndErrorTextsAreFound()
{
    TranscriptTurn turn = textTurn(u"a"_s, u"user"_s, u"a muted word"_s);
    turn.blocks.front().muted = true;
    TranscriptTurn failed = test::failedTurn();
    failed.error->message = u"The service refused a word"_s;
    m_model->appendTurns({turn, failed});
    search(u"word"_s);
    QTRY_COMPARE(m_view->find().count(), 2);
    m_view->find().step(1);
    QCOMPARE(currentRow(), 1);
    QCOMPARE(m_view->selectedText(), u"word"_s);
}

void TestTranscriptFind::markupIsNotFound()
{
    m_model->appendTurn(textTurn(u"a"_s, u"assistant"_s, u"a **bold** word and `code`"_s));
    search(u"bold word"_s);
    QTRY_COMPARE(hits(), u"1 of 1"_s);
    QCOMPARE(m_view->selectedText(), u"bold word"_s);
    search(u"**"_s);
    QTRY_COMPARE(hits(), u"no match"_s);
}

void TestTranscriptFind::capitalsCountWhereThatIsChosen()
{
    m_model->appendTurn(textTurn(u"a"_s, u"user"_s, u"Apple apple"_s));
    search(u"Apple"_s);
    QTRY_COMPARE(hits(), u"1 of 2"_s);
    for (QToolButton *button : m_view->findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Capitals count"_s)
            button->click();
    }
    QTRY_COMPARE(hits(), u"1 of 1"_s);
}

void TestTranscriptFind::aGrowingConversationIsFollowed()
{
    m_model->appendTurn(textTurn(u"a"_s, u"user"_s, u"apple"_s));
    search(u"apple"_s);
    QTRY_COMPARE(hits(), u"1 of 1"_s);
    TranscriptTurn live = textTurn(u"b"_s, u"assistant"_s, u"an app"_s);
    live.blocks.front().open = true;
    m_model->appendTurn(live);
    m_model->appendText(1, 0, u"le");
    QTRY_COMPARE(hits(), u"1 of 2"_s);
    QCOMPARE(currentRow(), 0);
    m_model->insertTurn(0, textTurn(u"c"_s, u"user"_s, u"apple"_s));
    QTRY_COMPARE(hits(), u"2 of 3"_s);
    m_model->removeTurn(2);
    QTRY_COMPARE(hits(), u"2 of 2"_s);
}

void TestTranscriptFind::escapeReturnsToTheMessages()
{
    m_model->appendTurn(textTurn(u"a"_s, u"user"_s, u"apple"_s));
    const int before = m_view->viewport()->height();
    search(u"apple"_s);
    QVERIFY(m_view->viewport()->height() < before);
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!m_view->find().isOpen());
    QCOMPARE(m_view->viewport()->height(), before);
    QVERIFY(m_view->hasFocus());
    m_view->find().step(1); // F3 brings it back
    QVERIFY(m_view->find().isOpen());
}

void TestTranscriptFind::showsAMatchInOneMessage()
{
    m_model->appendTurns({textTurn(u"a"_s, u"user"_s, u"apple"_s), textTurn(u"b"_s, u"user"_s, u"apple"_s)});
    m_view->setFocus();
    m_view->find().showIn(1, u"apple"_s);
    QTRY_COMPARE(hits(), u"2 of 2"_s);
    QVERIFY(m_view->hasFocus());
}

void TestTranscriptFind::thousandsOfMessagesNeverKeepTheWindowWaiting()
{
    std::vector<TranscriptTurn> turns;
    for (int i = 0; i < 10'000; ++i)
        turns.push_back(textTurn(u"t%1"_s.arg(i), u"user"_s,
                                 u"Message **%1** of a long conversation. "_s.arg(i).repeated(5)));
    m_model->appendTurns(turns);
    m_view->setCurrentRow(0);
    m_view->scrollToRow(0);
    QElapsedTimer timer;
    search(u"Message 7 of"_s);
    timer.start();
    QTRY_COMPARE(currentRow(), 7);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    search(u"Message"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_view->find().count(), 50'000, 60'000);
}

QTEST_MAIN(TestTranscriptFind)
#include "tst_transcriptfind.moc"
