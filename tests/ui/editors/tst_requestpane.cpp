// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/editors/requestpane.h"
#include "ui/editors/stopsequences.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSlider>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QUndoStack>
#include <QWheelEvent>

using namespace outcrop;
using namespace outcrop::ui;
using conversation::ConversationDocument;
using widgets::GrowingTextEdit;

class TestRequestPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void init();
    void cleanup()
    {
        m_pane.reset();
        m_document.reset();
    }

    void addsEditsAndDeletesBlocks();
    void writesAGuardedText();
    void movesABlockByKeyboard();
    void movesABlockByItsGrip();
    void choosesHowLongACachePointLives();
    void saysThatABlankBlockIsRefused();
    void keepsTheCaretWhenTextChangesElsewhere();
    void keepsNoBreakSpaces();
    void sendsNothingForAnEmptyField();
    void marksARefusedNumberAndKeepsTheOneBefore();
    void movesTheSliderByKeyboard();
    void addsAndRemovesStopSequences();
    void escapesRoundTrip();
    void tabsLeadToTheirSections();
    void theTabIsTheSectionThatIsSeen();
    void tabOrderFollowsTheBlocks();
    void nothingIsWiderThanTheNarrowestPane();

private:
    template <typename T>
    T *named(const QString &name) const
    {
        for (T *widget : m_pane->findChildren<T *>()) {
            if (widget->accessibleName() == name || (name == widget->property("text").toString()))
                return widget;
        }
        return nullptr;
    }
    QString visibleText() const
    {
        QStringList texts;
        for (const QLabel *label : m_pane->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    QByteArray body() const { return m_document->requestBody(); }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<editors::RequestPane> m_pane;
};

void TestRequestPane::init()
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation.system = {conversation::textBlock(QStringLiteral("first")), conversation::cachePointBlock(),
                           conversation::textBlock(QStringLiteral("second"))};
    m_document = std::make_unique<ConversationDocument>(conversation);
    m_pane = std::make_unique<editors::RequestPane>(m_document.get());
    m_pane->resize(340, 700);
    m_pane->show();
    m_pane->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
}

void TestRequestPane::addsEditsAndDeletesBlocks()
{
    QTest::mouseClick(named<QPushButton>(QStringLiteral("+ Text")), Qt::LeftButton);
    auto *added = named<GrowingTextEdit>(QStringLiteral("System text block 4"));
    QTRY_VERIFY(added && added->hasFocus());
    QTest::keyClicks(added, QStringLiteral("third"));
    QVERIFY(body().contains("{\"text\":\"third\"}"));
    QTest::keyClick(added, Qt::Key_Delete, Qt::ControlModifier);
    QVERIFY(!body().contains("third"));
    QTRY_VERIFY(!named<GrowingTextEdit>(QStringLiteral("System text block 4")));
    m_document->undoStack().undo();
    QVERIFY(body().contains("third"));
    QVERIFY(named<GrowingTextEdit>(QStringLiteral("System text block 4")));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("+ Cache point")), Qt::LeftButton);
    QCOMPARE(body().count("cachePoint"), 2);
}

void TestRequestPane::writesAGuardedText()
{
    QTest::mouseClick(named<QPushButton>(QStringLiteral("+ Guard")), Qt::LeftButton);
    auto *added = named<GrowingTextEdit>(QStringLiteral("System guarded block 4"));
    QTRY_VERIFY(added && added->hasFocus());
    QTest::keyClicks(added, QStringLiteral("facts"));
    auto *query = named<QCheckBox>(QStringLiteral("query"));
    query->setFocus();
    QTest::keyClick(query, Qt::Key_Space);
    QVERIFY2(body().contains(R"({"guardContent":{"text":{"text":"facts","qualifiers":["query"]}}})"),
             body().constData());
    QTest::keyClick(query, Qt::Key_Space);
    QVERIFY(body().contains(R"({"guardContent":{"text":{"text":"facts"}}})"));
    QTest::keyClick(query, Qt::Key_Up, Qt::AltModifier);
    QVERIFY(body().indexOf("facts") < body().indexOf("second"));
    // Its variables are marked, listed and sent like those of any text.
    QTest::keyClicks(added, QStringLiteral(" {{who}"));
    QTest::keyClick(added, Qt::Key_BraceRight);
    QTRY_VERIFY(!added->document()->firstBlock().layout()->formats().isEmpty());
    QTRY_VERIFY(named<GrowingTextEdit>(QStringLiteral("Value of who")));
    QTest::keyClicks(named<GrowingTextEdit>(QStringLiteral("Value of who")), QStringLiteral("we"));
    QVERIFY(body().contains("facts we"));
}

