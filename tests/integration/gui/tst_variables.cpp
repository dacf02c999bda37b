// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/tokens.h"

#include <QFile>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;

namespace
{

QString focusName(AppFixture &fixture)
{
    const QWidget *focus = fixture.widget()->focusWidget();
    return focus ? focus->accessibleName() : QString();
}

/// The colour of the first marked stretch of a field; invalid when nothing is marked.
QColor markColour(QWidget *field)
{
    const auto *edit = qobject_cast<QPlainTextEdit *>(field);
    const auto formats =
        edit ? edit->document()->firstBlock().layout()->formats() : QList<QTextLayout::FormatRange>();
    return formats.isEmpty() ? QColor() : formats.first().format.foreground().color();
}

} // namespace

/// Variables and exact token counts, in the window.
class TestVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnsetOneIsMarkedBlocksTheRunAndIsGoneTo()
    {
        AppFixture fixture;
        fixture.start();
        fixture.type(u"Play {{station}}"_s);
        QWidget *message = fixture.control(u"Message"_s);
        const ui::widgets::Tokens &tokens = ui::widgets::tokensOf(message);
        QTRY_COMPARE(markColour(message), tokens.errorText);
        QTRY_VERIFY(fixture.control(u"Value of station"_s));
        fixture.pressRun();
        QVERIFY(!fixture.app().run().isRunning());
        QTRY_COMPARE(focusName(fixture), u"Value of station"_s);

        QTest::keyClicks(fixture.control(u"Value of station"_s), u"WZPZ"_s);
        QTRY_COMPARE(markColour(message), tokens.tealText);
        message->setFocus();
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(!fixture.row(1).error);
        const auto sent = fixture.app().exchanges()->load(*fixture.conversation().turns[1].facts.exchangeId);
        QVERIFY(sent.ok());
        QVERIFY(sent->requestBody.contains("Play WZPZ"));
    }

    void bracesOfferTheNamesThereAre()
    {
        AppFixture fixture;
        fixture.start();
        fixture.app().document().setVariable(u"station"_s, u"WZPZ"_s);
        fixture.app().document().setVariable(u"city"_s, u"Oslo"_s);
        fixture.type(u"Play {{st"_s);
        QWidget *list = fixture.control(u"Variables"_s);
        QVERIFY(qobject_cast<QListWidget *>(list));
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return);
        QCOMPARE(fixture.conversation().draft, u"Play {{station}}"_s);
        QVERIFY(!list->isVisible());
        // Esc closes the list and stops nothing; then Enter is Enter.
        QTest::keyClicks(fixture.control(u"Message"_s), u" {{"_s);
        QVERIFY(list->isVisible());
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return);
        QCOMPARE(fixture.conversation().draft, u"Play {{station}} {{\n"_s);
    }

    void aValueForAllConversationsIsKeptBesideThem()
    {
        AppFixture fixture;
        fixture.start();
        QFile file(fixture.paths().dataDir + u"/variables.json"_s);
        fixture.end();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"station":"WKRP"})");
        file.close();
        fixture.start();
        fixture.type(u"Play {{station}}"_s);
        fixture.pressRun();
        QVERIFY(fixture.app().run().isRunning());
        QVERIFY(fixture.waitUntilIdle());
        QVERIFY(fixture.conversation().variables.isEmpty());
    }

    void theServiceCountsUntilTheRequestIsAnother()
    {
        AppFixture fixture;
        fixture.start();
        const auto figure = [&](const QString &words) -> QPushButton * {
            for (auto *button : fixture.widget()->findChildren<QPushButton *>()) {
                if (button->isVisible() && button->accessibleName().contains(words))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY(figure(u"About"_s));
        QPushButton *about = figure(u"About"_s);
        about->setFocus();
        QTest::keyClick(about, Qt::Key_Return);
        QTRY_VERIFY(figure(u"counted"_s));
        QVERIFY(!about->text().contains(u'≈'));
        fixture.type(u"Something else"_s);
        QTRY_VERIFY(figure(u"About"_s));
        QVERIFY(fixture.ask(u"Count this"_s));
        QTRY_VERIFY(about->toolTip().contains(u"Last request"_s));
    }
};

QTEST_MAIN(TestVariables)
#include "tst_variables.moc"
