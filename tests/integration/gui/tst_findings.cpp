// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/composer/lintstrip.h"
#include "ui/models/lintmodel.h"
#include "ui/transcript/transcriptview.h"

#include <QAccessible>
#include <QPushButton>
#include <QTest>
#include <QUndoStack>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using testsupport::AppFixture;
using ui::composer::LintStrip;

namespace
{

QList<LintStrip *> strips(AppFixture &fixture)
{
    QList<LintStrip *> shown;
    for (LintStrip *strip : fixture.widget()->findChildren<LintStrip *>()) {
        if (strip->isVisible())
            shown.append(strip);
    }
    return shown;
}

/// The button of a strip with this text.
QPushButton *button(const LintStrip *strip, const QString &text)
{
    for (QPushButton *one : strip->findChildren<QPushButton *>()) {
        if (one->text() == text && one->isVisible())
            return one;
    }
    return nullptr;
}

/// Also where no window manager makes the window active.
QString focusName(AppFixture &fixture)
{
    const QWidget *focus = fixture.widget()->focusWidget();
    return focus ? focus->accessibleName() : QString();
}

} // namespace

/// The lint and the refusals of the service, in the window.
class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProblemIsShownMendedByTheKeyboardAndComesBackByUndo()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        const int blocks = int(document.conversation().system.size());
        QTRY_VERIFY(fixture.control(u"Run"_s));
        document.insertBlock({}, blocks, conversation::textBlock({}).value);
        QTRY_COMPARE(strips(fixture).size(), 1);
        QVERIFY(strips(fixture).first()->accessibleName().startsWith(
            u"Will be refused: system.%1"_s.arg(blocks)));
        QTRY_VERIFY(fixture.control(u"Run anyway"_s));

        // Enter on the strip goes to the block, its button mends it.
        strips(fixture).first()->setFocus();
        QTest::keyClick(fixture.widget()->focusWidget(), Qt::Key_Return);
        QCOMPARE(focusName(fixture), u"System text block %1"_s.arg(blocks + 1));
        QPushButton *remove = button(strips(fixture).first(), u"Remove it"_s);
        QVERIFY(remove && (remove->focusPolicy() & Qt::TabFocus));
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Return);
        QCOMPARE(int(document.conversation().system.size()), blocks);
        QTRY_COMPARE(strips(fixture).size(), 0);
        QTRY_COMPARE(focusName(fixture), u"Run"_s);

        QTest::keyClick(fixture.widget()->focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(strips(fixture).size(), 1);
        QCOMPARE(int(document.conversation().system.size()), blocks + 1);
    }

    void runAnywaySendsAndTheRefusalLeadsToTheBlockOfTheSystemPrompt()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        const int blocks = int(document.conversation().system.size());
        document.insertBlock({}, blocks, conversation::textBlock({}).value);
        QTRY_VERIFY(fixture.control(u"Run anyway"_s));
        QTest::mouseClick(fixture.control(u"Run anyway"_s), Qt::LeftButton);
        QVERIFY(fixture.app().run().isRunning());
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(fixture.row(1).error && fixture.row(1).errorNamesPlace);
        QTRY_COMPARE(focusName(fixture), u"System text block %1"_s.arg(blocks + 1));
    }

    void theRefusalOfAMergedMessageSelectsItsBlock()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        document.setDraft({});
        document.appendTurn(conversation::userTurn(u"First"_s));
        // Sent as the second block of one message.
        const QString turn = document.appendTurn(conversation::userTurn(u"  "_s));
        QTRY_VERIFY(fixture.control(u"Run anyway"_s));
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 3);
        QVERIFY2(fixture.row(2).error->serviceMessage.contains(u"messages.0.content.1"_s),
                 qPrintable(fixture.row(2).error->serviceMessage));
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        QTRY_COMPARE(view.currentRow(), 1);
        QCOMPARE(fixture.row(view.currentRow()).id, turn);
        QVERIFY(view.hasFocus());

        // From the error one gets there again, also while something is being written.
        document.setDraft(u"x"_s);
        view.setCurrentRow(2);
        bool found = false;
        for (const ui::transcript::HotSpot &spot : view.hotSpots(2)) {
            if (spot.name != u"Go to the block"_s)
                continue;
            found = true;
            view.activate(2, spot);
        }
        QVERIFY(found);
        QTRY_COMPARE(view.currentRow(), 1);
        QTRY_COMPARE(focusName(fixture), u"Text of block 1"_s); // in the editor of the message
    }

    void theErrorStaysInViewThoughItsBlockIsFarAbove()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        document.setDraft({});
        document.appendTurn(conversation::userTurn(u"  "_s));
        for (int i = 0; i < 20; ++i)
            document.appendTurn(conversation::userTurn(u"One more line to read.\n\nAnd another."_s));
        QTRY_VERIFY(fixture.control(u"Run anyway"_s));
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(fixture.row(21).error && fixture.row(21).errorNamesPlace);
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        QTRY_COMPARE(view.currentRow(), 0);
        view.flush();
        QVERIFY(view.rowRect(0).bottom() < 0);
        QVERIFY(view.rowRect(21).top() > 0);
        QVERIFY(view.rowRect(21).bottom() <= view.viewport()->height());
        QVERIFY(view.isFollowing());
    }

    void aFindingInAMessageOpensItsEditorAtTheBlock()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        document.setDraft({});
        document.appendTurn(conversation::makeTurn(
            u"user"_s, {conversation::textBlock(u"First"_s), conversation::textBlock({})}));
        QTRY_COMPARE(strips(fixture).size(), 1);
        strips(fixture).first()->setFocus();
        QTest::keyClick(fixture.widget()->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(focusName(fixture), u"Text of block 2"_s);
        QVERIFY(fixture.control(u"Editor of the message"_s));
    }

    void whoeverWritesAlreadyIsLeftAlone()
    {
        AppFixture fixture(std::chrono::milliseconds(20));
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        document.insertBlock({}, 0, conversation::textBlock({}).value);
        fixture.pressRun();
        fixture.type(u"next"_s);
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(fixture.row(1).error);
        QTest::qWait(50); // a place that would be gone to, would be by now
        QCOMPARE(focusName(fixture), u"Message"_s);
    }

    void aPrefillIsAWarningAndCanBeSent()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        document.setDraft({});
        document.appendTurn(conversation::userTurn(u"Name a stone"_s));
        document.appendTurn(
            conversation::makeTurn(u"assistant"_s, {conversation::textBlock(u"The stone is"_s)}));
        QTRY_COMPARE(strips(fixture).size(), 1);
        QVERIFY(strips(fixture).first()->accessibleName().startsWith(u"Depends on the model"_s));
        QVERIFY(fixture.control(u"Run"_s)->isEnabled()); // a warning only
        QTest::mouseClick(fixture.control(u"Run"_s), Qt::LeftButton);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.rows(), 3);
        QVERIFY2(!fixture.row(2).error, qPrintable(ui::models::readableText(fixture.row(2))));
        QTRY_COMPARE(strips(fixture).size(), 0); // it is answered
    }

    void moreThanThreeFold()
    {
        AppFixture fixture;
        fixture.start();
        ConversationDocument &document = fixture.app().document();
        for (int i = 0; i < 5; ++i)
            document.insertBlock({}, 99, conversation::textBlock({}).value);
        QTRY_COMPARE(strips(fixture).size(), 3);
        QWidget *more = fixture.control(u"and 2 more"_s);
        QVERIFY(more);
        more->setFocus();
        QTest::keyClick(more, Qt::Key_Return);
        QTRY_COMPARE(strips(fixture).size(), 5);
        QTest::keyClick(more, Qt::Key_Return);
        QTRY_COMPARE(strips(fixture).size(), 3);
    }
};

QTEST_MAIN(TestFindings)
#include "tst_findings.moc"