void TestRequestPane::movesABlockByKeyboard()
{
    auto *second = named<GrowingTextEdit>(QStringLiteral("System text block 3"));
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(second, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(second, Qt::Key_Up, Qt::AltModifier); // already the first
    QVERIFY(body().contains("[{\"text\":\"second\"},{\"text\":\"first\"}"));
    QVERIFY(second->hasFocus());
    QCOMPARE(second->accessibleName(), QStringLiteral("System text block 1"));
}

void TestRequestPane::movesABlockByItsGrip()
{
    auto *second = named<GrowingTextEdit>(QStringLiteral("System text block 3"));
    second->setFocus();
    auto *grip = named<QToolButton>(QStringLiteral("Drag text block 3"));
    QTRY_VERIFY(grip && grip->isVisible());
    QTest::mousePress(grip, Qt::LeftButton);
    QTest::mouseMove(grip, QPoint(5, -400));
    QTest::mouseRelease(grip, Qt::LeftButton, {}, QPoint(5, -400));
    QVERIFY2(body().contains("[{\"text\":\"second\"},{\"text\":\"first\"}"), body().constData());
}

void TestRequestPane::choosesHowLongACachePointLives()
{
    QToolButton *point = nullptr;
    for (QToolButton *button : m_pane->findChildren<QToolButton *>()) {
        if (button->menu())
            point = button;
    }
    QVERIFY(point);
    point->menu()->actions().at(2)->trigger();
    QVERIFY(body().contains("\"ttl\":\"1h\""));
    QVERIFY(point->text().contains(QStringLiteral("1 h")));
    m_document->undoStack().undo();
    QVERIFY(!body().contains("ttl"));
    QVERIFY(point->text().contains(QStringLiteral("default")));
}

void TestRequestPane::saysThatABlankBlockIsRefused()
{
    auto *first = named<GrowingTextEdit>(QStringLiteral("System text block 1"));
    QVERIFY(!visibleText().contains(QStringLiteral("refuses a blank block")));
    first->selectAll();
    first->insertPlainText(QStringLiteral(" \n"));
    QVERIFY(visibleText().contains(QStringLiteral("refuses a blank block")));
}

void TestRequestPane::keepsTheCaretWhenTextChangesElsewhere()
{
    auto *first = named<GrowingTextEdit>(QStringLiteral("System text block 1"));
    first->moveCursor(QTextCursor::End);
    const QString id = m_document->conversation().system.front().id;
    m_document->changeBlock(id, conversation::textBlock(QStringLiteral("the first")).value);
    QCOMPARE(first->text(), QStringLiteral("the first"));
    QCOMPARE(first->textCursor().position(), 9);
}

void TestRequestPane::keepsNoBreakSpaces()
{
    auto *first = named<GrowingTextEdit>(QStringLiteral("System text block 1"));
    first->setFocus();
    first->selectAll();
    first->insertPlainText(QStringLiteral("10\u00a0000\nkm"));
    QCOMPARE(m_document->conversation().system.front().value.value(u"text").toString(),
             QStringLiteral("10\u00a0000\nkm"));
}

void TestRequestPane::sendsNothingForAnEmptyField()
{
    auto *field = named<QLineEdit>(QStringLiteral("topP"));
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("0.9"));
    QVERIFY(body().contains("\"topP\":0.9"));
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Backspace);
    QVERIFY(!body().contains("topP"));
    QVERIFY(visibleText().contains(QStringLiteral("not sent")));
}

void TestRequestPane::marksARefusedNumberAndKeepsTheOneBefore()
{
    auto *field = named<QLineEdit>(QStringLiteral("temperature"));
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("0.7"));
    QTest::keyClicks(field, QStringLiteral("x"));
    QVERIFY(body().contains("\"temperature\":0.7"));
    QCOMPARE(field->text(), QStringLiteral("0.7x"));
    QVERIFY(visibleText().contains(QStringLiteral("Not a number")));
    named<QLineEdit>(QStringLiteral("topP"))->setFocus();
    QTRY_COMPARE(field->text(), QStringLiteral("0.7"));
    QVERIFY(!visibleText().contains(QStringLiteral("Not a number")));
}

void TestRequestPane::movesTheSliderByKeyboard()
{
    m_document->setInference(QStringLiteral("temperature"), json::Json::number("0.2"));
    auto *slider = named<QSlider>(QStringLiteral("temperature slider"));
    QTRY_VERIFY(slider && slider->isVisible());
    QCOMPARE(slider->value(), 20);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY2(body().contains("\"temperature\":0.21"), body().constData());
}

void TestRequestPane::addsAndRemovesStopSequences()
{
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Add a stop sequence")), Qt::LeftButton);
    auto *field = named<QLineEdit>(QStringLiteral("New stop sequence"));
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("\\n\\nUSER:"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY2(body().contains("\"stopSequences\":[\"\\n\\nUSER:\"]"), body().constData());
    auto *chip = named<QPushButton>(QStringLiteral("Remove stop sequence \\n\\nUSER:"));
    QVERIFY(chip);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!body().contains("stopSequences"));
}

