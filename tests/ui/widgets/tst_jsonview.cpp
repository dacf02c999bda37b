// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cputimer.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/theme.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

using namespace outcrop::ui::widgets;

class TestJsonView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackTheExactBytes_data();
    void givesBackTheExactBytes();
    void saysWhatItDoesNotShow();
    void showsAMegabyteQuickly_data();
    void showsAMegabyteQuickly();
    void breaksVeryLongLinesToShowThem();
    void copiesABrokenLineAsItWas();
    void copiesOfARectangleWhatIsInIt();
    void whatIsWrittenInIsNotBroken();
    void findsByCtrlF();
    void leavesTheKeysOfTheWindowToIt();
    void isLeftByTabWhenReadOnly();
    void reportsEditsOfTheUserOnly();
};

namespace
{

QWidget *editorOf(JsonView &view)
{
    return view.findChild<QAbstractScrollArea *>();
}

} // namespace

void TestJsonView::givesBackTheExactBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("number spelling") << QByteArray("{\"a\":1.0,\"b\":10000000000000000000001}");
    QTest::newRow("mixed line ends") << QByteArray("{\r\n\"a\":\r1\n}\n");
    QTest::newRow("utf-8") << QByteArray("{\"a\":\"\xc3\xa4\xf0\x9f\x8e\xb5\"}");
    QTest::newRow("nul") << QByteArray("a\0b", 3);
    QTest::newRow("not utf-8") << QByteArray("\xff\xfe\x80 tail");
}

void TestJsonView::givesBackTheExactBytes()
{
    QFETCH(QByteArray, bytes);
    JsonView view(QStringLiteral("body"));
    view.setBytes(bytes);
    QCOMPARE(view.bytes(), bytes);
    view.setBytes(QByteArray("{}"));
    QCOMPARE(view.bytes(), QByteArray("{}"));
}

void TestJsonView::saysWhatItDoesNotShow()
{
    JsonView view(QStringLiteral("body"));
    view.show();
    const auto notes = [&] {
        QString all;
        for (const QLabel *label : view.findChildren<QLabel *>()) {
            if (label->isVisible())
                all += label->text();
        }
        return all;
    };
    view.setBytes(QByteArray(JsonView::displayLimit, '\n'));
    QCOMPARE(notes(), QString());
    view.setBytes(QByteArray(JsonView::displayLimit + 1, '\n'));
    QVERIFY(notes().contains(QStringLiteral("first 4 MiB")));
    QCOMPARE(view.bytes().size(), JsonView::displayLimit);
}

void TestJsonView::showsAMegabyteQuickly_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::newRow("many lines") << QByteArray("  \"key\": { \"value\": 12, \"text\": \"abc\" },")
                                << QByteArray("\n");
    QTest::newRow("one line") << QByteArray("\"key\":{\"value\":12,\"text\":\"abc\"},") << QByteArray();
}

void TestJsonView::showsAMegabyteQuickly()
{
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, lineEnd);
    QByteArray text;
    while (text.size() < 1024 * 1024)
        text += unit + lineEnd;
    JsonView view(QStringLiteral("body"));
    view.resize(400, 500);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    outcrop::testsupport::CpuTimer timer;
    view.setBytes(text);
    view.repaint();
    qInfo("%lld ms", timer.elapsed());
    // Measured 20 and 40 ms; one line that is not broken took 600.
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(view.bytes(), text);
}

void TestJsonView::breaksVeryLongLinesToShowThem()
{
    for (const QByteArray &unit : {QByteArray("\xe2\x82\xac"), QByteArray("\x80"), QByteArray("ab,"),
                                   QByteArray("\xf0\x9f\x8e\xb5\"")}) {
        const QByteArray text =
            "short\n" + unit.repeated(6000) + "\n" + QByteArray(BrokenLines::longest, 'x');
        const BrokenLines broken(text);
        QVERIFY(!broken.isEmpty());
        const QByteArray shown = broken.shown();
        for (const QByteArray &line : shown.split('\n'))
            QVERIFY(line.size() <= BrokenLines::piece || line == text.right(BrokenLines::longest));
        for (qsizetype at = 0; at < text.size(); ++at) {
            const qsizetype there = broken.toShown(at);
            QCOMPARE(shown[there], text[at]);
            QCOMPARE(broken.fromShown(there), at);
        }
        QCOMPARE(broken.fromShown(shown.size()), text.size());
        if (QString::fromUtf8(text).contains(QChar::ReplacementCharacter))
            continue;
        QVERIFY(!QString::fromUtf8(shown).contains(QChar::ReplacementCharacter));
    }
    QVERIFY(BrokenLines(QByteArray(BrokenLines::longest, 'x') + "\nx").isEmpty());
}

void TestJsonView::copiesABrokenLineAsItWas()
{
    const QByteArray text = "{\"bytes\":\"" + QByteArray("iVBORw0KGgo").repeated(10000) + "\",\"n\":1}";
    JsonView view(QStringLiteral("body"));
    view.setBytes(text);
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QCOMPARE(view.bytes(), text);
    editorOf(view)->setFocus();
    QTest::keyClick(editorOf(view), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editorOf(view), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(text));
    view.selectRange(text.indexOf("\"n\""), 3);
    QTest::keyClick(editorOf(view), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("\"n\""));
    view.selectRange(1000, 700);
    QTest::keyClick(editorOf(view), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(text.sliced(1000, 700)));
    view.setReadOnly(false); // what is written in has its own lines
    QCOMPARE(view.bytes(), text);
}

