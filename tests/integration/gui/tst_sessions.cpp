// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/sessions.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/library.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/inspector/inspector.h"
#include "ui/models/conversationsmodel.h"
#include "ui/shell/frame.h"
#include "ui/shell/mainwindow.h"
#include "ui/transcript/transcriptview.h"

#include <QApplication>
#include <QDir>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testsupport::AppFixture;
using ui::models::ConversationsModel;

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newOnesAreListedNamedAndReached();
    void anAnswerGoesOnInAConversationThatIsNotShown();
    void closingShowsAnotherOne();
    void filesAreOpenedInTheOrderTheyWereNamed();
    void deletingIsUndone();
    void aRequestBodyIsOpenedAndExportedAgain();
    void requestBodiesOpenedAtOnceAreConversationsOfTheirOwn();
    void undoOfARequestBodySurvivesARestartAtOnce();
    void aFileChangedOutsideIsToldAndReloaded();
    void theListIsWorkedByKeyboard();
    void leavingTheSearchBringsBackWhatGaveWayToIt();
    void undoSurvivesARestart();
    void theInspectorFollowsTheMessageAndTheBranch();
};

namespace
{

void press(AppFixture &fixture, int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
{
    QTest::keyClick(fixture.control(u"Message"_s), Qt::Key(key), modifiers);
    QCoreApplication::processEvents(); // the commands that may end a window come queued
}

QString putBody(AppFixture &fixture, const QString &name, const QByteArray &words)
{
    const QString path = QDir(fixture.paths().dataDir).filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(R"({"messages":[{"role":"user","content":[{"text":")" + words + R"("}]}]})");
    return path;
}

QString pathOf(AppFixture &fixture)
{
    return fixture.app().document().saver().path();
}

} // namespace

void TestSessions::newOnesAreListedNamedAndReached()
{
    AppFixture fixture;
    fixture.start();
    const QString first = pathOf(fixture);
    ConversationsModel &list = fixture.app().sessions().model();
    QTRY_COMPARE(list.rowCount(), 1);
    press(fixture, Qt::Key_N);
    QTRY_VERIFY(pathOf(fixture) != first);
    const QString second = pathOf(fixture);
    QCOMPARE(fixture.rows(), 0);
    press(fixture, Qt::Key_N); // nothing was written into this one
    QCOMPARE(pathOf(fixture), second);
    QVERIFY(!QFile::exists(second));
    QVERIFY(fixture.ask(u"What is an outcrop?"_s));
    QCOMPARE(fixture.conversation().title, u"What is an outcrop?"_s);
    QTRY_COMPARE(list.rowCount(), 2);
    QTRY_COMPARE(list.index(0).data().toString(), u"What is an outcrop?"_s);
    QVERIFY(list.index(0).data(ConversationsModel::CurrentRole).toBool());
    press(fixture, Qt::Key_Tab);
    QTRY_COMPARE(pathOf(fixture), first);
    press(fixture, Qt::Key_Tab);
    QTRY_COMPARE(pathOf(fixture), second);
    QCOMPARE(fixture.rows(), 2);
}

void TestSessions::anAnswerGoesOnInAConversationThatIsNotShown()
{
    AppFixture fixture(5ms);
    fixture.start();
    fixture.type(u"/long 150"_s);
    fixture.pressRun();
    app::Session &first = fixture.app().sessions().current();
    QVERIFY(first.run().isRunning());
    press(fixture, Qt::Key_N);
    QTRY_VERIFY(&fixture.app().sessions().current() != &first);
    QVERIFY(first.run().isRunning());
    QVERIFY(fixture.ask(u"Another question"_s)); // at the same time
    QCOMPARE(fixture.rows(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(!first.run().isRunning(), 20'000);
    QCOMPARE(first.transcript().rowCount(), 2);
    QCOMPARE(first.document().conversation().turns.size(), 2U);
    QVERIFY(first.transcript().turn(1).state == ui::models::TurnState::Complete);
    QCOMPARE(fixture.app().simulator().requestCount(), 2);
    QCOMPARE(fixture.conversation().turns.front().content.front().value,
             conversation::textBlock(u"Another question"_s).value);
}

void TestSessions::closingShowsAnotherOne()
{
    AppFixture fixture;
    fixture.start();
    const QString first = pathOf(fixture);
    press(fixture, Qt::Key_N);
    QTRY_VERIFY(pathOf(fixture) != first);
    fixture.type(u"half written"_s);
    const QString second = pathOf(fixture);
    press(fixture, Qt::Key_W);
    QTRY_COMPARE(pathOf(fixture), first);
    fixture.app().sessions().openFile(second);
    QTRY_COMPARE(fixture.conversation().draft, u"half written"_s);
    press(fixture, Qt::Key_W);
    QTRY_COMPARE(pathOf(fixture), first);
    press(fixture, Qt::Key_W); // the last that is open: another file is
    QTRY_COMPARE(pathOf(fixture), second);
}

void TestSessions::filesAreOpenedInTheOrderTheyWereNamed()
{
    AppFixture fixture;
    fixture.start();
    QStringList paths;
    for (const QString &title : {u"one"_s, u"two"_s, u"three"_s}) {
        conversation::Conversation made = conversation::newConversation();
        made.title = title;
        paths << QDir(fixture.paths().dataDir).filePath(title + u".outcrop.json"_s);
        QFile file(paths.back());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(conversation::encodeConversation(made));
    }
    QStringList opened;
    connect(&fixture.app().sessions(), &app::Sessions::opened, this,
            [&opened](app::Session *session) { opened << session->document().saver().path(); });
    app::Sessions &sessions = fixture.app().sessions();
    sessions.openFile(paths[0]);
    sessions.openFile(paths[1]);
    sessions.openFile(paths[0]); // twice is once
    sessions.openFile(paths[2]);
    sessions.openFile(fixture.paths().dataDir); // is none
    QTRY_VERIFY(!sessions.isOpening());
    QCOMPARE(opened, paths);
    QCOMPARE(pathOf(fixture), paths[2]);
}

void TestSessions::deletingIsUndone()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"Keep this"_s));
    const QString path = pathOf(fixture);
    fixture.app().sessions().deleteFile(path);
    QVERIFY(!QFile::exists(path));
    QVERIFY(pathOf(fixture) != path);
    fixture.app().sessions().restoreDeleted();
    QTRY_COMPARE(pathOf(fixture), path);
    QCOMPARE(fixture.rows(), 2);
}

void TestSessions::aRequestBodyIsOpenedAndExportedAgain()
{
    AppFixture fixture;
    fixture.start();
    const QByteArray body =
        R"({"modelId":"m","system":[{"text":"s"}],"messages":[{"role":"user","content":[{"text":"q"}]}]})";
    const QString path = QDir(fixture.paths().dataDir).filePath(u"body.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(body);
    file.close();
    fixture.app().sessions().openFile(path);
    QTRY_COMPARE(fixture.rows(), 1);
    QCOMPARE(fixture.row(0).state, ui::models::TurnState::NotRun);
    QTRY_VERIFY(QFile::exists(pathOf(fixture))); // in the folder
    fixture.app().sessions().exportRequest(path + u".out"_s);
    QFile out(path + u".out"_s);
    QTRY_VERIFY(out.exists());
    QVERIFY(out.open(QIODevice::ReadOnly));
    QVERIFY(json::parse(out.readAll())->equivalent(json::parse(body).value()));
    QFile same(path);
    QVERIFY(same.open(QIODevice::ReadOnly));
    QCOMPARE(same.readAll(), body);
}

void TestSessions::requestBodiesOpenedAtOnceAreConversationsOfTheirOwn()
{
    AppFixture fixture;
    fixture.start();
    app::Sessions &sessions = fixture.app().sessions();
    press(fixture, Qt::Key_N);
    QTRY_COMPARE(fixture.rows(), 0);
    const QString blank = pathOf(fixture); // has a name and no file
    std::vector<app::Session *> opened;
    connect(&sessions, &app::Sessions::opened, this,
            [&opened](app::Session *session) { opened.push_back(session); });
    sessions.openFile(putBody(fixture, u"one.json"_s, "first"));
    sessions.openFile(putBody(fixture, u"two.json"_s, "second"));
    QTRY_COMPARE(opened.size(), 2U);
    QSet<QString> paths{blank};
    for (app::Session *session : opened) {
        const conversation::DocumentSaver &saver = session->document().saver();
        QTRY_COMPARE(saver.state(), conversation::DocumentSaver::State::Saved);
        QVERIFY(!saver.error());
        paths.insert(saver.path());
        const auto saved = conversation::ConversationDocument::open(saver.path());
        QVERIFY(saved.ok());
        QCOMPARE((*saved)->conversation().turns.front().content.front().value,
                 session->document().conversation().turns.front().content.front().value);
    }
    QCOMPARE(paths.size(), 3);
    QVERIFY(!QFile::exists(blank));
}

void TestSessions::undoOfARequestBodySurvivesARestartAtOnce()
{
    AppFixture fixture;
    fixture.start();
    app::Session *opened = nullptr;
    connect(&fixture.app().sessions(), &app::Sessions::opened, this, [&opened](app::Session *session) {
        opened = session;
        session->document().setTitle(u"Named"_s); // its file is being made
    });
    fixture.app().sessions().openFile(putBody(fixture, u"one.json"_s, "first"));
    QTRY_VERIFY(opened);
    fixture.restart();
    QCOMPARE(fixture.conversation().title, u"Named"_s);
    fixture.app().document().undoStack().undo();
    QCOMPARE(fixture.conversation().title, QString());
}

void TestSessions::aFileChangedOutsideIsToldAndReloaded()
{
    AppFixture fixture;
    fixture.start();
    fixture.type(u"mine"_s);
    QVERIFY(fixture.app().document().saver().saveNow().ok());
    QFile file(pathOf(fixture));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray theirs = file.readAll().replace("\"draft\": \"mine\"", "\"draft\": \"theirs\"");
    file.close();
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(theirs);
    file.close();
    using State = conversation::DocumentSaver::State;
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Conflict);
    QTRY_VERIFY(fixture.window().isVisible());
    fixture.app().sessions().reloadCurrent();
    QTRY_COMPARE(fixture.conversation().draft, u"theirs"_s);
    QCOMPARE(fixture.app().document().saver().state(), State::Saved);
}

void TestSessions::theListIsWorkedByKeyboard()
{
    AppFixture fixture;
    fixture.start();
    const QString first = pathOf(fixture);
    press(fixture, Qt::Key_N);
    QTRY_VERIFY(pathOf(fixture) != first);
    QVERIFY(fixture.ask(u"Something else"_s));
    QTRY_COMPARE(fixture.app().sessions().model().rowCount(), 2);
    press(fixture, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(fixture.control(u"Search everything"_s));
    QWidget *search = fixture.control(u"Search everything"_s);
    QTest::keyClicks(search, u"field"_s);
    const auto *list = qobject_cast<QListView *>(fixture.control(u"Conversations"_s));
    QVERIFY(list);
    QVERIFY(list->model()->rowCount() >= 1); // below it what is found in the texts
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(pathOf(fixture), first);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(list->model()->rowCount(), 2);
}

void TestSessions::leavingTheSearchBringsBackWhatGaveWayToIt()
{
    AppFixture fixture;
    fixture.start();
    fixture.window().resize(1280, 800);
    QTRY_VERIFY(!fixture.window().isListShown());
    QTRY_VERIFY(fixture.control(u"Inspector"_s));
    fixture.control(u"Message"_s)->setFocus();
    press(fixture, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(fixture.control(u"Search everything"_s));
    QTRY_VERIFY(!fixture.control(u"Inspector"_s));
    QTest::keyClick(fixture.control(u"Search everything"_s), Qt::Key_Escape);
    QTRY_VERIFY(fixture.control(u"Inspector"_s));
    QVERIFY(!fixture.window().isListShown());
    QTRY_COMPARE(QApplication::focusWidget(), fixture.control(u"Message"_s));
    // A list that was there stays; the keyboard goes back all the same.
    fixture.window().setListShown(true);
    press(fixture, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(QApplication::focusWidget(), fixture.control(u"Search everything"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(QApplication::focusWidget(), fixture.control(u"Message"_s));
    QVERIFY(fixture.window().isListShown());
}

void TestSessions::undoSurvivesARestart()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"Hello"_s));
    fixture.restart();
    QCOMPARE(fixture.rows(), 2);
    QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fixture.rows(), 1);
    QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fixture.rows(), 0);
    QTest::keyClick(fixture.widget(), Qt::Key_Y, Qt::ControlModifier);
    QTest::keyClick(fixture.widget(), Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(fixture.rows(), 2);
    QVERIFY(fixture.row(1).state == ui::models::TurnState::Complete);
}

void TestSessions::theInspectorFollowsTheMessageAndTheBranch()
{
    AppFixture fixture;
    fixture.start();
    const auto shown = [&] { return fixture.widget()->findChild<ui::inspector::Inspector *>()->exchange(); };
    const auto exchangeOf = [&](int row) {
        return fixture.conversation().turns[size_t(row)].facts.exchangeId.value_or(0);
    };
    QVERIFY(fixture.ask(u"First"_s));
    QVERIFY(fixture.ask(u"Second"_s));
    const qint64 second = exchangeOf(3);
    QCOMPARE(shown(), second);
    fixture.app().transcriptView().setCurrentRow(0); // a question has the exchange of its answer
    QCOMPARE(shown(), exchangeOf(1));
    fixture.app().transcriptView().setCurrentRow(3);
    QCOMPARE(shown(), second);
    press(fixture, Qt::Key_R); // again: a branch of its own
    QTRY_VERIFY(fixture.app().run().isRunning());
    QVERIFY(fixture.waitUntilIdle());
    QVERIFY(exchangeOf(3) != second);
    QCOMPARE(shown(), exchangeOf(3));
    fixture.app().transcriptView().setFocus();
    fixture.app().transcriptView().setCurrentRow(3);
    QTest::keyClick(&fixture.app().transcriptView(), Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(exchangeOf(3), second);
    QCOMPARE(shown(), second);
}

QTEST_MAIN(TestSessions)
#include "tst_sessions.moc"
