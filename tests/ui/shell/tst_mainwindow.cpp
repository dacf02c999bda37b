// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/ui/shell/demo.h"
#include "tests/ui/shell/fakes.h"
#include "tests/ui/transcript/sampleturns.h"
#include "ui/models/systemblocksmodel.h"
#include "ui/models/transcriptmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/titleedit.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/popuprow.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QUndoStack>

using namespace outcrop;
using namespace outcrop::ui;
using conversation::ConversationDocument;
using models::RunControl;

namespace
{

/// A window with everything it works on.
struct Rig {
    explicit Rig(const QString &settingsFile, conversation::Conversation conversation = test::radioRequest())
        : document(std::move(conversation)), settings(settingsFile, QSettings::IniFormat)
    {
        exchanges.exchanges.emplace(1, test::radioExchange(document.requestBody()));
        connections.put(test::simulatorRow());
        connections.put(test::environmentRow());
        auto *view = new transcript::TranscriptView;
        for (auto &turn : test::radioConversation())
            transcript.insertTurn(transcript.rowCount(), turn);
        view->setModel(&transcript);
        shell::WindowContext context;
        context.document = &document;
        context.run = &run;
        context.exchanges = &exchanges;
        context.connections = &connections;
        context.transcript = view;
        context.settings = &settings;
        window = std::make_unique<shell::MainWindow>(context);
    }

    template <typename T>
    T *named(const QString &accessibleName) const
    {
        for (T *widget : window->findChildren<T *>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }
    QDockWidget *dock(const QString &name) const { return window->findChild<QDockWidget *>(name); }

    ConversationDocument document;
    test::FakeRun run;
    test::FakeExchanges exchanges;
    models::ConnectionsModel connections;
    models::TranscriptModel transcript;
    QSettings settings;
    std::unique_ptr<shell::MainWindow> window;
};

const QString message = QStringLiteral("Message");

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTipOfACutTitleSaysItAsItIs();
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_rig = std::make_unique<Rig>(settingsFile());
        m_rig->window->show();
        m_rig->window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_rig->window.get()));
    }
    void cleanup() { m_rig.reset(); }

    void runsByCtrlEnterFromEveryEditor();
    void saysWhyItDoesNotRun();
    void stopsByEscapeOnlyWhileRunning();
    void aWaitingRetryIsHurriedOrGivenUp();
    void unfinishedInputMethodTextNeverSends();
    void keepsTheDraftInTheDocument();
    void appendsWithoutRunning();
    void choosesConnectionAndModel();
    void undoesEditsOfTheSystemPrompt();
    void foldsDocksAwayWhereThereIsNoRoom();
    void remembersItsLayout();
    void showsARefusedRun();
    void aHintStaysDismissed();
    void findsCommandsByTyping();
    void everyFocusableControlHasAName();
    void tabReachesEveryPartOfTheWindow();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void looksLikeTheTarget_data();
    void looksLikeTheTarget();

private:
    QString settingsFile() const { return m_folder->filePath(QStringLiteral("settings.ini")); }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Rig> m_rig;
};

void TestMainWindow::runsByCtrlEnterFromEveryEditor()
{
    int expected = 0;
    for (const QString &place : {message, QStringLiteral("System text block 1")}) {
        auto *editor = m_rig->named<QPlainTextEdit>(place);
        QVERIFY2(editor, qPrintable(place));
        const QString before = editor->toPlainText();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_rig->run.runs, ++expected);
        QCOMPARE(editor->toPlainText(), before);
        m_rig->run.setState(RunControl::State::Idle);
    }
    auto *field = m_rig->named<QLineEdit>(QStringLiteral("temperature"));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_rig->run.runs, ++expected);
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier); // still running
    QCOMPARE(m_rig->run.runs, expected);
}