void TestRequestPane::escapesRoundTrip()
{
    for (const QString &text :
         {QStringLiteral("\n\r\t\\"), QStringLiteral("\\n"), QStringLiteral("a\\"), QString()})
        QCOMPARE(editors::unescaped(editors::escaped(text)), text);
    QCOMPARE(editors::unescaped(QStringLiteral("\\x\\")), QStringLiteral("\\x\\"));
}

void TestRequestPane::tabsLeadToTheirSections()
{
    auto *tabs = m_pane->findChild<widgets::TabStrip *>();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(editors::RequestPane::Inference).center());
    QVERIFY(named<QLineEdit>(QStringLiteral("maxTokens"))->hasFocus());
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::Inference));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(editors::RequestPane::Tools).center());
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::Tools));
    named<GrowingTextEdit>(QStringLiteral("System text block 1"))->setFocus();
    QCOMPARE(tabs->currentIndex(), 0);
}

void TestRequestPane::theTabIsTheSectionThatIsSeen()
{
    m_pane->resize(340, 260);
    auto *tabs = m_pane->findChild<widgets::TabStrip *>();
    auto *scroll = m_pane->findChild<QScrollArea *>();
    const auto wheel = [&](int notches) {
        const QPointF at = scroll->viewport()->rect().center();
        for (int i = 0; i < std::abs(notches); ++i) {
            QWheelEvent event(at, scroll->viewport()->mapToGlobal(at), {},
                              QPoint(0, notches > 0 ? -120 : 120), {}, {}, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(scroll->viewport(), &event);
        }
    };
    named<GrowingTextEdit>(QStringLiteral("System text block 1"))->setFocus();
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::System));
    int last = editors::RequestPane::System;
    QSet<int> seen{last};
    for (int i = 0; i < 200 && scroll->verticalScrollBar()->value() < scroll->verticalScrollBar()->maximum();
         ++i) {
        wheel(1);
        QVERIFY(tabs->currentIndex() >= last);
        last = tabs->currentIndex();
        seen.insert(last);
    }
    QCOMPARE(seen.size(), int(editors::RequestPane::SectionCount)); // though the keyboard is in System
    wheel(-200);
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::System));
    // With the room to see all of it, it begins where it begins.
    wheel(200);
    m_pane->resize(340, 6000);
    QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::System));
    // The arrow keys on the tabs keep their place, where a section cannot come to the top.
    m_pane->resize(340, 260);
    tabs->setFocus();
    for (int section = 1; section < editors::RequestPane::SectionCount; ++section) {
        QTest::keyClick(tabs, Qt::Key_Right);
        QCOMPARE(tabs->currentIndex(), section);
    }
    wheel(-200);
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::System));
    QCOMPARE(scroll->verticalScrollBar()->value(), 0);
}

void TestRequestPane::tabOrderFollowsTheBlocks()
{
    m_document->insertBlock({}, 0, conversation::textBlock(QStringLiteral("new")).value);
    m_document->moveBlock(m_document->conversation().system.back().id, 1);
    QCoreApplication::sendPostedEvents();
    m_pane->findChild<widgets::TabStrip *>()->setFocus();
    QStringList visited;
    for (int i = 0; i < 30; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (const auto *edit = qobject_cast<GrowingTextEdit *>(QApplication::focusWidget()))
            visited.append(edit->text());
        if (QApplication::focusWidget()->accessibleName() == QStringLiteral("maxTokens"))
            break;
    }
    QCOMPARE(visited,
             QStringList({QStringLiteral("new"), QStringLiteral("second"), QStringLiteral("first")}));
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("maxTokens"));
}

void TestRequestPane::nothingIsWiderThanTheNarrowestPane()
{
    const int narrowest = 300; // of a dock
    m_document->setVariable(QStringLiteral("a_name_that_is_longer_than_the_pane_is_wide"),
                            QStringLiteral("v"));
    m_document->setVariable(QStringLiteral("short"), QString());
    m_document->setTools(json::parse(R"([{"toolSpec":{"name":"a_tool_with_quite_a_long_name_for_a_tool",
        "description":"d","inputSchema":{"json":{"type":"object"}}}}])")
                             .value());
    QCoreApplication::sendPostedEvents();
    auto *scroll = m_pane->findChild<QScrollArea *>();
    const int room = narrowest - scroll->verticalScrollBar()->sizeHint().width();
    for (const QWidget *section :
         scroll->widget()->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(section->minimumSizeHint().width() <= room,
                 qPrintable(QStringLiteral("%1 wants %2 of %3")
                                .arg(QString::fromLatin1(section->metaObject()->className()))
                                .arg(section->minimumSizeHint().width())
                                .arg(room)));
}

QTEST_MAIN(TestRequestPane)
#include "tst_requestpane.moc"
