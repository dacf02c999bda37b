// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/ui/editors/turneditorrig.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using editors::TurnEditor;

namespace
{

/// The colour of the first marked stretch of a field; invalid when nothing is marked.
QColor markColour(QWidget *field)
{
    const auto *edit = qobject_cast<QPlainTextEdit *>(field);
    const auto formats =
        edit ? edit->document()->firstBlock().layout()->formats() : QList<QTextLayout::FormatRange>();
    return formats.isEmpty() ? QColor() : formats.first().format.foreground().color();
}

} // namespace

/// What a message is written and read in, block by block.
class TestTurnEditor : public test::TurnEditorRig
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUp(); }
    void cleanupTestCase() { tearDown(); }
    void cleanup() { clear(); }

    void aTextIsWritten();
    void aCachePointGetsItsTimeToLive();
    void aGuardedTextGetsItsQualifiers();
    void aToolCallIsWrittenAndChecked();
    void aToolResultIsWrittenPieceByPiece();
    void aSearchResultIsWritten();
    void citationsAreWrittenAsJson();
    void citationsAreReadBesideTheirText();
    void anyKindIsWrittenAsJson();
    void unfinishedJsonIsKeptAndSaid();
    void everyBlockCanBeEditedAsJson();
    void reasoningIsReadAndCanBeDeleted();
    void variablesAreMarkedAndOffered();
    void blocksAreMovedMutedAndDeletedByKeyboard();
    void theMenuKeyHasWhatCanBeDoneWithABlock();
    void theRoleIsChosen();
    void undoAndRedoAreTheEditorsOwn();
    void tabGoesThroughEverythingInOrder();
    void neighboursOfAnEditStayByteForByte();
    void escapeAndTheButtonsAskTheOwner();
    void theButtonsAtTheEndFitAnotherFont();
    void aLongLineThatIsOnlyReadIsBroken();
};