void TestMainWindow::saysWhyItDoesNotRun()
{
    m_rig->run.why = QStringLiteral("Write a message first");
    m_rig->run.setState(RunControl::State::Idle);
    auto *button = m_rig->named<QPushButton>(QStringLiteral("Run"));
    QVERIFY(button && !button->isEnabled());
    auto *editor = m_rig->named<QPlainTextEdit>(message);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_rig->run.runs, 0);
    const auto labels = m_rig->window->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text() == QStringLiteral("Write a message first");
    }));
}

void TestMainWindow::stopsByEscapeOnlyWhileRunning()
{
    auto *editor = m_rig->named<QPlainTextEdit>(message);
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(m_rig->run.stops, 0);
    QTest::mouseClick(m_rig->named<QPushButton>(QStringLiteral("Run")), Qt::LeftButton);
    QCOMPARE(m_rig->run.runs, 1);
    QVERIFY(m_rig->named<QPushButton>(QStringLiteral("Stop")));
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(m_rig->run.stops, 1);
    QVERIFY(m_rig->named<QPushButton>(QStringLiteral("Run")));
}

void TestMainWindow::aWaitingRetryIsHurriedOrGivenUp()
{
    const auto button = [this](const QString &name) -> QPushButton * {
        for (QPushButton *candidate : m_rig->window->findChildren<QPushButton *>()) {
            if (candidate->accessibleName() == name && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    };
    m_rig->run.setState(RunControl::State::Running);
    QVERIFY(!button(QStringLiteral("Retry now")));
    m_rig->run.waiting = true;
    m_rig->run.setState(RunControl::State::Running);
    QVERIFY(button(QStringLiteral("Retry now")));
    QTest::mouseClick(button(QStringLiteral("Retry now")), Qt::LeftButton);
    QCOMPARE(m_rig->run.retries, 1);
    QTest::mouseClick(button(QStringLiteral("Do not retry")), Qt::LeftButton);
    QCOMPARE(m_rig->run.stops, 1);
    m_rig->run.waiting = false;
    m_rig->run.setState(RunControl::State::Idle);
    QVERIFY(!button(QStringLiteral("Retry now")));
}

void TestMainWindow::unfinishedInputMethodTextNeverSends()
{
    auto *editor = m_rig->named<QPlainTextEdit>(message);
    editor->setFocus();
    QInputMethodEvent composing(QStringLiteral("にほ"), {});
    QCoreApplication::sendEvent(editor, &composing);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_rig->run.runs, 0);
    QCOMPARE(m_rig->document.conversation().draft, QString());
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("日本"));
    QCoreApplication::sendEvent(editor, &done);
    QCOMPARE(m_rig->document.conversation().draft, QStringLiteral("日本"));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_rig->run.runs, 1);
}

void TestMainWindow::keepsTheDraftInTheDocument()
{
    auto *editor = m_rig->named<QPlainTextEdit>(message);
    const int before = editor->height();
    QTest::keyClicks(editor, QStringLiteral("one"));
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(editor, Qt::Key_Return);
    QTest::keyClicks(editor, QStringLiteral("two"));
    QCOMPARE(m_rig->document.conversation().draft, QStringLiteral("one\n\n\n\n\ntwo"));
    QVERIFY(editor->height() > before);
    m_rig->document.setDraft({});
    QCOMPARE(editor->toPlainText(), QString());
    QTRY_COMPARE(editor->height(), before);
}

void TestMainWindow::appendsWithoutRunning()
{
    const size_t turns = m_rig->document.conversation().turns.size();
    auto *editor = m_rig->named<QPlainTextEdit>(message);
    QTest::keyClicks(editor, QStringLiteral("hello"));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_rig->document.conversation().turns.size(), turns + 1);
    QCOMPARE(m_rig->run.runs, 0);
    QCOMPARE(editor->toPlainText(), QString());
}

