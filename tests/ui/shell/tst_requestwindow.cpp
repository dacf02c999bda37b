// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/ui/shell/demo.h"
#include "tests/ui/shell/fakes.h"
#include "ui/editors/placeframe.h"
#include "ui/editors/requestpane.h"
#include "ui/models/branchtreemodel.h"
#include "ui/models/turncontrol.h"
#include "ui/requestdock/branchpanel.h"
#include "ui/requestdock/jsonpane.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using requestdock::BranchPanel;
using requestdock::JsonPane;

namespace
{

/// Remembers where it was pointed.
class FakeTurns final : public models::TurnControl
{
    Q_OBJECT

public:
    using TurnControl::TurnControl;
    void apply(models::TurnCommand, const QString &, int) override {}
    void stepBranch(int) override {}
    void edit() override {}
    void find() override {}
    void findStep(int) override {}
    void goTo(const QString &, int) override {}
    void mark(const QString &, int) override {}
    void point(const QString &turnId) override { pointed.append(turnId); }

    QStringList pointed;
};

conversation::Conversation sample()
{
    using conversation::makeTurn;
    using conversation::textBlock;
    conversation::Conversation conversation = conversation::newConversation();
    conversation.system = {textBlock(u"Be brief."_s), textBlock(u"Be kind."_s)};
    conversation.turns = {conversation::userTurn(u"Hello"_s),
                          makeTurn(u"assistant"_s, {textBlock(u"Well"_s)})};
    conversation.turns[0].id = u"q1"_s;
    conversation.turns[1].id = u"a1"_s;
    return conversation;
}

struct Rig {
    explicit Rig(const QString &settingsFile)
        : document(sample()), settings(settingsFile, QSettings::IniFormat)
    {
        connections.put(test::simulatorRow());
        shell::WindowContext context;
        context.document = &document;
        context.run = &run;
        context.exchanges = &exchanges;
        context.connections = &connections;
        context.turns = &turns;
        context.transcript = new QWidget;
        context.settings = &settings;
        window = std::make_unique<shell::MainWindow>(context);
        window->show();
        window->activateWindow();
    }
    JsonPane &json() const { return *window->findChild<JsonPane *>(); }
    BranchPanel &branches() const { return *window->findChild<BranchPanel *>(); }
    QWidget *field() const { return json().editor()->findChild<QAbstractScrollArea *>(); }
    QByteArray shown() const { return json().editor()->bytes(); }
    QPlainTextEdit *system(const QString &text) const
    {
        for (QPlainTextEdit *edit : window->findChildren<QPlainTextEdit *>()) {
            if (edit->toPlainText() == text)
                return edit;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : window->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(window->focusWidget(), key, modifiers);
    }
    void openJson() const { press(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier); }
    void openBranches() const
    {
        for (QAction *action : window->findChildren<QAction *>()) {
            if (action->text() == u"Tree of branches"_s)
                action->trigger();
        }
    }
    /// The caret behind @p text, and the keyboard there.
    void caretBehind(const QByteArray &text) const
    {
        json().editor()->setFocus();
        json().editor()->setCaret(shown().indexOf(text) + text.size());
    }

    ConversationDocument document;
    test::FakeRun run;
    test::FakeExchanges exchanges;
    FakeTurns turns;
    models::ConnectionsModel connections;
    QSettings settings;
    std::unique_ptr<shell::MainWindow> window;
};

} // namespace

class TestRequestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_rig = std::make_unique<Rig>(m_folder->filePath(u"settings.ini"_s));
        QVERIFY(QTest::qWaitForWindowActive(m_rig->window.get()));
    }
    void cleanup() { m_rig.reset(); }

    void takesThePlaceOfTheInspectorAndIsRemembered();
    void whatIsTypedInJsonComesIntoTheForm();
    void whatIsTypedInAFormComesIntoTheJson();
    void undoIsTheDocuments();
    void whatUndoTakesBackIsSaidAlsoWhenItWasDoneElsewhere();
    void aSyntaxErrorIsSaidAndBlocksOnlyRun();
    void caretAndFormsShowEachOther();
    void branchesAreChosenAndRemovedByKey();
    void mainLineIsPinnedFromTheBranches();
    void theTabsOfTheRequestFit_data();
    void theTabsOfTheRequestFit();

private:
    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Rig> m_rig;
};

void TestRequestWindow::takesThePlaceOfTheInspectorAndIsRemembered()
{
    Rig &rig = *m_rig;
    QVERIFY(!rig.json().isVisible());
    QVERIFY(!rig.json().text());
    rig.openJson();
    QVERIFY(rig.json().isVisible());
    QVERIFY(rig.field()->hasFocus());
    QVERIFY(rig.shown().contains("Be brief."));
    rig.press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!rig.json().isVisible());
    QVERIFY(!rig.json().text());
    rig.openJson();
    m_rig.reset();
    m_rig = std::make_unique<Rig>(m_folder->filePath(u"settings.ini"_s));
    QVERIFY(QTest::qWaitForWindowActive(m_rig->window.get()));
    QTRY_VERIFY(m_rig->json().isVisible());
}