void TestTurnEditor::aTextIsWritten()
{
    start("[]");
    press(u"+ Text"_s);
    QVERIFY(visibleText().contains(u"refuses a blank text"_s));
    QCOMPARE(QApplication::focusWidget(), find(u"Text of block 1"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"Hello"_s);
    QCOMPARE(content(), R"([{"text":"Hello"}])");
    QVERIFY(!visibleText().contains(u"refuses a blank text"_s));
}

void TestTurnEditor::aCachePointGetsItsTimeToLive()
{
    start(R"([{"text":"a"},{"cachePoint":{"type":"default","later":1}}])");
    choose(u"Cache point after block 1, 5 min (default)"_s, u"1 h"_s);
    QCOMPARE(content(), R"([{"text":"a"},{"cachePoint":{"type":"default","later":1,"ttl":"1h"}}])");
    choose(u"Cache point after block 1, 1 h"_s, u"5 min (default)"_s);
    choose(u"Cache point after block 1, 5 min (default)"_s, u"Muted, not sent"_s);
    QCOMPARE(content(), R"([{"text":"a"},{"outcropMuted":{"cachePoint":{"type":"default","later":1}}}])");
    press(u"+ Cache point"_s);
    QCOMPARE(m_model->rowCount(), 3);
}

void TestTurnEditor::aGuardedTextGetsItsQualifiers()
{
    start("[]");
    choose(u"Add block"_s, u"Guarded text"_s);
    QTest::keyClicks(find(u"Guarded text of block 1"_s), u"Is it so?"_s);
    press(u"query"_s);
    QCOMPARE(content(), R"([{"guardContent":{"text":{"text":"Is it so?","qualifiers":["query"]}}}])");
}

void TestTurnEditor::aToolCallIsWrittenAndChecked()
{
    start("[]");
    choose(u"Add block"_s, u"Tool use"_s);
    QCOMPARE(qobject_cast<QComboBox *>(find(u"Tool name of block 1"_s))->currentText(), u"top_song"_s);
    QVERIFY(!qobject_cast<QLineEdit *>(find(u"Call id of block 1"_s))->text().isEmpty());
    QVERIFY(visibleText().contains(u"matches the schema"_s));
    write(u"Call id of block 1"_s, u"call_1"_s);
    write(u"Input of block 1"_s, u"{\"decade\":\"80s\"}"_s);
    QCOMPARE(content(), R"([{"toolUse":{"toolUseId":"call_1","name":"top_song","input":{"decade":"80s"}}}])");
    QVERIFY(visibleText().contains(u"/decade: expected an integer"_s));
    write(u"Tool name of block 1"_s, u"other"_s);
    QVERIFY(visibleText().contains(u"No tool of this name"_s));
    QVERIFY(content().contains(R"("name":"other")"));
}

void TestTurnEditor::aToolResultIsWrittenPieceByPiece()
{
    start("[]", R"([{"toolUse":{"toolUseId":"t1","name":"top_song","input":{}}},)"
                R"({"toolUse":{"toolUseId":"t2","name":"other","input":{}}}])");
    choose(u"Add block"_s, u"Tool result"_s);
    QVERIFY(visibleText().contains(u"answers the call of top_song"_s));
    QTest::keyClicks(find(u"Text 1 of block 1"_s), u"A song"_s);
    choose(u"Add content to block 1"_s, u"JSON value"_s);
    write(u"JSON 2 of block 1"_s, u"{\"song\":\"B\"}"_s);
    auto *status = qobject_cast<QComboBox *>(find(u"Status of block 1"_s));
    status->setFocus();
    QTest::keyClick(status, Qt::Key_Down);
    QCOMPARE(content(),
             R"([{"toolResult":{"toolUseId":"t1","content":[{"text":"A song"},{"json":{"song":"B"}}],)"
             R"("status":"success"}}])");
    press(u"Move content 2 of block 1 up"_s);
    press(u"Delete content 2 of block 1"_s);
    QVERIFY(content().contains(R"("content":[{"json":{"song":"B"}}])"));
    auto *call = qobject_cast<QComboBox *>(find(u"Call that block 1 answers"_s));
    call->setFocus();
    QTest::keyClick(call, Qt::Key_Down);
    QVERIFY(visibleText().contains(u"answers the call of other"_s));
    QVERIFY(content().contains(R"("toolUseId":"t2")"));
    choose(u"Add block"_s, u"Tool result"_s); // for the call that has none yet
    QVERIFY(content().contains(R"("toolUseId":"t1")"));
}

void TestTurnEditor::aSearchResultIsWritten()
{
    start("[]");
    choose(u"Add block"_s, u"Search result"_s);
    write(u"Source of block 1"_s, u"https://example.org"_s);
    write(u"Title of block 1"_s, u"Example"_s);
    auto *citations = qobject_cast<QComboBox *>(find(u"Citations of block 1"_s));
    citations->setFocus();
    QTest::keyClick(citations, Qt::Key_Down);
    QVERIFY(content().contains(R"("citations":{"enabled":true})"));
    QTest::keyClick(citations, Qt::Key_Up);
    QTest::keyClicks(find(u"Text 1 of block 1"_s), u"Found"_s);
    press(u"Add text to block 1"_s);
    QTest::keyClicks(find(u"Text 2 of block 1"_s), u"More"_s);
    QCOMPARE(content(), R"([{"searchResult":{"source":"https://example.org","title":"Example",)"
                        R"("content":[{"text":"Found"},{"text":"More"}]}}])");
}

void TestTurnEditor::citationsAreWrittenAsJson()
{
    start("[]");
    choose(u"Add block"_s, u"Citations"_s);
    QTest::keyClicks(find(u"Text 1 of block 1"_s), u"C"_s);
    QVERIFY(visibleText().contains(u"No sources"_s));
    press(u"Show block 1 as JSON"_s);
    const QString cited = u"{\"citationsContent\":{\"content\":[{\"text\":\"C\"}],\"citations\":[{\"title\":"
                          "\"Rules\"}]}}"_s;
    write(u"Block 1 as JSON"_s, cited);
    QCOMPARE(content(), '[' + cited.toUtf8() + ']');
    press(u"Show block 1 as JSON"_s);
    QCOMPARE(plainText(u"Sources of block 1, read only"_s), u"1. Rules"_s);
}

void TestTurnEditor::citationsAreReadBesideTheirText()
{
    const QByteArray sources =
        R"("citations":[{"title":"Rules 2026","source":"rules.pdf","sourceContent":[{"text":"Never\n twice"}],)"
        R"("location":{"documentPage":{"documentIndex":0,"start":2,"end":3}}},)"
        R"({"location":{"web":{"domain":"example.org"}}},{"location":{"later":{"depth":1.50}}}])";
    start(R"([{"citationsContent":{"content":[{"text":"Never twice"}],)" + sources + "}}]");
    QCOMPARE(plainText(u"Sources of block 1, read only"_s),
             u"1. Rules 2026 · rules.pdf · document 1, pages 2–3\n    “Never twice”\n2. example.org\n"
             "3. {\"later\":{\"depth\":1.50}}"_s);
    write(u"Text 1 of block 1"_s, u"Once"_s);
    press(u"Add text to block 1"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"more"_s);
    QCOMPARE(content(),
             R"([{"citationsContent":{"content":[{"text":"Once"},{"text":"more"}],)" + sources + "}}]");
}

void TestTurnEditor::anyKindIsWrittenAsJson()
{
    start("[]");
    choose(u"Add block"_s, u"Any block as JSON"_s);
    // On its way it is a text, a cache point: the field stays.
    for (const QString &text : {u"{\"text\":\"a\"}"_s, u"{\"cachePoint\":{\"type\":\"default\"}}"_s,
                                u"{\"hologram\":{\"depth\":1.50}}"_s}) {
        write(u"Block 1 as JSON"_s, text);
        QCOMPARE(content(), '[' + text.toUtf8() + ']');
        QCOMPARE(QApplication::focusWidget(), find(u"Block 1 as JSON"_s));
    }
}

void TestTurnEditor::unfinishedJsonIsKeptAndSaid()
{
    start(R"([{"hologram":{}},{"toolUse":{"toolUseId":"t","name":"top_song","input":{}}}])");
    write(u"Block 1 as JSON"_s, u"{\"hologram\": [1,"_s);
    write(u"Input of block 2"_s, u"{\"decade\""_s);
    QCOMPARE(conversation::unfinishedText(m_model->block(0).value), u"{\"hologram\": [1,"_s);
    QVERIFY(conversation::holdsUnfinished(m_model->block(1).value));
    QVERIFY(visibleText().contains(u"Line 1, column"_s));
    QVERIFY(visibleText().contains(u"is kept"_s));
    QTest::keyClicks(find(u"Input of block 2"_s), u": 1}"_s);
    QTest::keyClicks(find(u"Block 1 as JSON"_s), u"2]}"_s);
    QCOMPARE(content(),
             R"([{"hologram":[1,2]},{"toolUse":{"toolUseId":"t","name":"top_song","input":{"decade":1}}}])");
    QVERIFY(!visibleText().contains(u"is kept"_s));
}

void TestTurnEditor::everyBlockCanBeEditedAsJson()
{
    const QByteArray blocks =
        R"([{"text":"a"},{"cachePoint":{"type":"default"}},{"guardContent":{"text":{"text":"g"}}},)"
        R"({"toolUse":{"toolUseId":"t","name":"n","input":{}}},{"toolResult":{"toolUseId":"t","content":[]}},)"
        R"({"reasoningContent":{"reasoningText":{"text":"r","signature":"s"}}},)"
        R"({"searchResult":{"source":"s","title":"t","content":[]}},)"
        R"({"image":{"format":"png","source":{"s3Location":{"uri":"s3://b/k.png"}}}},{"hologram":{}}])";
    start(blocks);
    for (int number = 1; number <= m_model->rowCount(); ++number) {
        const QString name = u"Block %1 as JSON"_s.arg(number);
        if (number == 2) {
            choose(u"Cache point after block 1, 5 min (default)"_s, u"As JSON"_s);
        } else if (number < 9) {
            const QList<QToolButton *> buttons = m_editor->findChildren<QToolButton *>();
            const auto toggle = std::ranges::find(buttons, u"Show block %1 as JSON"_s.arg(number),
                                                  &QToolButton::accessibleName);
            QVERIFY(toggle != buttons.end());
            (*toggle)->click();
        }
        QWidget *field = QApplication::focusWidget();
        if (number < 9) {
            QCOMPARE(field->accessibleName(), name);
            QVERIFY(field->inherits("QsciScintilla"));
        }
    }
    QCOMPARE(content(), blocks);
    QCOMPARE(m_document->undoStack().count(), 0);
}

void TestTurnEditor::reasoningIsReadAndCanBeDeleted()
{
    start(R"([{"reasoningContent":{"reasoningText":{"text":"hm","signature":"abcd"}}},{"text":"a"}])");
    QWidget *text = find(u"Reasoning of block 1, read only"_s);
    text->setFocus();
    QTest::keyClicks(text, u"changed"_s);
    QVERIFY(
        content().startsWith(R"([{"reasoningContent":{"reasoningText":{"text":"hm","signature":"abcd"}}})"));
    QVERIFY(visibleText().contains(u"signature of 4 characters"_s));
    QTest::keyClick(text, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(content(), R"([{"text":"a"}])");
}

void TestTurnEditor::variablesAreMarkedAndOffered()
{
    start(R"([{"text":"On {{station}}"},{"toolResult":{"toolUseId":"t","content":[{"text":"{{city}}"}]}},)"
          R"({"guardContent":{"text":{"text":"{{station}}"}}},)"
          R"({"searchResult":{"source":"s","title":"t","content":[{"text":"{{city}}"}]}}])");
    ConversationDocument whole(conversation::newConversation()); // whose copy is edited
    m_editor.reset();
    m_model->setVariablesFrom(&whole);
    m_editor = std::make_unique<TurnEditor>(m_model.get());
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    QWidget *text = find(u"Text of block 1"_s);
    const widgets::Tokens &tokens = widgets::tokensOf(text);
    QTRY_COMPARE(markColour(text), tokens.errorText);
    whole.setVariable(u"station"_s, u"WZPZ"_s);
    QTRY_COMPARE(markColour(text), tokens.tealText);
    QTRY_COMPARE(markColour(find(u"Text 1 of block 2"_s)), tokens.errorText);
    QTRY_COMPARE(markColour(find(u"Guarded text of block 3"_s)), tokens.tealText);
    QTRY_COMPARE(markColour(find(u"Text 1 of block 4"_s)), tokens.errorText);

    text->setFocus();
    QTest::keyClick(text, Qt::Key_End);
    QTest::keyClicks(text, u" {{st"_s);
    QWidget *names = find(u"Variables"_s);
    QVERIFY(names);
    QTest::keyClick(text, Qt::Key_Return);
    QVERIFY(content().startsWith(R"([{"text":"On {{station}} {{station}}"})"));
    // Esc closes the list first, then the editor.
    QSignalSpy close(m_editor.get(), &TurnEditor::closeRequested);
    QTest::keyClicks(text, u" {{"_s);
    QVERIFY(names->isVisible());
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!names->isVisible());
    QCOMPARE(close.size(), 0);
    QTest::keyClick(text, Qt::Key_Escape);
    QCOMPARE(close.size(), 1);
    // In what the assistant says they are text.
    auto *role = qobject_cast<QComboBox *>(find(u"Role of the message"_s));
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    QCOMPARE(m_model->role(), u"assistant"_s);
    QTRY_VERIFY(!markColour(text).isValid());
    QTest::keyClick(role, Qt::Key_Up);
    QTRY_VERIFY(markColour(text).isValid());
    m_editor.reset(); // before what it reads from
}

void TestTurnEditor::blocksAreMovedMutedAndDeletedByKeyboard()
{
    start(R"([{"text":"a"},{"text":"b"},{"text":"c"}])");
    QWidget *first = find(u"Text of block 1"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(content(), R"([{"text":"b"},{"text":"a"},{"text":"c"}])");
    QCOMPARE(QApplication::focusWidget(), find(u"Text of block 2"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up, Qt::AltModifier);
    press(u"Mute block 1"_s);
    QCOMPARE(content(), R"([{"outcropMuted":{"text":"a"}},{"text":"b"},{"text":"c"}])");
    QVERIFY(find(u"Text of block 1"_s)->font().strikeOut());
    QVERIFY(visibleText().contains(u"muted, not sent"_s));
    press(u"Unmute block 1"_s);
    QVERIFY(!find(u"Text of block 1"_s)->font().strikeOut());
    QWidget *second = find(u"Text of block 2"_s);
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(content(), R"([{"text":"a"},{"text":"c"}])");
    QCOMPARE(QApplication::focusWidget(), find(u"Text of block 2"_s));
}

void TestTurnEditor::theMenuKeyHasWhatCanBeDoneWithABlock()
{
    start(R"([{"text":"a"},{"searchResult":{"source":"s","title":"t","content":[]}},{"text":"c"}])");
    const auto openMenu = [this](const QString &name) -> QMenu * {
        QWidget *at = find(name);
        at->setFocus();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(1, 1), at->mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(at, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        return menu;
    };
    const auto trigger = [&](const QString &field, const QString &entry) {
        QMenu *menu = openMenu(field);
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() != entry)
                continue;
            action->trigger();
            menu->close();
            return;
        }
        menu->close();
        QFAIL(qPrintable(entry));
    };
    trigger(u"Text of block 1"_s, u"Move block 1 down"_s);
    QCOMPARE(kinds(), u"searchResult text text"_s);
    trigger(u"Title of block 1"_s, u"Mute block 1"_s);
    QVERIFY(m_model->block(0).muted);
    trigger(u"Unmute block 1"_s, u"Show block 1 as JSON"_s); // on a button
    trigger(u"Block 1 as JSON"_s, u"Show block 1 as JSON"_s);
    trigger(u"Text of block 3"_s, u"Delete block 3"_s);
    QCOMPARE(kinds(), u"searchResult text"_s);
    // A field has what it can do with its text too.
    QMenu *menu = openMenu(u"Text of block 2"_s);
    QVERIFY(menu);
    QVERIFY(std::ranges::any_of(menu->actions(), [](const QAction *action) {
        return action->text().remove(u'&').startsWith(u"Select All"_s);
    }));
    menu->close();
}

void TestTurnEditor::theRoleIsChosen()
{
    start(R"([{"text":"a"}])");
    auto *role = qobject_cast<QComboBox *>(find(u"Role of the message"_s));
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    QCOMPARE(m_document->conversation().turns.back().role, u"assistant"_s);
    QTest::keyClick(role, Qt::Key_Down);
    QCOMPARE(m_document->conversation().turns.back().role, u"system"_s);
}

void TestTurnEditor::undoAndRedoAreTheEditorsOwn()
{
    start(R"([{"text":"a"}])");
    QWidget *text = find(u"Text of block 1"_s);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_End);
    QTest::keyClicks(text, u"bcd"_s);
    QCOMPARE(content(), R"([{"text":"abcd"}])");
    QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(content(), R"([{"text":"a"}])");
    QTest::keyClick(text, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(content(), R"([{"text":"abcd"}])");
}

void TestTurnEditor::tabGoesThroughEverythingInOrder()
{
    start(R"([{"text":"a"},{"searchResult":{"source":"s","title":"t","content":[{"text":"x"}]}}])");
    find(u"Text of block 1"_s)->setFocus();
    QStringList names;
    for (int i = 0; i < 30; ++i) {
        QWidget *at = QApplication::focusWidget();
        const auto *button = qobject_cast<QAbstractButton *>(at);
        const QString name = at->accessibleName().isEmpty() && button ? button->text() : at->accessibleName();
        QVERIFY2(!name.isEmpty(), at->metaObject()->className());
        if (names.contains(name))
            break;
        names << name;
        QTest::keyClick(at, Qt::Key_Tab);
    }
    const QStringList expected{u"Text of block 1"_s,
                               u"Move block 1 up"_s,
                               u"Move block 1 down"_s,
                               u"Mute block 1"_s,
                               u"Show block 1 as JSON"_s,
                               u"Delete block 1"_s,
                               u"Source of block 2"_s,
                               u"Title of block 2"_s,
                               u"Citations of block 2"_s,
                               u"Text 1 of block 2"_s,
                               u"Move content 1 of block 2 up"_s};
    QCOMPARE(names.mid(0, expected.size()), expected);
    for (const QString &last : {u"Role of the message"_s, u"Add text"_s, u"Apply"_s, u"Apply and run"_s})
        QVERIFY2(names.contains(last), qPrintable(names.join(u", "_s)));
}

void TestTurnEditor::neighboursOfAnEditStayByteForByte()
{
    const QByteArray unknown = R"({"hologram":{"depth":1.50,"b":1e2,"b":2,"a":"\u00e9"}})";
    const QByteArray thought =
        R"({"reasoningContent":{"reasoningText":{"text":"h\u006d","signature":"c2ln\u002b="}}})";
    start('[' + unknown + R"(,{"text":"a"},)" + thought + ']');
    write(u"Text of block 2"_s, u"Other words"_s);
    press(u"Mute block 2"_s);
    press(u"+ Text"_s);
    QCOMPARE(json::write(m_model->block(0).value, json::Layout::AsWritten), unknown);
    QCOMPARE(json::write(m_model->block(2).value, json::Layout::AsWritten), thought);
}

void TestTurnEditor::escapeAndTheButtonsAskTheOwner()
{
    start(R"([{"text":"a"},{"hologram":{}}])");
    QSignalSpy close(m_editor.get(), &TurnEditor::closeRequested);
    QSignalSpy apply(m_editor.get(), &TurnEditor::applyRequested);
    QSignalSpy run(m_editor.get(), &TurnEditor::runRequested);
    QSignalSpy discard(m_editor.get(), &TurnEditor::discardRequested);
    QTest::keyClick(find(u"Text of block 1"_s), Qt::Key_Escape);
    QTest::keyClick(find(u"Block 2 as JSON"_s), Qt::Key_Escape);
    press(u"Close"_s);
    QCOMPARE(close.size(), 3);
    press(u"Apply"_s);
    press(u"Apply and run"_s);
    press(u"Discard"_s);
    QCOMPARE(apply.size(), 1);
    QCOMPARE(run.size(), 1);
    QCOMPARE(discard.size(), 1);
    m_editor->setProblem(u"Block 2 is no JSON yet"_s);
    m_editor->setOutcome(TurnEditor::Outcome::Branch);
    QVERIFY(visibleText().contains(u"no JSON yet"_s));
    QVERIFY(visibleText().contains(u"a branch of its own"_s));
}

void TestTurnEditor::theButtonsAtTheEndFitAnotherFont()
{
    start(R"([{"text":"a"}])");
    QWidget *apply = find(u"Apply"_s);
    QVERIFY(apply);
    const int before = apply->height();
    QFont font = apply->font();
    font.setPointSizeF(font.pointSizeF() * 3);
    for (QWidget *button : apply->parentWidget()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        button->setFont(font);
    QTRY_VERIFY(apply->height() > before);
    QVERIFY(apply->height() >= apply->sizeHint().height());
    QVERIFY(apply->parentWidget()->rect().contains(apply->geometry()));
}

void TestTurnEditor::aLongLineThatIsOnlyReadIsBroken()
{
    start(R"([{"hologram":")" + QByteArray("a b c ").repeated(100'000) + R"("}])");
    QVERIFY(visibleText().contains(u"too long to be typed here"_s));
    QVERIFY(visibleText().contains(u"lines are broken here"_s));
    QCOMPARE(m_model->block(0).value.at(0).toString().size(), 600'000);
}

QTEST_MAIN(TestTurnEditor)
#include "tst_turneditor.moc"
