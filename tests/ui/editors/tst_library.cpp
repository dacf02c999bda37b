// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "ui/editors/librarydialog.h"
#include "ui/editors/libraryshelves.h"
#include "ui/editors/requestpane.h"
#include "ui/widgets/theme.h"

#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using conversation::NameClash;
using conversation::ShelfKind;
using editors::LibraryDialog;
using json::Json;

class TestLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theButtonOfASectionAsksForItsLibrary();
    void insertsWhatIsChosen();
    void savesUnderATypedName();
    void aTakenNameIsAskedInPlace();
    void aToolOfTheSameNameIsAskedInPlace();
    void aBrokenFileSaysWhereAndIsNotInserted();
    void whereAToolIsUsed();
    void whereAPresetIsUsed();
    void anEmptyLibrarySaysWhatToDo();
    void droppedFilesGoIntoTheRequest();
    void otherFilesAreLeftToTheWindow();

private:
    template <typename T>
    T *named(const QString &name) const
    {
        for (T *widget : m_dialog->findChildren<T *>()) {
            if (widget->accessibleName() == name || widget->property("text").toString() == name)
                return widget;
        }
        return nullptr;
    }
    QString visibleText() const
    {
        QStringList texts;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    QString library() const { return m_folder->filePath(u"library"_s); }
    QString saveTool(const QString &name, const QString &toolName) const
    {
        const Json tool = Json::object({{"toolSpec"_L1, Json::object({{"name"_L1, Json(toolName)}})}});
        return conversation::saveToShelf(library(), ShelfKind::Tools, name, tool, NameClash::Replace)
            .valueOr({});
    }
    void show(ShelfKind kind, search::SearchService *service = nullptr)
    {
        m_dialog = std::make_unique<LibraryDialog>(library(), kind, m_document.get(), service);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    QListView *list(const QString &name) const { return named<QListView>(name); }
    bool drop(QWidget &pane, const QString &path) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&pane, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&pane, &event);
        return event.isAccepted();
    }
    QStringList toolNames() const
    {
        QStringList names;
        const Json tools = m_document->conversation().tools();
        for (qsizetype i = 0; i < tools.size(); ++i)
            names << tools.at(i).value("toolSpec"_L1).value("name"_L1).toString();
        return names;
    }

    widgets::Theme m_theme{widgets::ThemeChoice::Light};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<LibraryDialog> m_dialog;
};

void TestLibrary::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_document = std::make_unique<ConversationDocument>(conversation::newConversation());
}

void TestLibrary::cleanup()
{
    m_dialog.reset();
    m_document.reset();
}

void TestLibrary::theButtonOfASectionAsksForItsLibrary()
{
    editors::RequestPane pane(m_document.get());
    QSignalSpy asked(&pane, &editors::RequestPane::libraryRequested);
    for (QPushButton *button : pane.findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Library"_s))
            button->click();
    }
    QCOMPARE(asked.count(), 3);
    QCOMPARE(asked[1][0].value<ShelfKind>(), ShelfKind::Tools);
}

void TestLibrary::insertsWhatIsChosen()
{
    saveTool(u"first"_s, u"a"_s);
    saveTool(u"second"_s, u"b"_s);
    show(ShelfKind::Tools);
    QListView *items = list(u"Library of tools"_s);
    QTRY_COMPARE(items->model()->rowCount(), 2);
    QTRY_VERIFY(items->currentIndex().isValid());
    QTest::keyClicks(named<QLineEdit>(u"Filter the library"_s), u"seco"_s);
    QTRY_COMPARE(items->model()->rowCount(), 1);
    QTRY_VERIFY(named<QPushButton>(u"Insert"_s)->isEnabled());
    QTest::keyClick(named<QLineEdit>(u"Filter the library"_s), Qt::Key_Return);
    QCOMPARE(toolNames(), QStringList{u"b"_s});
    m_document->undoStack().undo();
    QCOMPARE(toolNames(), QStringList());
}