void TestRequestWindow::whatIsTypedInJsonComesIntoTheForm()
{
    Rig &rig = *m_rig;
    rig.openJson();
    rig.caretBehind("Be brief");
    QTest::keyClicks(rig.field(), u" and clear"_s);
    QTRY_VERIFY(rig.system(u"Be brief and clear."_s));
    rig.caretBehind("\"Well");
    QTest::keyClicks(rig.field(), u", well"_s);
    QTRY_COMPARE(rig.document.conversation().turns[1].content[0].value.value("text").toString(),
                 u"Well, well"_s);
    QCOMPARE(rig.document.undoStack().count(), 2);
}

void TestRequestWindow::whatIsTypedInAFormComesIntoTheJson()
{
    Rig &rig = *m_rig;
    rig.openJson();
    rig.caretBehind("\"Hello");
    const qsizetype caret = rig.json().editor()->caret();
    QPlainTextEdit *field = rig.system(u"Be brief."_s);
    QVERIFY(field);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(field, u" Go!"_s);
    QTRY_VERIFY(rig.shown().contains("\"Be brief. Go!\""));
    QVERIFY(field->hasFocus());
    QCOMPARE(rig.json().editor()->caret(), caret + 4);
}

void TestRequestWindow::undoIsTheDocuments()
{
    Rig &rig = *m_rig;
    rig.openJson();
    const QByteArray before = rig.shown();
    rig.caretBehind("Be brief");
    QTest::keyClicks(rig.field(), u"er"_s);
    QTest::keyClick(rig.field(), Qt::Key_Z, Qt::ControlModifier); // also what was typed this moment
    QTRY_COMPARE(rig.shown(), before);
    QVERIFY(rig.system(u"Be brief."_s));
    QTest::keyClick(rig.field(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(rig.shown().contains("Be briefer."));
}

void TestRequestWindow::whatUndoTakesBackIsSaidAlsoWhenItWasDoneElsewhere()
{
    Rig &rig = *m_rig;
    const auto isSaid = [&rig](const QString &text) {
        const QList<widgets::ElidedLabel *> labels = rig.window->findChildren<widgets::ElidedLabel *>();
        return std::ranges::any_of(labels, [&](const auto *label) { return label->text() == text; });
    };
    rig.document.setModelId(u"another.model"_s);
    rig.openJson();
    rig.caretBehind("Be brief");
    QTest::keyClicks(rig.field(), u"er"_s);
    QTest::keyClick(rig.field(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(isSaid(u"Undone: Edit request JSON"_s));
    QTest::keyClick(rig.field(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(rig.document.conversation().modelId != u"another.model"_s);
    QVERIFY(isSaid(u"Undone: Change model"_s));
    QTest::keyClick(rig.field(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(isSaid(u"Done again: Change model"_s));
}

void TestRequestWindow::aSyntaxErrorIsSaidAndBlocksOnlyRun()
{
    Rig &rig = *m_rig;
    rig.openJson();
    rig.caretBehind("\"Be brief.\"");
    QTest::keyClicks(rig.field(), u"x"_s);
    const auto said = [&] {
        for (const widgets::TextLabel *label : rig.json().findChildren<widgets::TextLabel *>()) {
            if (label->isVisible() && label->text().startsWith(u"Line 4, column "_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(said());
    QVERIFY(rig.document.conversation().requestText);
    QVERIFY(rig.system(u"Be brief."_s));
    // A form goes on working, and comes into the text.
    rig.document.setInference(u"maxTokens"_s, json::Json(5));
    QTRY_VERIFY(rig.shown().contains("\"maxTokens\": 5"));
    QVERIFY(rig.shown().contains("\"Be brief.\"x"));
    // Hidden and shown again it is still there; then it is given up.
    rig.press(Qt::Key_J, Qt::ControlModifier);
    rig.openJson();
    QVERIFY(rig.shown().contains("\"Be brief.\"x"));
    QVERIFY(said());
    QPushButton *back = rig.button(u"Back to the forms"_s);
    QVERIFY(back);
    back->setFocus();
    QTest::keyClick(back, Qt::Key_Space);
    QTRY_VERIFY(!rig.document.conversation().requestText);
    QVERIFY(!rig.shown().contains("\"Be brief.\"x"));
    QVERIFY(!said());
}

void TestRequestWindow::caretAndFormsShowEachOther()
{
    Rig &rig = *m_rig;
    rig.openJson();
    auto *frame = rig.window->findChild<editors::PlaceFrame *>();
    QVERIFY(frame);
    rig.caretBehind("Be kind");
    QTRY_VERIFY(frame->isVisible());
    QVERIFY(frame->target()->isAncestorOf(rig.system(u"Be kind."_s)));
    QVERIFY(rig.field()->hasFocus());
    rig.caretBehind("\"Well");
    QTRY_COMPARE(rig.turns.pointed.value(0), u"a1"_s);
    QVERIFY(!frame->isVisible());
    // From the form, and from the transcript.
    rig.system(u"Be brief."_s)->setFocus();
    const auto pointedText = [&] {
        const QByteArray text = rig.shown();
        QByteArray pointed;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (rig.json().editor()->isPointed(at))
                pointed += text[at];
        }
        return pointed;
    };
    QVERIFY(pointedText().contains("Be brief.") && !pointedText().contains("kind"));
    Q_EMIT rig.turns.currentTurnChanged(u"q1"_s);
    QVERIFY(pointedText().contains("Hello") && !pointedText().contains("Well"));
    QVERIFY(!rig.field()->hasFocus());
}

void TestRequestWindow::branchesAreChosenAndRemovedByKey()
{
    Rig &rig = *m_rig;
    rig.document.addSibling(u"a1"_s,
                            conversation::makeTurn(u"assistant"_s, {conversation::textBlock(u"Other"_s)}));
    rig.openBranches();
    QVERIFY(rig.branches().isVisible());
    QListView *list = rig.branches().list();
    QVERIFY(list->hasFocus());
    rig.branches().model().flush();
    QCOMPARE(rig.branches().model().rowCount(), 3);
    QTest::keyClick(list, Qt::Key_Home);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(rig.document.conversation().turns[1].id, u"a1"_s);
    QCOMPARE(rig.turns.pointed.last(), u"a1"_s);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(rig.document.conversation().turns[1].content[0].value.value("text").toString(), u"Other"_s);
    QTRY_COMPARE(rig.branches().model().rowCount(), 2);
    rig.document.undoStack().undo();
    QTRY_COMPARE(rig.branches().model().rowCount(), 3);
}

void TestRequestWindow::mainLineIsPinnedFromTheBranches()
{
    Rig &rig = *m_rig;
    rig.document.addSibling(u"a1"_s,
                            conversation::makeTurn(u"assistant"_s, {conversation::textBlock(u"Other"_s)}));
    rig.openBranches();
    rig.branches().model().flush();
    rig.branches().list()->setCurrentIndex(rig.branches().model().index(1));
    QTest::mouseClick(rig.button(u"Pin as main line"_s), Qt::LeftButton);
    QCOMPARE(rig.document.conversation().mainLine, u"a1"_s);
    QTRY_VERIFY(rig.button(u"Unpin main line"_s));
    rig.document.undoStack().undo();
    QVERIFY(rig.document.conversation().mainLine.isEmpty());
    QVERIFY(rig.document.conversation().turns[1].id != u"a1"_s);
}

void TestRequestWindow::theTabsOfTheRequestFit_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1280x800") << QSize(1280, 800);
    QTest::newRow("1560x980") << QSize(1560, 980);
}

void TestRequestWindow::theTabsOfTheRequestFit()
{
    QFETCH(QSize, size);
    Rig &rig = *m_rig;
    rig.window->resize(size);
    json::Json tools = json::Json::array();
    for (int i = 0; i < 12; ++i)
        tools.append(json::parse(R"({"toolSpec":{"name":"t","inputSchema":{"json":{}}}})").value());
    rig.document.setTools(tools);
    for (int i = 0; i < 12; ++i)
        rig.document.setVariable(u"v%1"_s.arg(i), u"x"_s);
    auto *request = rig.window->findChild<editors::RequestPane *>();
    widgets::TabStrip *tabs = nullptr;
    for (widgets::TabStrip *strip : rig.window->findChildren<widgets::TabStrip *>())
        tabs = strip->accessibleName() == u"Request"_s ? strip : tabs;
    QVERIFY(tabs);
    QTRY_VERIFY(tabs->tabRect(tabs->count() - 1).right() < tabs->width());
    QCOMPARE(tabs->badge(editors::RequestPane::Tools), u"12"_s);
    for (const QToolButton *button : tabs->findChildren<QToolButton *>())
        QVERIFY2(!button->isVisible(), "no arrows to scroll by");
    const QFont bold = widgets::boldFont(tabs->font());
    for (int i = 0; i < tabs->count(); ++i) {
        QVERIFY(QFontMetrics(bold).horizontalAdvance(tabs->shownText(i)) < tabs->tabRect(i).width());
        QVERIFY(tabs->tabText(i).startsWith(tabs->shownText(i).left(1))); // the whole word is still there
    }
    for (const QToolButton *button : rig.window->findChildren<QToolButton *>()) {
        if (button->text().startsWith(u"{ }"_s))
            QVERIFY(button->isVisible() && button->geometry().right() < button->parentWidget()->width());
    }
    tabs->setCurrentIndex(0);
    tabs->setFocus();
    for (int i = 1; i < tabs->count(); ++i)
        QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(tabs->currentIndex(), int(editors::RequestPane::Variables));
    QVERIFY(request->isVisible());
}

QTEST_MAIN(TestRequestWindow)
#include "tst_requestwindow.moc"
