// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using ui::transcript::TranscriptView;

namespace
{

QList<QAccessible::Event> heard; // NOLINT: the update handler is a plain function

/// Events are sent only where a platform for them is running (not offscreen).
bool eventsAreSent()
{
    const auto active = [] { return QAccessible::isActive(); }; // the bus answers in its own time
    if (active() || (QGuiApplication::platformName() == u"xcb"_s && QTest::qWaitFor(active, 5000)))
        return true;
    std::puts("SKIPPED: accessibility events need a platform with an accessibility bus");
    return false;
}

void hear(QAccessibleEvent *event)
{
    heard.append(event->type());
}

} // namespace

class TestTranscriptAccess : public QObject
{
    Q_OBJECT

private:
    TranscriptModel m_model;
    TranscriptView *m_view = nullptr;

private Q_SLOTS:
    void init()
    {
        QAccessible::setActive(true);
        m_view = new TranscriptView;
        m_view->resize(600, 400);
        m_view->setModel(&m_model);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view));
    }

    void cleanup()
    {
        QAccessible::installUpdateHandler(nullptr);
        delete m_view;
        m_model.removeAllTurns();
    }

    void isAListOfMessagesWithRoleAndText()
    {
        m_model.appendTurns(test::radioConversation());
        m_view->flush();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->text(QAccessible::Name), u"Transcript"_s);
        QVERIFY(list->childCount() >= 4);
        const QStringList names = {u"User"_s, u"Assistant"_s, u"User"_s, u"Assistant, streaming…"_s};
        for (int row = 0; row < 4; ++row) {
            QAccessibleInterface *message = list->child(row);
            QVERIFY(message && message->isValid());
            QCOMPARE(message->role(), QAccessible::ListItem);
            QCOMPARE(message->text(QAccessible::Name), names[row]);
            QCOMPARE(list->indexOfChild(message), row);
            QCOMPARE(message->parent(), list);
            QCOMPARE(list->child(row), message);
        }
        QCOMPARE(list->child(0)->text(QAccessible::Value),
                 u"What is the most popular song on WZPZ right now? Then build a 3-song set around it."_s);
        QVERIFY(list->child(1)
                    ->text(QAccessible::Description)
                    .contains(u"first token 388 ms, 1.9 s, read 2,140"_s));
        QVERIFY(list->child(3)->text(QAccessible::Value).contains(u"1. Elemental Hotel — 8 Storey Hike"_s));
        QVERIFY(list->child(3)->state().busy);
        QVERIFY(list->child(2)->state().invisible); // shown beside the call
        for (int i = 4; i < list->childCount(); ++i)
            QVERIFY(list->child(i));
    }

    void howLongACachePointIsWarmIsSaid()
    {
        TranscriptBlock point;
        point.kind = TranscriptBlock::Kind::CachePoint;
        point.name = u"1h"_s;
        m_model.appendTurn(test::turnOf(u"cold"_s, u"user"_s, {test::textBlock(u"Hello"_s), point}));
        point.warmUntil = QDateTime::currentDateTimeUtc().addSecs(200);
        m_model.appendTurn(test::turnOf(u"warm"_s, u"user"_s, {test::textBlock(u"Hello"_s), point}));
        m_view->flush();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        const auto said = [list](int row) { return list->child(row)->text(QAccessible::Description); };
        QCOMPARE(said(0), u"cache point · 1 h"_s);
        QVERIFY2(said(1).startsWith(u"cache point · 1 h: In the cache until "_s), qPrintable(said(1)));
    }

    void everyWidgetInItHasANameOrIsHidden()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QList<QAccessibleInterface *> walk = {list};
        while (!walk.isEmpty()) {
            QAccessibleInterface *next = walk.takeFirst();
            const bool focusable = next->state().focusable && !next->state().invisible;
            QVERIFY2(!focusable || !next->text(QAccessible::Name).isEmpty(),
                     qPrintable(QDebug::toString(next)));
            for (int i = 0; i < next->childCount(); ++i)
                walk.append(next->child(i));
        }
    }

    void messagesAreReadLineByLine()
    {
        m_model.appendTurn(test::textTurn(u"1"_s, u"assistant"_s, u"first line\n\n- second\n- third"_s));
        QAccessibleInterface *message = QAccessible::queryAccessibleInterface(m_view)->child(0);
        QAccessibleTextInterface *text = message->textInterface();
        QVERIFY(text);
        const QString all = u"first line\n\n• second\n• third"_s;
        QCOMPARE(text->characterCount(), int(all.size()));
        QCOMPARE(text->text(0, text->characterCount()), all);
        int start = 0;
        int end = 0;
        QVERIFY(text->textAtOffset(int(all.indexOf(u"second")), QAccessible::LineBoundary, &start, &end)
                    .contains(u"second"_s));
        QVERIFY(!all.sliced(start, end - start).contains(u"third"_s));
    }

    void linksAndButtonsCanBePressed()
    {
        m_model.appendTurn(test::textTurn(u"1"_s, u"assistant"_s, u"see [this](https://example.org/)"_s));
        m_model.appendTurn(test::failedTurn());
        m_view->flush();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QAccessibleInterface *link = list->child(0)->child(0);
        QCOMPARE(link->role(), QAccessible::Link);
        QCOMPARE(link->text(QAccessible::Name), u"Open https://example.org/"_s);
        QVERIFY(list->child(0)->rect().contains(link->rect()));
        QSignalSpy asked(m_view, &TranscriptView::linkConfirmationRequested);
        link->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(asked.count(), 1);
        QAccessibleInterface *retry = list->child(1)->child(0);
        QCOMPARE(retry->role(), QAccessible::Button);
        QCOMPARE(retry->text(QAccessible::Name), u"Retry"_s);
        QSignalSpy retried(m_view, &TranscriptView::retryRequested);
        retry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(retried.count(), 1);
    }

    void completionIsAnnouncedOnceAndTokensAreNot()
    {
        if (!eventsAreSent())
            QSKIP("no accessibility bus");
        TranscriptTurn turn = test::textTurn(u"1"_s, u"assistant"_s, {});
        turn.state = TurnState::Streaming;
        turn.blocks.front().open = true;
        m_model.appendTurn(turn);
        m_view->flush();
        QAccessible::queryAccessibleInterface(m_view)->child(0);
        heard.clear();
        QAccessible::installUpdateHandler(hear);
        for (int i = 0; i < 200; ++i) {
            m_model.appendText(0, 0, u"word ");
            m_view->flush();
        }
        QCOMPARE(heard.count(QAccessible::Alert) + heard.count(QAccessible::NameChanged) +
                     heard.count(QAccessible::StateChanged) + heard.count(QAccessible::TextInserted),
                 0);
        m_model.setState(0, TurnState::Complete);
        QCOMPARE(heard.count(QAccessible::Alert), 1);
        QCOMPARE(heard.count(QAccessible::StateChanged), 1);
    }

    void interfacesFollowTheirMessages()
    {
        for (int i = 0; i < 5; ++i)
            m_model.appendTurn(test::textTurn(QString::number(i), u"user"_s, u"text %1"_s.arg(i)));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QAccessibleInterface *third = list->child(3);
        m_model.removeTurn(1);
        QCOMPARE(list->indexOfChild(third), 2);
        QCOMPARE(third->text(QAccessible::Value), u"text 3"_s);
        m_model.insertTurn(0, test::textTurn(u"new"_s, u"user"_s, u"new"_s));
        QCOMPARE(list->indexOfChild(third), 3);
        QCOMPARE(list->child(0)->text(QAccessible::Value), u"new"_s);
        m_model.removeAllTurns();
        QVERIFY(!list->child(0) || list->child(0)->role() != QAccessible::ListItem);
    }

    void theMessageUnderTheKeyboardHasTheFocus()
    {
        if (!eventsAreSent())
            QSKIP("no accessibility bus");
        m_model.appendTurns(test::radioConversation());
        m_view->flush();
        m_view->activateWindow();
        m_view->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(m_view->hasFocus());
        heard.clear();
        QAccessible::installUpdateHandler(hear);
        QTest::keyClick(m_view, Qt::Key_Home);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QVERIFY(heard.contains(QAccessible::Focus));
        QCOMPARE(list->focusChild(), list->child(0));
        QVERIFY(list->child(0)->state().focused);
    }
};

QTEST_MAIN(TestTranscriptAccess)
#include "tst_transcriptaccess.moc"