void TestLibrary::savesUnderATypedName()
{
    m_document->insertBlock({}, 0, conversation::textBlock(u"Be brief."_s).value);
    show(ShelfKind::Prompts);
    QVERIFY(!named<QPushButton>(u"Save"_s)->isEnabled());
    auto *name = named<QLineEdit>(u"Name in the library"_s);
    QTest::keyClicks(name, u"Brief"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(list(u"Library of prompts"_s)->model()->rowCount(), 1);
    QVERIFY(QFile::exists(library() + u"/prompts/Brief.json"_s));
    QCOMPARE(m_document->conversation().system.size(), 1U); // Return saved, and inserted nothing
}

void TestLibrary::aTakenNameIsAskedInPlace()
{
    m_document->setInference(u"maxTokens"_s, Json(7));
    show(ShelfKind::Presets);
    QTest::keyClicks(named<QLineEdit>(u"Name in the library"_s), u"Short"_s);
    auto *save = named<QPushButton>(u"Save"_s);
    save->click();
    QTRY_COMPARE(list(u"Library of presets"_s)->model()->rowCount(), 1);
    m_document->setInference(u"maxTokens"_s, Json(8));
    save->click();
    QTRY_VERIFY(visibleText().contains(u"The name is taken"_s));
    named<QPushButton>(u"Keep both"_s)->click();
    QTRY_COMPARE(list(u"Library of presets"_s)->model()->rowCount(), 2);
    save->click();
    named<QPushButton>(u"Replace"_s)->click();
    QVERIFY(!visibleText().contains(u"The name is taken"_s));
    const auto items = conversation::listShelf(library(), ShelfKind::Presets);
    QCOMPARE(items.size(), 2U);
    QCOMPARE(items[1].content.value("inferenceConfig"_L1).value("maxTokens"_L1).toInt(), 8);
}

void TestLibrary::aToolOfTheSameNameIsAskedInPlace()
{
    saveTool(u"one"_s, u"top"_s);
    show(ShelfKind::Tools);
    QTRY_VERIFY(named<QPushButton>(u"Insert"_s)->isEnabled());
    named<QPushButton>(u"Insert"_s)->click();
    QCOMPARE(toolNames(), QStringList{u"top"_s});
    named<QPushButton>(u"Insert"_s)->click();
    QCOMPARE(toolNames(), QStringList{u"top"_s});
    QVERIFY(visibleText().contains(u"The request has a tool top"_s));
    named<QPushButton>(u"Keep both"_s)->click();
    QCOMPARE(toolNames(), (QStringList{u"top"_s, u"top_2"_s}));
}

void TestLibrary::aBrokenFileSaysWhereAndIsNotInserted()
{
    const QString path = saveTool(u"broken"_s, u"x"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n \"tool\": }");
    file.close();
    show(ShelfKind::Tools);
    QTRY_VERIFY(visibleText().contains(path) && visibleText().contains(u"line 2"_s));
    QVERIFY(!named<QPushButton>(u"Insert"_s)->isEnabled());
}

void TestLibrary::whereAToolIsUsed()
{
    for (const QString &name : {u"top"_s, u"top_song"_s}) {
        conversation::Conversation made = conversation::newConversation();
        made.title = u"Has "_s + name;
        made.toolConfig = Json::object(
            {{"tools"_L1,
              Json::array({Json::object({{"toolSpec"_L1, Json::object({{"name"_L1, Json(name)}})}})})}});
        QFile file(m_folder->filePath(name + u".outcrop.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(conversation::encodeConversation(made));
    }
    search::SearchService service(m_folder->filePath(u"search.db"_s), QString());
    service.setFiles(
        {m_folder->filePath(u"top.outcrop.json"_s), m_folder->filePath(u"top_song.outcrop.json"_s)});
    QTRY_VERIFY(service.isUpToDate());
    saveTool(u"one"_s, u"top"_s);
    show(ShelfKind::Tools, &service);
    QTRY_VERIFY(visibleText().contains(u"One conversation has it"_s));
    auto *uses = named<QListWidget>(u"Conversations that have it"_s);
    QCOMPARE(uses->count(), 1);
    QCOMPARE(uses->item(0)->text(), u"Has top"_s);
    QSignalSpy opened(m_dialog.get(), &LibraryDialog::openRequested);
    uses->setCurrentRow(0);
    QTest::keyClick(uses, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toString(), m_folder->filePath(u"top.outcrop.json"_s));
    m_dialog.reset(); // before the service
}

void TestLibrary::whereAPresetIsUsed()
{
    const auto make = [this](const QString &title, const QByteArray &inference) {
        conversation::Conversation made = conversation::newConversation();
        made.title = title;
        made.inference = json::parse(inference).value();
        const QString path = m_folder->filePath(title + u".outcrop.json"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(conversation::encodeConversation(made));
        return path;
    };
    search::SearchService service(m_folder->filePath(u"search.db"_s), QString());
    service.setFiles({make(u"has it"_s, R"({"maxTokens":100,"temperature":0.20,"topP":1})"),
                      make(u"another value"_s, R"({"maxTokens":100,"temperature":0.7})"),
                      make(u"not all of it"_s, R"({"temperature":0.2})"), m_folder->filePath(u"absent"_s)});
    const Json preset = json::parse(R"({"inferenceConfig":{"maxTokens":100,"temperature":0.2}})").value();
    QVERIFY(
        conversation::saveToShelf(library(), ShelfKind::Presets, u"calm"_s, preset, NameClash::Replace).ok());
    show(ShelfKind::Presets, &service);
    QTRY_VERIFY2(visibleText().contains(u"One conversation has it"_s), qPrintable(visibleText()));
    auto *uses = named<QListWidget>(u"Conversations that have it"_s);
    QCOMPARE(uses->count(), 1);
    QCOMPARE(uses->item(0)->text(), u"has it"_s);
    m_dialog.reset();
}

void TestLibrary::anEmptyLibrarySaysWhatToDo()
{
    show(ShelfKind::Tools);
    QTRY_VERIFY(visibleText().contains(u"No tools yet"_s));
    QVERIFY(!named<QPushButton>(u"Insert"_s)->isEnabled());
}

void TestLibrary::droppedFilesGoIntoTheRequest()
{
    editors::RequestPane pane(m_document.get());
    editors::LibraryShelves shelves(library(), m_document.get(), nullptr, &pane);
    const QString path = saveTool(u"one"_s, u"top"_s);
    QVERIFY(drop(pane, path));
    QCOMPARE(toolNames(), QStringList{u"top"_s});
    m_document->undoStack().undo();
    m_document->insertBlock({}, 0, conversation::textBlock(u"words"_s).value);
    auto *field = pane.findChild<QPlainTextEdit *>();
    QVERIFY(field);
    QVERIFY(drop(*field->viewport(), path)); // not as text into the field
    QCOMPARE(toolNames(), QStringList{u"top"_s});
    QCOMPARE(field->toPlainText(), u"words"_s);
    QVERIFY(drop(pane, path)); // asks
    QCOMPARE(toolNames(), QStringList{u"top"_s});
    const auto *dialog = pane.findChild<LibraryDialog *>();
    QVERIFY(dialog && dialog->isVisible());
}

void TestLibrary::otherFilesAreLeftToTheWindow()
{
    editors::RequestPane pane(m_document.get());
    editors::LibraryShelves shelves(library(), m_document.get(), nullptr, &pane);
    QFile body(m_folder->filePath(u"body.json"_s));
    QVERIFY(body.open(QIODevice::WriteOnly));
    body.write(R"({"messages":[]})");
    body.close();
    QVERIFY(!drop(pane, body.fileName()));
    QVERIFY(!drop(pane, m_folder->filePath(u"picture.png"_s)));
}

QTEST_MAIN(TestLibrary)
#include "tst_library.moc"
