// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/editors/requestpane.h"
#include "ui/editors/toolform.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;

class TestToolsEditor : public QObject
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

    void aToolIsWrittenByKeyboard();
    void aToolIsSwitchedOffAndOn();
    void aRefusedNameIsNotTakenOver();
    void formAndTextAreTwoViewsOfOneSchema();
    void textThatIsNotJsonIsSaidAndNotTaken();
    void theSampleIsCheckedWhileItIsTyped();
    void toolsAreMovedAndDeletedByKeyboard();
    void toolChoiceIsSent();
    void undoIsSeenInTheOpenForm();

private:
    template <typename T>
    T *named(const QString &name) const
    {
        for (T *widget : m_pane->findChildren<T *>()) {
            const bool gone =
                widget->isHidden() && widget->parentWidget() && widget->parentWidget()->isHidden();
            if (!gone && (widget->accessibleName() == name || widget->property("text").toString() == name))
                return widget;
        }
        return nullptr;
    }
    void click(const QString &name)
    {
        auto *button = named<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(name));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
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
    widgets::JsonView *jsonNamed(const QString &name) const
    {
        for (auto *view : m_pane->findChildren<widgets::JsonView *>()) {
            if (view->focusProxy() && view->focusProxy()->accessibleName() == name)
                return view;
        }
        return nullptr;
    }
    void type(const QString &view, const QString &text)
    {
        QWidget *editor = jsonNamed(view)->focusProxy();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, text);
    }
    QByteArray body() const { return m_document->requestBody(); }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<editors::RequestPane> m_pane;
};

void TestToolsEditor::init()
{
    const auto tools = json::parse(
        R"([{"toolSpec":{"name":"top_song","description":"Get the song","inputSchema":{"json":{"type":"object",)"
        R"("properties":{"sign":{"type":"string","maxLength":4.0},"decade":{"type":"integer"}},)"
        R"("required":["sign"],"examples":[1]}}}},{"toolSpec":{"name":"other","inputSchema":{"json":{}}}}])");
    conversation::Conversation conversation = conversation::newConversation();
    m_document = std::make_unique<ConversationDocument>(conversation);
    m_document->setTools(*tools);
    m_pane = std::make_unique<editors::RequestPane>(m_document.get());
    m_pane->resize(360, 900);
    m_pane->show();
    m_pane->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
}

void TestToolsEditor::aToolIsWrittenByKeyboard()
{
    click(u"+ Tool"_s);
    auto *name = named<QLineEdit>(u"Tool name"_s);
    QTRY_VERIFY(name && name->hasFocus());
    QTest::keyClicks(name, u"weather"_s); // the name it was made with is selected
    auto *description = named<widgets::GrowingTextEdit>(u"Tool description"_s);
    description->setFocus();
    QTest::keyClicks(description, u"Look outside"_s);
    click(u"+ Property"_s);
    auto *property = named<QLineEdit>(u"Name of property property"_s);
    QTRY_VERIFY(property && property->hasFocus());
    QTest::keyClicks(property, u"city"_s);
    QTest::keyClick(property, Qt::Key_Tab);
    click(u"city is required"_s);
    QVERIFY2(body().contains(
                 R"({"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object","properties":)"
                 R"({"city":{"type":"string"}},"required":["city"]}},"description":"Look outside"}})"),
             body().constData());
    QCOMPARE(m_pane->findChild<widgets::TabStrip *>()->badge(editors::RequestPane::Tools), u"3"_s);
}

void TestToolsEditor::aToolIsSwitchedOffAndOn()
{
    click(u"Send top_song"_s);
    QVERIFY(!body().contains("top_song") && body().contains("other"));
    QVERIFY(visibleText().contains(u"not sent"_s));
    QVERIFY(visibleText().contains(u"cached prefix"_s));
    click(u"Send top_song"_s);
    QVERIFY(body().contains(R"("maxLength":4.0)"));
}

