// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/conversation/requesttext.h"
#include "tests/integration/gui/appfixture.h"
#include "tests/support/guigaptimer.h"
#include "ui/requestdock/jsonpane.h"
#include "ui/widgets/jsoneditor.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::requestdock::JsonPane;

namespace
{

JsonPane *paneOf(AppFixture &fixture)
{
    for (JsonPane *pane : fixture.widget()->findChildren<JsonPane *>()) {
        if (pane->isVisible())
            return pane;
    }
    return nullptr;
}

JsonPane *openJson(AppFixture &fixture)
{
    QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    return paneOf(fixture);
}

QWidget *fieldOf(JsonPane *pane)
{
    return pane->editor()->findChild<QAbstractScrollArea *>();
}

} // namespace

/// The request as JSON in the whole program.
class TestRequestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsHalfTypedIsThereAfterARestart()
    {
        AppFixture fixture;
        fixture.start();
        fixture.type({});
        JsonPane *pane = openJson(fixture);
        QVERIFY(pane);
        const QByteArray sent = fixture.app().document().requestBody();
        pane->editor()->setCaret(1);
        QTest::keyClicks(fieldOf(pane), u"\"half"_s);
        QTRY_VERIFY(fixture.conversation().requestText);
        const QByteArray typed = pane->editor()->bytes();
        QVERIFY(typed.startsWith("{\"half"));

        fixture.restart();
        QVERIFY(fixture.conversation().requestText);
        pane = paneOf(fixture) ? paneOf(fixture) : openJson(fixture);
        QVERIFY(pane);
        QCOMPARE(pane->editor()->bytes(), typed);
        QVERIFY(pane->text()->problem());
        QCOMPARE(fixture.app().document().requestBody(), sent); // the forms keep what they had
        fixture.pressRun();
        QVERIFY(!fixture.app().run().isRunning());
        QTRY_VERIFY(pane->editor()->hasKeyboard()); // at what is wrong

        // Made whole it is the request again.
        pane->editor()->setCaret(qsizetype(qstrlen("{\"half")));
        QTest::keyClicks(fieldOf(pane), u"\": 1,"_s);
        QTRY_VERIFY(!fixture.conversation().requestText);
        QVERIFY(fixture.app().document().requestBody().contains("\"half\":1"));
    }

    void anAttachmentIsShownByWhatStandsForIt()
    {
        AppFixture fixture;
        fixture.start();
        const auto file = attachments::attachBytes(u"clip.mp4"_s, QByteArray("\0\0\0\x18"
                                                                             "ftypmp42",
                                                                             12) +
                                                                      QByteArray(25'000'000, 'x'));
        QVERIFY(file.ok());
        fixture.app().document().appendTurn(
            conversation::makeTurn(u"user"_s, {conversation::makeBlock(file->block)}));
        testsupport::GuiGapTimer gaps;
        gaps.start();
        JsonPane *pane = openJson(fixture);
        QVERIFY(pane);
        const qsizetype before = gaps.count();
        QTRY_VERIFY(gaps.count() > before + 20);
        QVERIFY(pane->editor()->bytes().contains("33 MB base64"));
        QVERIFY(pane->editor()->bytes().size() < 100'000);
        // An edit beside it leaves the bytes alone.
        const QByteArray text = pane->editor()->bytes();
        pane->editor()->setCaret(text.indexOf("\"mp4\"") + 1);
        QTest::keyClicks(fieldOf(pane), u"x"_s);
        const auto formatNow = [&fixture] {
            return fixture.conversation()
                .turns.back()
                .content.front()
                .value.at(0)
                .value("format"_L1)
                .toString();
        };
        QTRY_COMPARE(formatNow(), u"xmp4"_s);
        gaps.stop();
        qInfo("%s", qPrintable(gaps.summary()));
        QVERIFY2(gaps.busiest() < longestTurnMs, qPrintable(gaps.summary()));
        const json::Json &block = fixture.conversation().turns.back().content.front().value;
        QCOMPARE(block.at(0).value("source"_L1).value("bytes"_L1),
                 file->block.at(0).value("source"_L1).value("bytes"_L1));
    }

    void theKeyboardComesInAndGoesOut()
    {
        AppFixture fixture;
        fixture.start();
        JsonPane *pane = openJson(fixture);
        QVERIFY(pane);
        QTRY_VERIFY(pane->editor()->hasKeyboard());
        QTest::keyClick(fieldOf(pane), Qt::Key_Tab); // goes on, as in every field
        QVERIFY(!pane->editor()->hasKeyboard());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QTRY_VERIFY(pane->editor()->hasKeyboard());
        QTest::keyClick(fieldOf(pane), Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), fixture.control(u"Message"_s));
    }

private:
    // Of CPU in one turn of the event loop, on a slow machine; rendering what is folded takes seconds.
    static constexpr double longestTurnMs = 80;
};

QTEST_MAIN(TestRequestJson)
#include "tst_requestjson.moc"
