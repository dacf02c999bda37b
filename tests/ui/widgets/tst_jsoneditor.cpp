// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

using namespace outcrop;
using namespace outcrop::ui::widgets;
using namespace Qt::StringLiterals;
using Base = QsciScintillaBase;
using json::TextPatch;

class TestJsonEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void tellsWhatIsTyped();
    void patchesFromElsewhereAreNotTyped();
    void keepsCaretSelectionAndFolds();
    void keepsWhatIsSeenWhereItIs();
    void drawsStandInsAsPills();
    void marksTheError();
    void saysTheErrorBelowItsLine();
    void leavesUndoAndOtherKeysToTheWindow();
    void tabLeavesIt();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace
{

struct Rig {
    explicit Rig(const QByteArray &text)
    {
        editor.setPills(QRegularExpression(u"\\d+ kB base64 · \\w+"_s));
        editor.load(text);
        editor.resize(400, 200);
        editor.show();
        editor.activateWindow();
    }
    bool ready()
    {
        const bool active = QTest::qWaitForWindowActive(&editor);
        sci->setFocus();
        return active;
    }
    long ask(unsigned int message, unsigned long what = 0, long more = 0) const
    {
        return sci->SendScintilla(message, what, more);
    }

    JsonEditor editor{u"JSON"_s};
    QsciScintilla *sci = editor.findChild<QsciScintilla *>();
};

QByteArray lines(int count)
{
    QByteArray text = "{\n";
    for (int i = 0; i < count; ++i)
        text += "  \"k" + QByteArray::number(i) + "\": [\n    1\n  ],\n";
    return text + "  \"end\": 0\n}";
}

} // namespace

void TestJsonEditor::tellsWhatIsTyped()
{
    Rig rig("{\"a\": 1}");
    QVERIFY(rig.ready());
    QByteArray mirror = rig.editor.bytes();
    connect(&rig.editor, &JsonEditor::typed, this,
            [&mirror](const TextPatch &patch) { mirror = json::patched(mirror, {patch}); });
    rig.editor.setCaret(7);
    QTest::keyClicks(rig.sci, u"23"_s);
    QTest::keyClick(rig.sci, Qt::Key_Backspace);
    QTest::keyClick(rig.sci, Qt::Key_Return);
    QTest::keyClick(rig.sci, Qt::Key_Left, Qt::ShiftModifier);
    QTest::sendKeyEvent(QTest::Click, rig.sci, Qt::Key_Udiaeresis, u"ü"_s, Qt::NoModifier);
    QCOMPARE(mirror, rig.editor.bytes());
    QCOMPARE(mirror, QByteArray("{\"a\": 12ü}"));
}

void TestJsonEditor::patchesFromElsewhereAreNotTyped()
{
    Rig rig("{\"a\": 1, \"b\": 2}");
    QSignalSpy typed(&rig.editor, &JsonEditor::typed);
    QSignalSpy moved(&rig.editor, &JsonEditor::caretMoved);
    rig.editor.apply({{{6, 1}, "11"}, {{14, 1}, "[\n]"}});
    QCOMPARE(rig.editor.bytes(), QByteArray("{\"a\": 11, \"b\": [\n]}"));
    QCOMPARE(typed.count(), 0);
    QCOMPARE(moved.count(), 0);
    rig.editor.setReadOnly(true);
    rig.editor.apply({{{6, 2}, "3"}});
    QCOMPARE(rig.editor.bytes(), QByteArray("{\"a\": 3, \"b\": [\n]}"));
}

void TestJsonEditor::keepsCaretSelectionAndFolds()
{
    Rig rig(lines(5));
    QVERIFY(rig.ready());
    const qsizetype at = rig.editor.bytes().indexOf("\"k3\"");
    rig.editor.selectRange(at, 4);
    rig.sci->foldLine(1);
    QVERIFY(!rig.ask(Base::SCI_GETLINEVISIBLE, 2));
    rig.editor.apply(
        {{{2, 0}, "  \"new\": true,\n"}, {{rig.editor.bytes().indexOf("\"end\""), 5}, "\"last\""}});
    QCOMPARE(rig.sci->selectedText(), u"\"k3\""_s);
    QVERIFY(!rig.ask(Base::SCI_GETLINEVISIBLE, 3));
    QVERIFY(rig.ask(Base::SCI_GETLINEVISIBLE, 5));
}