void TestMainWindow::choosesConnectionAndModel()
{
    auto *connection = m_rig->named<QComboBox>(QStringLiteral("Connection"));
    connection->setFocus();
    QTest::keyClick(connection, Qt::Key_Down);
    QCOMPARE(m_rig->document.conversation().connectionName, QStringLiteral("Environment"));
    QTest::keyClick(connection, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    auto *model = m_rig->named<QComboBox>(QStringLiteral("Model id"));
    QTRY_VERIFY(model->hasFocus());
    QTest::keyClicks(model->lineEdit(), QStringLiteral("my.model:1"));
    QTest::keyClick(model->lineEdit(), Qt::Key_Return);
    QCOMPARE(m_rig->document.conversation().modelId, QStringLiteral("my.model:1"));
    m_rig->document.setConnectionName(QStringLiteral("Simulator"));
    QCOMPARE(model->count(), 2);
    QCOMPARE(model->currentText(), QStringLiteral("my.model:1"));
}

void TestMainWindow::undoesEditsOfTheSystemPrompt()
{
    auto *editor = m_rig->named<QPlainTextEdit>(QStringLiteral("System text block 3"));
    const QString before = editor->toPlainText();
    editor->setFocus();
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, QStringLiteral(" Be brief."));
    QVERIFY(m_rig->document.requestBody().contains("Be brief."));
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->toPlainText(), before);
    QVERIFY(!m_rig->document.requestBody().contains("Be brief."));
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_rig->document.requestBody().contains("Be brief."));
}

