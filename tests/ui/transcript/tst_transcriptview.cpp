// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "core/base/offthread.h"
#include "tests/support/cputimer.h"
#include "ui/models/transcriptmodel.h"
#include "ui/models/turncontrol.h"
#include "ui/transcript/heightindex.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/secondticker.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using ui::transcript::HeightIndex;
using ui::transcript::HotSpot;
using ui::transcript::TranscriptView;

namespace
{

std::vector<TranscriptTurn> manyTurns(int count)
{
    std::vector<TranscriptTurn> turns;
    for (int i = 0; i < count; ++i)
        turns.push_back(test::textTurn(
            u"t%1"_s.arg(i), i % 2 ? u"assistant"_s : u"user"_s,
            u"Message %1: "_s.arg(i) + u"some words that are long enough to wrap. "_s.repeated(1 + i % 9)));
    return turns;
}

TranscriptTurn streamingTurn(const QString &text = {})
{
    TranscriptTurn turn = test::textTurn(u"live"_s, u"assistant"_s, text);
    turn.state = TurnState::Streaming;
    turn.blocks.front().open = true;
    return turn;
}

QPushButton *visibleButton(QWidget &view, const QString &text)
{
    for (QPushButton *button : view.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().contains(text))
            return button;
    }
    return nullptr;
}

} // namespace

class TestTranscriptView : public QObject
{
    Q_OBJECT

private:
    TranscriptModel *m_model = nullptr;
    TranscriptView *m_view = nullptr;

    int scroll() const { return m_view->verticalScrollBar()->value(); }
    int scrollMost() const { return m_view->verticalScrollBar()->maximum(); }

    void wheel(int steps)
    {
        const QPointF at(100, 100);
        QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    }

    HotSpot spot(int row, HotSpot::Kind kind)
    {
        for (const HotSpot &candidate : m_view->hotSpots(row)) {
            if (candidate.kind == kind)
                return candidate;
        }
        qWarning("no such spot");
        return {};
    }