void TestJsonView::copiesOfARectangleWhatIsInIt()
{
    JsonView view(QStringLiteral("body"));
    view.setBytes(QByteArray("0123456789").repeated(10'000));
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    editorOf(view)->setFocus();
    auto *editor = qobject_cast<QsciScintillaBase *>(editorOf(view));
    editor->SendScintilla(QsciScintillaBase::SCI_SETRECTANGULARSELECTIONANCHOR, 3UL);
    editor->SendScintilla(QsciScintillaBase::SCI_SETRECTANGULARSELECTIONCARET,
                          static_cast<unsigned long>(BrokenLines::piece + 1 + 5));
    QTest::keyClick(editorOf(view), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts),
             QStringList({QStringLiteral("34"), QStringLiteral("34")}));
}

void TestJsonView::whatIsWrittenInIsNotBroken()
{
    const auto note = [](JsonView &view) {
        for (const QLabel *label : view.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&view) && label->text().contains(QStringLiteral("are broken")))
                return true;
        }
        return false;
    };
    const QByteArray text = "{\"a\": \"" + QByteArray(100'000, 'x') + "\"}";
    JsonView view(QStringLiteral("body"));
    view.setBytes(text);
    QVERIFY(note(view));
    view.setReadOnly(false);
    QVERIFY(!note(view));
    QCOMPARE(view.bytes(), text);
    // A text of which only the beginning is there says so still.
    view.setReadOnly(true);
    view.setBytes(QByteArray(JsonView::displayLimit + 1, 'x'));
    view.setReadOnly(false);
    const auto labels = view.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [&](const QLabel *label) {
        return label->isVisibleTo(&view) && label->text().contains(QStringLiteral("the first 4 MiB"));
    }));
}

/// The field of Scintilla cuts a line with Ctrl+L.
void TestJsonView::leavesTheKeysOfTheWindowToIt()
{
    JsonView view(QStringLiteral("body"));
    view.setReadOnly(false);
    view.setBytes(QByteArray("{\"one\": 1}"));
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QAction ofWindow;
    ofWindow.setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
    view.addAction(&ofWindow);
    const QSignalSpy triggered(&ofWindow, &QAction::triggered);
    editorOf(view)->setFocus();
    QTest::keyClick(editorOf(view), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(view.bytes(), QByteArray("{\"one\": 1}"));
    QTest::keyClick(editorOf(view), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editorOf(view), Qt::Key_Delete);
    QVERIFY(view.bytes().isEmpty());
    QTest::keyClick(editorOf(view), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(view.bytes(), QByteArray("{\"one\": 1}"));
}

void TestJsonView::findsByCtrlF()
{
    JsonView view(QStringLiteral("body"));
    view.setBytes(QByteArray("{\"one\": 1, \"ONE\": 2, \"\xc3\xa4\": \"One\"}"));
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QAction ofWindow; // which uses the key for something else
    ofWindow.setShortcut(QKeySequence::Find);
    view.addAction(&ofWindow);
    editorOf(view)->setFocus();
    QTest::keyClick(editorOf(view), Qt::Key_F, Qt::ControlModifier);
    auto *needle = view.findChild<QLineEdit *>();
    QTRY_VERIFY(needle->hasFocus());
    QTest::keyClicks(needle, QStringLiteral("one"));
    const auto said = [&](const QString &text) {
        for (const QLabel *label : view.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    };
    QVERIFY(said(QStringLiteral("1 of 3")));
    QTest::keyClick(needle, Qt::Key_Return);
    QVERIFY(said(QStringLiteral("2 of 3")));
    QTest::keyClick(needle, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(needle, Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(said(QStringLiteral("3 of 3")));
    QTest::keyClicks(needle, QStringLiteral("x"));
    QVERIFY(said(QStringLiteral("no match")));
    QTest::keyClick(needle, Qt::Key_Escape);
    QVERIFY(!needle->isVisible());
    QTRY_VERIFY(editorOf(view)->hasFocus());
}

void TestJsonView::isLeftByTabWhenReadOnly()
{
    QWidget window;
    auto *view = new JsonView(QStringLiteral("body"), &window);
    auto *next = new QLineEdit(&window);
    QWidget::setTabOrder(editorOf(*view), next);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editorOf(*view)->setFocus();
    QTest::keyClick(editorOf(*view), Qt::Key_Tab);
    QTRY_VERIFY(next->hasFocus());
}

void TestJsonView::reportsEditsOfTheUserOnly()
{
    JsonView view(QStringLiteral("body"));
    QSignalSpy edited(&view, &JsonView::edited);
    view.setBytes(QByteArray("{}"));
    QCOMPARE(edited.size(), 0);
    view.setReadOnly(false);
    view.show();
    QTest::keyClicks(editorOf(view), QStringLiteral("1"));
    QVERIFY(!edited.isEmpty());
    QCOMPARE(view.bytes(), QByteArray("1{}"));
}

QTEST_MAIN(TestJsonView)
#include "tst_jsonview.moc"