void TestMainWindow::foldsDocksAwayWhereThereIsNoRoom()
{
    QDockWidget *left = m_rig->dock(QStringLiteral("request"));
    QDockWidget *right = m_rig->dock(QStringLiteral("inspector"));
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(!left->isHidden() && !right->isHidden());
    m_rig->window->resize(1024, 700);
    QTRY_VERIFY(right->isHidden());
    QVERIFY(!left->isHidden());
    m_rig->window->resize(760, 600);
    QTRY_VERIFY(left->isHidden());
    m_rig->window->resize(1280, 800);
    QTRY_VERIFY(!left->isHidden() && !right->isHidden());
    // Hidden by hand, it stays hidden.
    QTest::keyClick(m_rig->window.get(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(right->isHidden());
    m_rig->window->resize(1024, 700);
    m_rig->window->resize(1300, 800);
    QVERIFY(right->isHidden());
    // Ctrl+J brings the inspector back and goes there.
    QTest::keyClick(m_rig->window.get(), Qt::Key_J, Qt::ControlModifier);
    QTRY_VERIFY(!right->isHidden());
}

void TestMainWindow::remembersItsLayout()
{
    m_rig->window->resize(1300, 800);
    m_rig->window->addDockWidget(Qt::RightDockWidgetArea, m_rig->dock(QStringLiteral("request")));
    m_rig->dock(QStringLiteral("inspector"))->hide();
    m_rig.reset();
    m_rig = std::make_unique<Rig>(settingsFile());
    m_rig->window->show();
    QCOMPARE(m_rig->window->size(), QSize(1300, 800));
    QCOMPARE(m_rig->window->dockWidgetArea(m_rig->dock(QStringLiteral("request"))), Qt::RightDockWidgetArea);
    QVERIFY(m_rig->dock(QStringLiteral("inspector"))->isHidden());
}

void TestMainWindow::aHintStaysDismissed()
{
    const auto tell = [this](const QString &name) {
        m_rig->window->hint(base::makeError(base::ErrorKind::BadInput, QStringLiteral("It runs as root")),
                            name);
    };
    const auto button = [this](const QString &text) -> QPushButton * {
        for (QPushButton *each : m_rig->window->findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    };
    const QString never = QStringLiteral("Do not show again");
    tell(QStringLiteral("user"));
    QTRY_VERIFY(button(never));
    m_rig->run.run(); // which takes an error away
    m_rig->run.stop();
    QVERIFY(button(never));
    button(never)->setFocus();
    QTest::keyClick(button(never), Qt::Key_Space);
    QVERIFY(!button(never));
    m_rig.reset();
    m_rig = std::make_unique<Rig>(settingsFile());
    m_rig->window->show();
    tell(QStringLiteral("user"));
    QVERIFY(!button(never));
    tell({}); // one without a name comes each time
    QTRY_VERIFY(button(QStringLiteral("Dismiss")));
    QTest::mouseClick(button(QStringLiteral("Dismiss")), Qt::LeftButton);
    tell({});
    QVERIFY(button(QStringLiteral("Dismiss")));
}

void TestMainWindow::showsARefusedRun()
{
    Q_EMIT m_rig->run.refused(base::makeError(base::ErrorKind::Credentials,
                                              QStringLiteral("No credentials were found."),
                                              QStringLiteral("Set AWS_ACCESS_KEY_ID.")));
    const auto shown = [&] {
        for (const QLabel *label : m_rig->window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QStringLiteral("Set AWS_ACCESS_KEY_ID.")))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(shown());
    for (QPushButton *button : m_rig->window->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == QStringLiteral("Dismiss"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(!shown());
}

void TestMainWindow::findsCommandsByTyping()
{
    QTest::keyClick(m_rig->window.get(), Qt::Key_K, Qt::ControlModifier);
    QDialog *palette = nullptr;
    QTRY_VERIFY((palette = m_rig->window->findChild<QDialog *>()));
    auto *field = palette->findChild<QLineEdit *>();
    const auto saysNone = [palette] {
        const auto labels = palette->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(QStringLiteral("No command"));
        });
    };
    QVERIFY(!saysNone());
    QTest::keyClicks(field, QStringLiteral("zzz"));
    QVERIFY(saysNone());
    field->clear();
    QTest::keyClicks(field, QStringLiteral("rerun"));
    QVERIFY(!saysNone());
    // The keys stand in a column of their own, and are read out.
    const QListWidgetItem *first = palette->findChild<QListWidget *>()->item(0);
    QCOMPARE(first->text(), QStringLiteral("Run: Rerun"));
    QCOMPARE(first->data(widgets::PopupRowDelegate::AsideRole).toString(), QStringLiteral("Ctrl+R"));
    QCOMPARE(first->data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("Ctrl+R"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_rig->run.reruns, 1);
    QTRY_VERIFY(!m_rig->window->findChild<QDialog *>());
    m_rig->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_rig->window.get()));
    QTest::keyClick(m_rig->window.get(), Qt::Key_Slash, Qt::ControlModifier);
    QTRY_VERIFY(m_rig->window->findChild<QDialog *>());
}

void TestMainWindow::everyFocusableControlHasAName()
{
    QStringList nameless;
    int checked = 0;
    const auto walk = [&](QAccessibleInterface *item, const QString &path, const auto &self) -> void {
        if (!item || !item->isValid())
            return;
        const QString here = QStringLiteral("%1/%2").arg(
            path, item->object() ? QString::fromLatin1(item->object()->metaObject()->className())
                                 : QString::number(int(item->role())));
        const auto *widget = qobject_cast<const QWidget *>(item->object());
        const bool passesOn = widget && widget->focusProxy(); // what it passes the keyboard to has the name
        if (item->state().focusable && !item->state().invisible && !passesOn) {
            ++checked;
            if (item->text(QAccessible::Name).isEmpty())
                nameless.append(here);
        }
        for (int i = 0; i < std::min(item->childCount(), 200); ++i)
            self(item->child(i), here, self);
    };
    walk(QAccessible::queryAccessibleInterface(m_rig->window.get()), {}, walk);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    QVERIFY2(checked > 20, qPrintable(QString::number(checked)));
}

void TestMainWindow::tabReachesEveryPartOfTheWindow()
{
    QSet<QString> reached;
    m_rig->window->setFocus();
    for (int i = 0; i < 80; ++i) {
        QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        reached.insert(at->accessibleName());
        QTest::keyClick(at, Qt::Key_Tab);
    }
    for (const QString &part :
         {QStringLiteral("Menu"), QStringLiteral("Connection"), QStringLiteral("Model id"),
          QStringLiteral("Request"), QStringLiteral("System text block 1"), QStringLiteral("temperature"),
          message, QStringLiteral("Inspector")})
        QVERIFY2(reached.contains(part),
                 qPrintable(QStringLiteral("%1 not in: %2")
                                .arg(part, QStringList(reached.values()).join(QStringLiteral(", ")))));
}

void TestMainWindow::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1024x700") << QSize(1024, 700);
    QTest::newRow("1280x800") << QSize(1280, 800);
    QTest::newRow("1560x980") << QSize(1560, 980);
}

void TestMainWindow::nothingIsCutOff()
{
    QFETCH(QSize, size);
    m_rig->window->resize(size);
    QTRY_COMPARE(m_rig->window->size(), size);
    for (QPushButton *button : m_rig->window->findChildren<QPushButton *>()) {
        if (!button->isVisible())
            continue;
        QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        const QRect inWindow(button->mapTo(m_rig->window.get(), QPoint()), button->size());
        QVERIFY2(m_rig->window->rect().contains(inWindow) || button->visibleRegion().isEmpty(),
                 qPrintable(button->text()));
    }
}

void TestMainWindow::looksLikeTheTarget_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    for (const char *theme : {"light", "dark"}) {
        for (const QSize size : {QSize(1280, 800), QSize(1560, 980), QSize(1024, 700)})
            QTest::addRow("%s-%d", theme, size.width()) << QString::fromLatin1(theme) << size;
    }
}