void TestToolsEditor::aRefusedNameIsNotTakenOver()
{
    click(u"Edit top_song"_s);
    auto *name = named<QLineEdit>(u"Tool name"_s);
    QTRY_VERIFY(name && name->hasFocus());
    QTest::keyClicks(name, u"top song"_s);
    QVERIFY(visibleText().contains(u"Only letters"_s));
    QVERIFY(body().contains(R"("name":"top")"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(name->text(), u"top song"_s);
}

void TestToolsEditor::formAndTextAreTwoViewsOfOneSchema()
{
    click(u"Edit top_song"_s);
    QVERIFY(visibleText().contains(u"also kept: maxLength"_s));
    QVERIFY(visibleText().contains(u"also kept: examples"_s));
    auto *type = named<QComboBox>(u"Type of decade"_s);
    QVERIFY(type);
    type->setFocus();
    QTest::keyClick(type, Qt::Key_Down); // integer -> number
    QTRY_VERIFY(body().contains(R"("decade":{"type":"number"})"));
    QVERIFY(body().contains(R"("maxLength":4.0)") && body().contains(R"("examples":[1])"));
    click(u"JSON"_s);
    auto *text = jsonNamed(u"inputSchema as JSON"_s);
    QVERIFY(text && text->isVisible());
    QVERIFY(text->bytes().contains("number"));
    type = nullptr;
    QWidget *editor = text->focusProxy();
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, uR"({"type":"object","properties":{"x":{"type":"boolean"}}})"_s);
    QVERIFY(body().contains(R"({"x":{"type":"boolean"}})"));
    click(u"Form"_s);
    QVERIFY(named<QLineEdit>(u"Name of property x"_s));
}

void TestToolsEditor::textThatIsNotJsonIsSaidAndNotTaken()
{
    click(u"Edit top_song"_s);
    click(u"JSON"_s);
    const QByteArray before = body();
    type(u"inputSchema as JSON"_s, u"{\"type\": obj"_s);
    QVERIFY2(visibleText().contains(u"Line 1, column "_s), qPrintable(visibleText()));
    QCOMPARE(jsonNamed(u"inputSchema as JSON"_s)->bytes(), QByteArray("{\"type\": obj"));
    QVERIFY(body() == before);
}

void TestToolsEditor::theSampleIsCheckedWhileItIsTyped()
{
    click(u"Edit top_song"_s);
    type(u"Sample input"_s, uR"({"sign":"WZPZ","decade":"80s"})"_s);
    QTRY_VERIFY(visibleText().contains(u"/decade: expected an integer, found a string"_s));
    type(u"Sample input"_s, uR"({"sign":"WZPZ","decade":1980})"_s);
    QTRY_VERIFY(visibleText().contains(u"matches the schema"_s));
    QWidget *sample = jsonNamed(u"Sample input"_s)->focusProxy();
    QTest::keyClick(sample, Qt::Key_Tab);
    QVERIFY(!sample->hasFocus());
    QVERIFY(!jsonNamed(u"Sample input"_s)->bytes().contains('\t'));
}

void TestToolsEditor::toolsAreMovedAndDeletedByKeyboard()
{
    auto *open = named<QAbstractButton>(u"Edit top_song"_s);
    open->setFocus();
    QTest::keyClick(open, Qt::Key_Down, Qt::AltModifier);
    QVERIFY(body().indexOf("other") < body().indexOf("top_song"));
    QVERIFY(open->hasFocus());
    QTest::keyClick(open, Qt::Key_Delete, Qt::ControlModifier);
    QVERIFY(!body().contains("top_song"));
    m_document->undoStack().undo();
    QVERIFY(body().contains("top_song"));
}

void TestToolsEditor::toolChoiceIsSent()
{
    auto *choice = named<QComboBox>(u"toolChoice"_s);
    QVERIFY(choice);
    choice->setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(choice, Qt::Key_Down);
    QVERIFY2(body().contains(R"("toolChoice":{"tool":{"name":"top_song"}})"), body().constData());
    QTest::keyClick(choice, Qt::Key_Home);
    QVERIFY(!body().contains("toolChoice"));
}

void TestToolsEditor::undoIsSeenInTheOpenForm()
{
    click(u"Edit top_song"_s);
    auto *description = named<widgets::GrowingTextEdit>(u"Tool description"_s);
    description->setFocus();
    QTest::keyClick(description, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(description, u" of a station"_s);
    QVERIFY(body().contains("Get the song of a station"));
    m_document->undoStack().undo();
    QCOMPARE(description->text(), u"Get the song"_s);
}

QTEST_MAIN(TestToolsEditor)
#include "tst_toolseditor.moc"