void TestJsonEditor::keepsWhatIsSeenWhereItIs()
{
    Rig rig(lines(100));
    QVERIFY(rig.ready());
    rig.ask(Base::SCI_SETFIRSTVISIBLELINE, 90);
    const QString seen = rig.sci->text(90);
    rig.editor.apply({{{2, 0}, "  \"new\": [\n    1,\n    2\n  ],\n"}});
    QCOMPARE(rig.ask(Base::SCI_GETFIRSTVISIBLELINE), 94);
    QCOMPARE(rig.sci->text(94), seen);
}

void TestJsonEditor::drawsStandInsAsPills()
{
    Rig rig("{\"é\": 1,\n \"bytes\": \"40 kB base64 · 12ab\"}");
    const auto isPill = [&](const char *text) {
        return rig.ask(Base::SCI_INDICATORVALUEAT, 11, rig.editor.bytes().indexOf(text)) != 0;
    };
    QVERIFY(isPill("40 kB") && isPill("12ab"));
    QVERIFY(!isPill("bytes") && !isPill("\"}"));
    rig.editor.apply({{{rig.editor.bytes().indexOf("12ab"), 4}, "34"}});
    QVERIFY(isPill("34"));
    rig.editor.apply({{{rig.editor.bytes().indexOf("base64"), 6}, "base"}});
    QVERIFY(!isPill("40 kB"));
}

void TestJsonEditor::marksTheError()
{
    Rig rig("{\"a\" true}");
    const auto marked = [&](qsizetype at) { return rig.ask(Base::SCI_INDICATORVALUEAT, 10, at) != 0; };
    rig.editor.markError(5);
    QVERIFY(marked(5) && marked(8) && !marked(4) && !marked(9));
    rig.editor.markError(10);
    QVERIFY(!marked(5) && marked(9));
    rig.editor.markError(-1);
    QVERIFY(!marked(9));
}

void TestJsonEditor::saysTheErrorBelowItsLine()
{
    Rig rig("{\n \"a\" true,\n \"b\": 1\n}");
    auto *sci = rig.editor.findChild<QsciScintilla *>();
    const QByteArray before = rig.editor.bytes();
    QSignalSpy typed(&rig.editor, &JsonEditor::typed);
    rig.editor.markError(7,
                         u"expected ':' after the name of the member, which is quite a long way to say it"_s);
    QVERIFY(sci->annotation(1).simplified().startsWith(u"expected ':' after"_s));
    QVERIFY(sci->annotation(1).contains(u'\n')); // no wider than the editor
    QCOMPARE(sci->annotation(0) + sci->annotation(2), QString());
    QCOMPARE(rig.editor.bytes(), before);
    QCOMPARE(typed.count(), 0);
    rig.editor.markError(20, u"elsewhere"_s);
    QCOMPARE(sci->annotation(1), QString());
    rig.editor.markError(-1);
    QCOMPARE(sci->annotation(2), QString());
}

void TestJsonEditor::leavesUndoAndOtherKeysToTheWindow()
{
    Rig rig("{}");
    QVERIFY(rig.ready());
    QList<QAction *> actions;
    for (const QKeySequence &keys : {QKeySequence(QKeySequence::Undo), QKeySequence(Qt::CTRL | Qt::Key_L)}) {
        auto *action = new QAction(&rig.editor);
        action->setShortcut(keys);
        rig.editor.addAction(action);
        actions.append(action);
    }
    QSignalSpy undo(actions[0], &QAction::triggered);
    QSignalSpy other(actions[1], &QAction::triggered);
    QSignalSpy wanted(&rig.editor, &JsonEditor::undoWanted);
    QTest::keyClicks(rig.sci, u"1"_s);
    QTest::keyClick(rig.sci, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(rig.sci, Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(undo.count(), 1);
    QCOMPARE(other.count(), 1);
    QVERIFY(wanted.count() > 0);
    QCOMPARE(rig.editor.bytes(), QByteArray("1{}"));
}

void TestJsonEditor::tabLeavesIt()
{
    QWidget window;
    JsonEditor editor(u"JSON"_s, &window);
    QWidget next(&window);
    next.setFocusPolicy(Qt::StrongFocus);
    next.setGeometry(0, 200, 10, 10);
    editor.load("{}");
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor.setFocus();
    QTest::keyClick(editor.findChild<QsciScintilla *>(), Qt::Key_Tab);
    QVERIFY(next.hasFocus());
    QCOMPARE(editor.bytes(), QByteArray("{}"));
}

QTEST_MAIN(TestJsonEditor)
#include "tst_jsoneditor.moc"