/// With OUTCROP_SCREENSHOTS set to a folder the pictures are put there, to be looked at.
void TestMainWindow::looksLikeTheTarget()
{
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    m_theme->setChoice(*widgets::themeChoiceFromName(theme));
    m_rig->window->resize(size);
    QTest::keyClick(m_rig->window.get(), Qt::Key_J, Qt::ControlModifier);
    auto *tabs = m_rig->named<QTabBar>(QStringLiteral("Inspector"));
    QTest::keyClick(tabs, Qt::Key_Right);
    QTest::keyClick(tabs, Qt::Key_Right);
    auto *events = m_rig->named<QAbstractItemView>(QStringLiteral("Events"));
    QTRY_VERIFY(events->model()->rowCount() > 2); // it is read on another thread
    events->setCurrentIndex(events->model()->index(2, 0));
    m_rig->named<QPlainTextEdit>(message)->setFocus();
    const widgets::Tokens &t =
        theme == QStringLiteral("dark") ? widgets::darkTokens() : widgets::lightTokens();
    QTRY_COMPARE(m_rig->window->grab().toImage().pixelColor(2, 2), t.surface);
    const auto showsHeaders = [this] {
        const auto labels = m_rig->window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text() == QStringLiteral(":event-type");
        });
    };
    QTRY_VERIFY(showsHeaders());
    const QImage picture = m_rig->window->grab().toImage();
    const QString folder = qEnvironmentVariable("OUTCROP_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(
            QStringLiteral("%1/window-%2.png").arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    m_theme->setChoice(widgets::ThemeChoice::Light);
}

void TestMainWindow::theTipOfACutTitleSaysItAsItIs()
{
    shell::TitleEdit title;
    const QString words = QStringLiteral("R&D <b>notes</b> ").repeated(20).trimmed();
    title.setText(words);
    title.resize(120, 30);
    QHelpEvent ask(QEvent::ToolTip, QPoint(5, 5), QPoint(5, 5));
    QCoreApplication::sendEvent(&title, &ask);
    QVERIFY(Qt::mightBeRichText(QToolTip::text()));
    QCOMPARE(QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText(), words);
    QToolTip::hideText();
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