    QPoint placeOf(int row, const HotSpot &wanted)
    {
        return wanted.rect.center().toPoint() + m_view->rowRect(row).topLeft();
    }

private Q_SLOTS:
    void init()
    {
        m_model = new TranscriptModel(this);
        m_view = new TranscriptView;
        m_view->resize(600, 400);
        m_view->setModel(m_model);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view));
    }

    void cleanup()
    {
        delete m_view;
        delete m_model;
    }

    void heightIndexAgreesWithSums()
    {
        QRandomGenerator random(7);
        HeightIndex index;
        std::vector<int> heights;
        for (int step = 0; step < 400; ++step) {
            const int choice = random.bounded(4);
            if (choice == 0 || heights.empty()) {
                std::vector<int> fresh(size_t(random.bounded(1, 20)));
                std::ranges::generate(fresh,
                                      [&] { return random.bounded(3) == 0 ? 0 : random.bounded(200); });
                const int at = random.bounded(int(heights.size()) + 1);
                heights.insert(heights.begin() + at, fresh.begin(), fresh.end());
                index.insert(at, fresh);
            } else if (choice == 1 && heights.size() > 30) {
                const int first = random.bounded(int(heights.size()));
                const int last = std::min(first + random.bounded(10), int(heights.size()) - 1);
                heights.erase(heights.begin() + first, heights.begin() + last + 1);
                index.remove(first, last);
            } else {
                const int row = random.bounded(int(heights.size()));
                heights[size_t(row)] = random.bounded(300);
                index.set(row, heights[size_t(row)]);
            }
            QCOMPARE(index.count(), int(heights.size()));
            qint64 top = 0;
            for (int row = 0; row < index.count(); ++row) {
                QCOMPARE(index.topOf(row), top);
                if (heights[size_t(row)] > 0) {
                    QCOMPARE(index.rowAt(top), row);
                    QCOMPARE(index.rowAt(top + heights[size_t(row)] - 1), row);
                }
                top += heights[size_t(row)];
            }
            QCOMPARE(index.total(), top);
        }
    }

    void staysAtTheEndWhileFollowing()
    {
        m_model->appendTurns(manyTurns(50));
        m_view->flush();
        QVERIFY(m_view->isFollowing());
        QVERIFY(scrollMost() > 0);
        QCOMPARE(scroll(), scrollMost());
        m_model->appendTurn(streamingTurn());
        for (int i = 0; i < 40; ++i) {
            m_model->appendText(50, 0, u"More and more words arrive here, line after line. ");
            m_view->flush();
            QCOMPARE(scroll(), scrollMost());
        }
    }

    void readingFurtherUpIsNeverDisturbed()
    {
        m_model->appendTurns(manyTurns(50));
        m_model->appendTurn(streamingTurn(u"start "_s));
        m_view->flush();
        QSignalSpy following(m_view, &TranscriptView::followingChanged);
        wheel(3);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(following.count(), 1);
        const int before = scroll();
        const QRect row = m_view->rowRect(48);
        for (int i = 0; i < 30; ++i) {
            m_model->appendText(50, 0, u"More and more words arrive here, line after line. ");
            m_view->flush();
        }
        QCOMPARE(scroll(), before);
        QCOMPARE(m_view->rowRect(48), row);
        QVERIFY(visibleButton(*m_view, u"new"_s));
        m_model->appendTurn(test::textTurn(u"later"_s, u"user"_s, u"later"_s));
        m_view->flush();
        QPushButton *button = visibleButton(*m_view, u"↓ 1 new"_s);
        QVERIFY(button);
        button->click();
        QVERIFY(m_view->isFollowing());
        QCOMPARE(scroll(), scrollMost());
        QVERIFY(!visibleButton(*m_view, u"new"_s));
    }

    void anErrorIsInViewForWhoeverReadsTheEnd()
    {
        m_model->appendTurns(manyTurns(50));
        TranscriptTurn waiting = test::turnOf(u"live"_s, u"assistant"_s, {});
        waiting.state = TurnState::Waiting;
        m_model->appendTurn(waiting);
        m_view->flush();
        TranscriptTurn failed = test::failedTurn();
        failed.id = waiting.id;
        m_model->replaceTurn(50, failed);
        m_view->flush();
        QVERIFY(m_view->isFollowing());
        QVERIFY(m_view->rowRect(50).bottom() <= m_view->viewport()->height());
        QVERIFY(!visibleButton(*m_view, u"↓"_s));
    }

    void anErrorBelowIsSaidToWhoeverReadsFurtherUp()
    {
        m_model->appendTurns(manyTurns(50));
        TranscriptTurn waiting = test::turnOf(u"live"_s, u"assistant"_s, {});
        waiting.state = TurnState::Waiting;
        m_model->appendTurn(waiting);
        m_view->flush();
        wheel(5);
        QVERIFY(!visibleButton(*m_view, u"↓"_s));
        const QRect read = m_view->rowRect(47);
        TranscriptTurn failed = test::failedTurn();
        failed.id = waiting.id;
        m_model->replaceTurn(50, failed);
        m_view->flush();
        QCOMPARE(m_view->rowRect(47), read);
        QPushButton *button = visibleButton(*m_view, u"↓ error"_s);
        QVERIFY(button);
        button->click();
        QVERIFY(m_view->rowRect(50).bottom() <= m_view->viewport()->height());
        QVERIFY(!visibleButton(*m_view, u"↓"_s));
    }

    void anErrorThatIsGoneIsSaidNoMore_data()
    {
        QTest::addColumn<bool>("removed");
        QTest::newRow("tried again") << false;
        QTest::newRow("removed") << true;
    }

    void anErrorThatIsGoneIsSaidNoMore()
    {
        QFETCH(bool, removed);
        m_model->appendTurns(manyTurns(50));
        TranscriptTurn waiting = test::turnOf(u"live"_s, u"assistant"_s, {});
        waiting.state = TurnState::Waiting;
        m_model->appendTurn(waiting);
        m_view->flush();
        wheel(5);
        TranscriptTurn failed = test::failedTurn();
        failed.id = waiting.id;
        m_model->replaceTurn(50, failed);
        m_view->flush();
        QVERIFY(visibleButton(*m_view, u"↓ error"_s));
        if (removed)
            m_model->removeTurn(50);
        else
            m_model->replaceTurn(50, waiting);
        m_view->flush();
        QVERIFY(!visibleButton(*m_view, u"↓ error"_s));
        m_model->appendTurn(test::textTurn(u"next"_s, u"user"_s, u"more"_s));
        m_view->flush();
        QVERIFY(visibleButton(*m_view, u"↓ 1 new"_s));
    }

    void aBlockIsMarkedWithoutMovingWhatIsRead()
    {
        m_model->appendTurns(manyTurns(50));
        m_view->flush();
        const int before = scroll();
        m_view->markBlock(3, 0);
        QCOMPARE(scroll(), before);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(m_view->currentRow(), 3);
        QVERIFY(m_view->hasSelection());
        m_view->showBlock(3, 0);
        QVERIFY(scroll() < before);
        QVERIFY(!m_view->isFollowing());
    }

    void aWarmCachePointCountsDownOnlyWhileItIsSeen()
    {
        TranscriptBlock point;
        point.kind = TranscriptBlock::Kind::CachePoint;
        point.strata = Strata::Write;
        point.warmUntil = QDateTime::currentDateTimeUtc().addSecs(200);
        m_model->appendTurn(test::turnOf(u"warm"_s, u"user"_s, {test::textBlock(u"Hello"_s), point}));
        const auto *ticker = ui::widgets::SecondTicker::of(m_view);
        QTRY_VERIFY(ticker->isRunning());
        m_view->hide();
        QTRY_VERIFY(!ticker->isRunning());
        m_view->show();
        QTRY_VERIFY(ticker->isRunning());
        m_model->appendTurns(manyTurns(50)); // it is far above now
        QTRY_VERIFY(!ticker->isRunning());
        m_view->scrollToRow(0);
        QTRY_VERIFY(ticker->isRunning());
        TranscriptTurn cold = m_model->turn(0);
        cold.blocks[1].warmUntil = QDateTime::currentDateTimeUtc().addSecs(-1);
        m_model->replaceTurn(0, cold);
        QTRY_VERIFY(!ticker->isRunning());
    }

    void scrollingBackToTheEndFollowsAgain()
    {
        m_model->appendTurns(manyTurns(50));
        m_view->flush();
        wheel(5);
        QVERIFY(!m_view->isFollowing());
        wheel(-20);
        QVERIFY(m_view->isFollowing());
    }

    void estimatesBecomeTrueWithoutMovingWhatIsSeen()
    {
        m_model->appendTurns(manyTurns(400));
        m_view->flush();
        for (int i = 0; i < 120; ++i) {
            const int row = 399 - 2 * i;
            if (row < 10)
                break;
            const int seen = [this] {
                for (int r = 0; r < 400; ++r) {
                    if (m_view->rowRect(r).top() >= 0)
                        return r;
                }
                return 0;
            }();
            const int y = m_view->rowRect(seen).top();
            const int before = scroll();
            wheel(1);
            const int moved = m_view->rowRect(seen).top() - y;
            QVERIFY2(moved == 120 || before < 130, qPrintable(u"%1 at step %2"_s.arg(moved).arg(i)));
        }
    }

    void manyDeltasAreOneFrame()
    {
        m_model->appendTurn(streamingTurn());
        m_view->flush();
        const int before = m_view->rowRect(0).height();
        for (int i = 0; i < 500; ++i)
            m_model->appendText(0, 0, u"word ");
        QCOMPARE(m_view->rowRect(0).height(), before);
        QTRY_VERIFY(m_view->rowRect(0).height() > before);
    }

    void aStreamedAnswerEndsLookingLikeAStoredOne()
    {
        const QString text = test::longAnswer();
        QVERIFY(!text.isEmpty());
        m_model->appendTurn(streamingTurn());
        for (qsizetype at = 0; at < text.size(); at += 13) {
            m_model->appendText(0, 0,
                                QStringView(text).sliced(at, std::min<qsizetype>(13, text.size() - at)));
            m_view->flush();
        }
        TranscriptTurn done = test::textTurn(u"live"_s, u"assistant"_s, text);
        m_model->replaceTurn(0, done);
        m_view->flush();
        TranscriptModel other;
        other.appendTurn(done);
        TranscriptView fresh;
        fresh.resize(m_view->size());
        fresh.setModel(&other);
        fresh.show();
        fresh.flush();
        QCOMPARE(m_view->viewport()->grab().toImage(), fresh.viewport()->grab().toImage());
    }

    void anyHistoryOfChangesLooksLikeItsResult()
    {
        QRandomGenerator random(3);
        int next = 0;
        for (int step = 0; step < 250; ++step) {
            const int rows = m_model->rowCount();
            const int row = rows > 0 ? random.bounded(rows) : 0;
            switch (rows == 0 ? 0 : random.bounded(9)) {
            case 0:
            case 1:
                m_model->insertTurn(random.bounded(rows + 1), test::textTurn(u"n%1"_s.arg(next++), u"user"_s,
                                                                             u"**one** `two`\n\n- three"_s));
                break;
            case 2:
                if (rows > 6)
                    m_model->removeTurn(row);
                break;
            case 3:
                m_model->appendBlock(row, test::toolUse(u"tool"_s, u"id%1"_s.arg(next++), u"{\"a\":1}"_s));
                break;
            case 4:
                m_model->insertTurn(row + 1,
                                    test::turnOf(u"r%1"_s.arg(next), u"user"_s,
                                                 {test::toolResult(u"id%1"_s.arg(random.bounded(next + 1)),
                                                                   u"[1,2]"_s, ToolState::Ok)}));
                ++next;
                break;
            case 5:
                if (m_model->turn(row).blocks[0].kind == TranscriptBlock::Kind::Text)
                    m_model->appendText(row, 0, u" and\n\nmore *text*");
                break;
            case 6:
                m_model->setState(row, TurnState(random.bounded(7)));
                break;
            case 7:
                m_model->setError(row, m_model->turn(row).error ? std::nullopt : test::failedTurn().error);
                break;
            default: {
                TranscriptFooter footer;
                footer.outputTokens = step;
                m_model->setFooter(row, footer);
            }
            }
            if (step % 3 == 0)
                m_view->flush();
            if (step % 25 != 24)
                continue;
            m_view->followBottom();
            m_view->flush();
            TranscriptView fresh;
            fresh.resize(m_view->size());
            fresh.setModel(m_model);
            fresh.show();
            fresh.followBottom();
            fresh.flush();
            QVERIFY2(m_view->viewport()->grab().toImage() == fresh.viewport()->grab().toImage(),
                     qPrintable(u"step %1"_s.arg(step)));
        }
    }

    void resultsStandBesideTheirCalls()
    {
        m_model->appendTurns(test::radioConversation());
        m_view->flush();
        QCOMPARE(m_view->rowRect(2).height(), 0);
        m_view->setFocus();
        m_view->setCurrentRow(1);
        QTest::keyClick(m_view, Qt::Key_Down);
        QCOMPARE(m_view->currentRow(), 3);
        m_model->removeTurn(2);
        m_view->flush();
        QVERIFY(m_view->rowRect(2).height() > 0);
    }

    void draggingSelectsAcrossMessages()
    {
        m_model->appendTurn(test::textTurn(u"1"_s, u"user"_s, u"first message"_s));
        m_model->appendTurn(
            test::textTurn(u"2"_s, u"assistant"_s, u"**second** message with a no-break\u00a0space"_s));
        m_view->flush();
        const QPoint from(m_view->rowRect(0).left() + 70, m_view->rowRect(0).bottom() - 8);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_view->viewport(), from + QPoint(10, 20));
        const QPoint to(590, m_view->rowRect(1).bottom() - 2);
        QMouseEvent move(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_view->viewport(), &move);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
        const QString text = m_view->selectedText();
        QVERIFY2(text.startsWith(u"User:\n"_s) && text.contains(u"ssage\n\nAssistant:\nsecond message"_s),
                 qPrintable(text));
        QVERIFY(!text.contains(u"first message"_s));
        QVERIFY(text.contains(u"no-break\u00a0space"_s));
    }

    void doubleClickTakesAWordAndTripleAParagraph()
    {
        m_model->appendTurn(test::textTurn(u"1"_s, u"user"_s, u"alpha beta gamma\n\nanother paragraph"_s));
        m_view->flush();
        const QPoint at(m_view->rowRect(0).left() + 40, m_view->rowRect(0).top() + 40);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(m_view->selectedText(), u"alpha"_s);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(m_view->selectedText(), u"alpha beta gamma"_s);
    }

    void copiesInEveryFlavour()
    {
        m_model->appendTurn(test::textTurn(u"1"_s, u"user"_s,
                                           u"# Title\n\n- *one* <b>x</b>\n- [two](https://example.org/)"_s));
        m_view->setFocus();
        QTest::keyClick(m_view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), u"Title\n\n• one <b>x</b>\n• two"_s);
        QCOMPARE(data->data(u"text/markdown"_s),
                 "# Title\n\n- *one* <b>x</b>\n- [two](https://example.org/)"_ba);
        QVERIFY(data->html().contains(u"<h1>Title</h1>"_s));
        QVERIFY(data->html().contains(u"<em>one</em> &lt;b&gt;x&lt;/b&gt;"_s));
        QVERIFY(data->html().contains(u"<a href=\"https://example.org/\">two</a>"_s));
    }

    void copiesMessagesAsMarkdownAndJson()
    {
        m_model->appendTurns(test::radioConversation());
        m_view->copyMessageAsJson(1);
        const QString json = QGuiApplication::clipboard()->text();
        QVERIFY2(json.contains(u"\"role\": \"assistant\""_s) &&
                     json.contains(u"\"input\":{\"sign\":\"WZPZ\"}"_s),
                 qPrintable(json));
        m_view->copyMessageAsMarkdown(1);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"```\n{\"sign\":\"WZPZ\"}\n```"_s));
        m_view->copyMessage(0);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"What is the most popular song on WZPZ right now? Then build a 3-song set around it."_s);
    }

    void copyingEverythingLaysNothingOut()
    {
        m_model->appendTurns(manyTurns(3000));
        m_view->flush();
        m_view->selectAll();
        outcrop::testsupport::CpuTimer timer;
        const QString text = m_view->selectedText();
        QVERIFY(text.contains(u"Message 2999"_s));
        QVERIFY(timer.elapsed() < 2000);
    }

    void shiftSelectsByMessages()
    {
        m_model->appendTurns(manyTurns(6));
        m_view->setFocus();
        m_view->flush();
        m_view->setCurrentRow(1);
        QTest::keyClick(m_view, Qt::Key_Down, Qt::ShiftModifier);
        const QString text = m_view->selectedText();
        QVERIFY(text.contains(u"Message 1:"_s) && text.contains(u"Message 2:"_s));
        QVERIFY(!text.contains(u"Message 0:"_s) && !text.contains(u"Message 3:"_s));
        QTest::keyClick(m_view, Qt::Key_Escape);
        QVERIFY(!m_view->hasSelection());
    }

    void keysGoMessageByMessage()
    {
        m_model->appendTurns(manyTurns(60));
        m_view->flush();
        m_view->setFocus(Qt::TabFocusReason);
        QTest::keyClick(m_view, Qt::Key_Home);
        QCOMPARE(m_view->currentRow(), 0);
        QCOMPARE(scroll(), 0);
        for (int i = 1; i < 60; ++i) {
            QTest::keyClick(m_view, Qt::Key_Down);
            QCOMPARE(m_view->currentRow(), i);
            const QRect rect = m_view->rowRect(i);
            QVERIFY(rect.top() >= -1 && rect.bottom() <= m_view->viewport()->height());
        }
        QTest::keyClick(m_view, Qt::Key_PageUp);
        QVERIFY(m_view->currentRow() < 59);
        QTest::keyClick(m_view, Qt::Key_End);
        QCOMPARE(m_view->currentRow(), 59);
        QCOMPARE(scroll(), scrollMost());
        QVERIFY(m_view->isFollowing());
    }

    void aLongMessageIsReadToItsEndFirst()
    {
        m_model->appendTurn(test::textTurn(u"1"_s, u"user"_s, u"line\n"_s.repeated(100)));
        m_model->appendTurn(test::textTurn(u"2"_s, u"assistant"_s, u"end"_s));
        m_view->flush();
        m_view->setFocus();
        QTest::keyClick(m_view, Qt::Key_Home);
        int steps = 0;
        while (m_view->currentRow() == 0 && steps < 50) {
            QTest::keyClick(m_view, Qt::Key_Down);
            ++steps;
        }
        QVERIFY2(steps >= 4 && steps < 12, qPrintable(QString::number(steps)));
    }

    void reasoningUnfoldsByKeyAndByMouse()
    {
        m_model->appendTurns(test::radioConversation());
        m_view->flush();
        m_view->setFocus();
        m_view->setCurrentRow(1);
        const int folded = m_view->rowRect(1).height();
        QTest::keyClick(m_view, Qt::Key_Return);
        QVERIFY(m_view->rowRect(1).height() > folded);
        QTest::keyClick(m_view, Qt::Key_Space);
        QCOMPARE(m_view->rowRect(1).height(), folded);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, placeOf(1, spot(1, HotSpot::Kind::Fold)));
        QVERIFY(m_view->rowRect(1).height() > folded);
    }

    void longToolResultsAreFolded()
    {
        TranscriptBlock result = test::toolResult(u"x"_s, u"line\n"_s.repeated(500), ToolState::Ok);
        m_model->appendTurn(test::turnOf(u"1"_s, u"user"_s, {result}));
        m_view->flush();
        const int folded = m_view->rowRect(0).height();
        QVERIFY(folded < 400);
        const HotSpot fold = spot(0, HotSpot::Kind::Fold);
        QVERIFY2(fold.name.contains(u"486"_s), qPrintable(fold.name));
        m_view->activate(0, fold);
        QVERIFY(m_view->rowRect(0).height() > 5000);
    }

    void linksAskFirst()
    {
        m_model->appendTurn(
            test::textTurn(u"1"_s, u"assistant"_s, u"see [this](https://example.org/a?b=c#d)"_s));
        m_view->flush();
        QSignalSpy asked(m_view, &TranscriptView::linkConfirmationRequested);
        QSignalSpy activated(m_view, &TranscriptView::linkActivated);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, placeOf(0, spot(0, HotSpot::Kind::Link)));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(1).toString(), u"https://example.org/a?b=c#d"_s);
        QCOMPARE(activated.count(), 0);
        QPushButton *open = visibleButton(*m_view, u"Open"_s);
        QVERIFY(open);
        open->click();
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toUrl(), QUrl(u"https://example.org/a?b=c#d"_s));
        QVERIFY(!visibleButton(*m_view, u"Open"_s));
    }

    void linksWorkByKeyboardAndCanBeRefused()
    {
        m_model->appendTurn(
            test::textTurn(u"1"_s, u"assistant"_s, u"[a](https://a.example/) and [b](https://b.example/)"_s));
        m_view->flush();
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentRow(0);
        QSignalSpy asked(m_view, &TranscriptView::linkConfirmationRequested);
        QSignalSpy activated(m_view, &TranscriptView::linkActivated);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).toUrl().host(), u"b.example"_s);
        visibleButton(*m_view, u"Cancel"_s)->click();
        QCOMPARE(activated.count(), 0);
        QVERIFY(m_view->hasFocus());
    }

    void whatCanBeDoneToAMessageWorksByKeyboard()
    {
        m_model->appendTurn(test::textTurn(u"1"_s, u"assistant"_s, u"[a](https://a.example/)"_s));
        m_view->flush();
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentRow(0);
        QSignalSpy commands(m_view, &TranscriptView::turnCommand);
        for (int stop = 0; stop < 3; ++stop) // the link, edit, rerun
            QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(commands.count(), 1);
        QCOMPARE(commands.at(0).at(0).value<ui::models::TurnCommand>(), ui::models::TurnCommand::Rerun);
        QCOMPARE(commands.at(0).at(1).toString(), u"1"_s);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Return);
        QMenu *menu = m_view->findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        const QPoint below = placeOf(0, spot(0, HotSpot::Kind::Insert));
        QVERIFY((menu->pos() - m_view->viewport()->mapToGlobal(below)).manhattanLength() < 60);
        menu->close();
        QTest::keyClick(m_view, Qt::Key_Tab, Qt::ShiftModifier);
        QTest::keyClick(m_view, Qt::Key_Tab, Qt::ShiftModifier);
        QTest::keyClick(m_view, Qt::Key_Space);
        QCOMPARE(commands.at(1).at(0).value<ui::models::TurnCommand>(), ui::models::TurnCommand::Edit);
    }

    void addressesAreShownInAscii()
    {
        m_model->appendTurn(
            test::textTurn(u"1"_s, u"assistant"_s, u"[bank](https://\u0430pple.example/\u202ex)"_s));
        m_view->flush();
        QSignalSpy hovered(m_view, &TranscriptView::linkHovered);
        QTest::mouseMove(m_view->viewport(), placeOf(0, spot(0, HotSpot::Kind::Link)));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.at(0).at(0).toString(), u"https://xn--pple-43d.example/%E2%80%AEx"_s);
    }

    void otherSchemesAreNoLinks()
    {
        m_model->appendTurn(test::textTurn(
            u"1"_s, u"assistant"_s,
            u"[a](file:///etc/passwd) [b](javascript:x) [c](/etc) ![d](data:x) [e](ftp://x/)"_s));
        m_view->flush();
        for (const HotSpot &spot : m_view->hotSpots(0))
            QVERIFY(spot.kind != HotSpot::Kind::Link);
    }

    void retryNamesTheTurn()
    {
        m_model->appendTurn(test::failedTurn());
        m_view->flush();
        QSignalSpy retry(m_view, &TranscriptView::retryRequested);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, placeOf(0, spot(0, HotSpot::Kind::Retry)));
        QCOMPARE(retry.count(), 1);
        QCOMPARE(retry.at(0).at(0).toString(), u"f1"_s);
    }

    void nothingInATextOpensAFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.png"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        file.close();
        const QString fifo = folder.filePath(u"fifo.png"_s); // whoever opens it hangs
        QCOMPARE(mkfifo(fifo.toLocal8Bit().constData(), 0600), 0);
        const int watch = inotify_init1(IN_NONBLOCK);
        QVERIFY(inotify_add_watch(watch, folder.path().toLocal8Bit().constData(), IN_OPEN | IN_ACCESS) >= 0);
        QFile hostile(QStringLiteral(OUTCROP_TEST_DATA "/markdown/hostile.md"));
        QVERIFY(hostile.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(hostile.readAll());
        for (const QString &name : {path, fifo}) {
            for (const QString &form :
                 {u"![x](%1)"_s, u"![x](file://%1)"_s, u"<img src=\"%1\">"_s, u"<img src='file://%1'>"_s,
                  u"[x](%1)"_s, u"[x]: %1\n![x]"_s, u"<object data=\"file://%1\">"_s,
                  u"<style>@import url(file://%1)</style>"_s})
                text += u"\n\n"_s + form.arg(name);
        }
        m_model->appendTurn(streamingTurn());
        for (qsizetype at = 0; at < text.size(); at += 11) {
            m_model->appendText(0, 0,
                                QStringView(text).sliced(at, std::min<qsizetype>(11, text.size() - at)));
            m_view->flush();
        }
        m_model->appendTurn(
            test::turnOf(u"tool"_s, u"user"_s, {test::toolResult(u"x"_s, text, ToolState::Ok)}));
        const TranscriptBlock image = test::fileBlock(
            "image"_L1, u"a.svg"_s, u"png"_s,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file://" + path.toUtf8() + "\"/></svg>");
        m_model->appendTurn(test::turnOf(u"svg"_s, u"user"_s, {image}));
        m_view->flush();
        m_view->grab();
        m_view->selectAll();
        m_view->copy();
        char events[4096];
        QCOMPARE(read(watch, events, sizeof events), ssize_t(-1));
        QVERIFY(file.open(QIODevice::ReadOnly)); // the watch does see an opening
        QVERIFY(read(watch, events, sizeof events) > 0);
        close(watch);
    }

    void imagesAreDecodedBesideTheWindow()
    {
        QImage pixels(400, 300, QImage::Format_RGB32);
        pixels.fill(Qt::darkCyan);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        pixels.save(&buffer, "PNG");
        m_model->appendTurn(test::turnOf(
            u"1"_s, u"user"_s, {test::fileBlock("image"_L1, u"chart.png"_s, u"png"_s, buffer.data())}));
        m_view->flush();
        QTRY_VERIFY(m_view->rowRect(0).height() > 300); // by itself, once it was looked at
    }

    void aLargeAttachmentCostsTheWindowNothing()
    {
        const QByteArray film = QByteArray("\0\0\0\x18"
                                           "ftypisom",
                                           12) +
                                QByteArray(25'000'000, 'v');
        const TranscriptBlock video = test::fileBlock("video"_L1, u"clip.mp4"_s, u"mp4"_s, film);
        outcrop::testsupport::CpuTimer timer;
        m_model->appendTurn(test::turnOf(u"1"_s, u"user"_s, {video}));
        m_view->flush();
        m_view->grab();
        QVERIFY2(timer.elapsed() < 40,
                 qPrintable(QString::number(timer.elapsed()))); // of which the grab has most
        base::workers().waitForDone();
        timer.restart();
        m_view->flush();
        QVERIFY2(timer.elapsed() < 8, qPrintable(QString::number(timer.elapsed())));
    }

    void hugeImagesAreNotDecoded()
    {
        // A PNG header that claims 30000 x 30000 pixels.
        QByteArray png =
            QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000753000007530080600000000000000");
        m_model->appendTurn(
            test::turnOf(u"1"_s, u"user"_s, {test::fileBlock("image"_L1, u"huge.png"_s, u"png"_s, png)}));
        outcrop::testsupport::CpuTimer timer;
        m_view->flush();
        QVERIFY(timer.elapsed() < 100);
        base::workers().waitForDone();
        m_view->flush();
        QVERIFY(m_view->rowRect(0).height() < 130);
    }

    void hostileTextNeverFreezes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a megabyte in one line") << QString(1'000'000, u'x');
        QTest::newRow("a megabyte of words") << u"word "_s.repeated(200'000);
        QTest::newRow("combining marks") << u"a"_s + QString(100'000, QChar(0x301));
        QTest::newRow("nested quotes") << QString(100'000, u'>');
        QTest::newRow("wide table") << u"|a"_s.repeated(5'000) + u"\n"_s + u"|-"_s.repeated(5'000) + u"\n"_s +
                                           u"|b"_s.repeated(5'000);
        QTest::newRow("divs") << u"<div>"_s.repeated(20'000);
    }
    void hostileTextNeverFreezes()
    {
        QFETCH(QString, text);
        m_model->appendTurn(streamingTurn());
        qint64 worst = 0;
        for (qsizetype at = 0; at < text.size(); at += 20'000) {
            outcrop::testsupport::CpuTimer timer;
            m_model->appendText(0, 0,
                                QStringView(text).sliced(at, std::min<qsizetype>(20'000, text.size() - at)));
            m_view->flush();
            m_view->viewport()->repaint();
            worst = std::max(worst, timer.elapsed());
        }
        QVERIFY2(worst < 200, qPrintable(QString::number(worst)));
    }

    void switchesItsColoursLive()
    {
        m_model->appendTurns(test::radioConversation());
        m_view->flush();
        const QColor light = m_view->viewport()->grab().toImage().pixelColor(300, 398);
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(20, 20, 20));
        m_view->setPalette(dark);
        const QColor after = m_view->viewport()->grab().toImage().pixelColor(300, 398);
        QVERIFY(light.lightness() > 200);
        QVERIFY(after.lightness() < 60);
    }

    void emptyTranscriptOffersItsAction()
    {
        m_view->setEmptyState(u"Nothing"_s, u"Do this"_s, u"Run the example"_s);
        QSignalSpy action(m_view, &TranscriptView::emptyActionTriggered);
        QPushButton *button = visibleButton(*m_view, u"Run the example"_s);
        QVERIFY(button);
        button->click();
        QCOMPARE(action.count(), 1);
        m_model->appendTurn(test::textTurn(u"1"_s, u"user"_s, u"x"_s));
        QVERIFY(!button->isVisible());
    }

    void losesItsModelWithoutHarm()
    {
        m_model->appendTurns(manyTurns(10));
        m_view->flush();
        m_view->selectAll();
        delete std::exchange(m_model, nullptr);
        m_view->flush();
        m_view->viewport()->repaint();
        QCOMPARE(m_view->selectedText(), QString());
    }

    void aWidgetStandsInThePlaceOfAMessage()
    {
        m_model->appendTurns(manyTurns(30));
        auto *editor = new QWidget;
        editor->setMinimumHeight(180);
        m_view->setCurrentRow(12);
        m_view->setRowEditor(12, editor);
        m_view->flush();
        QVERIFY(editor->isVisible());
        QCOMPARE(m_view->editorRow(), 12);
        const auto isInPlace = [&] {
            const QRect row = m_view->rowRect(12);
            return editor->y() > row.top() && editor->geometry().bottom() <= row.bottom() &&
                   row.height() >= editor->height() && row.height() < editor->height() + 60;
        };
        QVERIFY(isInPlace());
        wheel(2);
        QVERIFY(isInPlace());
        // It grows where it is: what stands above it does not move.
        const int top = m_view->rowRect(12).top();
        editor->setMinimumHeight(260);
        QTRY_VERIFY(isInPlace());
        QCOMPARE(editor->height(), 260);
        QCOMPARE(m_view->rowRect(12).top(), top);
        m_view->resize(440, 400);
        QTRY_VERIFY(isInPlace());
        QVERIFY(editor->width() < 440);
    }

    void theWidgetGoesWithItsRow()
    {
        m_model->appendTurns(manyTurns(6));
        auto *editor = new QWidget;
        editor->setMinimumHeight(80);
        m_view->setRowEditor(2, editor);
        QSignalSpy lost(m_view, &TranscriptView::rowEditorLost);
        m_model->insertTurn(0, test::textTurn(u"new"_s, u"user"_s, u"Before"_s));
        m_view->flush();
        QCOMPARE(m_view->editorRow(), 3);
        QVERIFY(m_view->rowRect(3).contains(QPoint(40, editor->geometry().center().y())));
        m_model->removeTurn(1);
        QCOMPARE(m_view->editorRow(), 2);
        QCOMPARE(lost.size(), 0);
        m_model->removeTurn(2);
        QCOMPARE(lost.size(), 1);
        QCOMPARE(m_view->editorRow(), -1);
        QVERIFY(!editor->isVisible());
    }

    void whatCanBeDoneIsOfferedInTheHeader()
    {
        m_model->appendTurns(manyTurns(3));
        m_view->followBottom();
        QSignalSpy commands(m_view, &TranscriptView::turnCommand);
        const QRect row = m_view->rowRect(2);
        // The last word at the right end of the header.
        const QPoint place(m_view->viewport()->width() - 20, row.top() + 22);
        QTest::mouseMove(m_view->viewport(), place);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(commands.size(), 1);
        QCOMPARE(commands.last().at(0).value<TurnCommand>(), TurnCommand::Delete);
        // Beside the text a double click edits; on it it selects a word.
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(150, row.top() + 22));
        QCOMPARE(commands.last().at(0).value<TurnCommand>(), TurnCommand::Edit);
    }
};

QTEST_MAIN(TestTranscriptView)
#include "tst_transcriptview.moc"
