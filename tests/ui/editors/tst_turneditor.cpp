// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/conversation/conversationdocument.h"
#include "tests/support/cputimer.h"
#include "ui/editors/turn/turneditor.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/s3dialog.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tokens.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using editors::TurnEditor;

namespace
{

QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(name));
    return file.fileName();
}

QByteArray bytesOf(const QImage &image)
{
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    image.save(&png, "PNG");
    return png.data();
}

QImage picture()
{
    QImage picture(40, 30, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    return picture;
}

/// The colour of the first marked stretch of a field; invalid when nothing is marked.
QColor markColour(QWidget *field)
{
    const auto *edit = qobject_cast<QPlainTextEdit *>(field);
    const auto formats =
        edit ? edit->document()->firstBlock().layout()->formats() : QList<QTextLayout::FormatRange>();
    return formats.isEmpty() ? QColor() : formats.first().format.foreground().color();
}

} // namespace

/// Acts by keys on what an accessible name leads to.
class TestTurnEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void cleanup()
    {
        m_editor.reset();
        m_model.reset();
        m_document.reset();
    }

    void aTextIsWritten();
    void aCachePointGetsItsTimeToLive();
    void aGuardedTextGetsItsQualifiers();
    void aToolCallIsWrittenAndChecked();
    void aToolResultIsWrittenPieceByPiece();
    void aSearchResultIsWritten();
    void citationsAreWrittenAsJson();
    void citationsAreReadBesideTheirText();
    void aGuardedImageHasItsCard();
    void anAttachmentIsReplaced();
    void aDocumentHasItsContextAndCitations();
    void aFilmAndASoundAreAttachedMutedAndSaved_data();
    void aFilmAndASoundAreAttachedMutedAndSaved();
    void anyKindIsWrittenAsJson();
    void unfinishedJsonIsKeptAndSaid();
    void everyBlockCanBeEditedAsJson();
    void theBytesOfAnAttachmentAreShownByWhatStandsForThem();
    void aLargeAttachmentIsShownAsJsonAtOnce();
    void reasoningIsReadAndCanBeDeleted();
    void anAttachmentIsShown();
    void aFileIsDroppedAndPasted();
    void aFileIsChosen();
    void aPictureIsPasted();
    void anObjectOfS3IsAskedFor();
    void aFileThatCannotBeAttachedIsNamed();
    void whatComesIntoAToolResultIsItsContent();
    void everyKindOfContentOfAToolResultHasItsForm();
    void variablesAreMarkedAndOffered();
    void blocksAreMovedMutedAndDeletedByKeyboard();
    void theMenuKeyHasWhatCanBeDoneWithABlock();
    void theRoleIsChosen();
    void undoAndRedoAreTheEditorsOwn();
    void tabGoesThroughEverythingInOrder();
    void neighboursOfAnEditStayByteForByte();
    void escapeAndTheButtonsAskTheOwner();

private:
    void start(const QByteArray &content, const QByteArray &earlierAnswer = {});
    QWidget *find(const QString &name) const
    {
        for (QWidget *widget : m_editor->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            if (widget->accessibleName() == name || (button && button->text() == name))
                return widget;
        }
        qWarning("nothing is called %s", qPrintable(name));
        return nullptr;
    }
    void press(const QString &name)
    {
        QWidget *button = find(name);
        QVERIFY(button);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
    }
    void write(const QString &name, const QString &text)
    {
        QWidget *field = find(name);
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    /// Chooses from the menu of a button by the letter of the entry.
    void choose(const QString &button, const QString &entry)
    {
        auto *widget = find(button);
        QVERIFY(widget);
        QMenu *menu = nullptr;
        if (auto *push = qobject_cast<QPushButton *>(widget))
            menu = push->menu();
        else if (auto *tool = qobject_cast<QToolButton *>(widget))
            menu = tool->menu();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') == entry) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(entry));
    }
    QByteArray content() const
    {
        return json::write(conversation::blocksToJson(m_document->conversation().turns.back().content));
    }
    QString visibleText() const
    {
        QStringList texts;
        for (const QLabel *label : m_editor->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }

    /// The kinds of the blocks, in order.
    QString kinds() const
    {
        QStringList kinds;
        for (int row = 0; row < m_model->rowCount(); ++row)
            kinds << m_model->block(row).value.keyAt(0);
        return kinds.join(u' ');
    }
    void paste(const QString &field)
    {
        QWidget *widget = find(field);
        QVERIFY(widget);
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_V, Qt::ControlModifier);
    }
    /// In the dialog that asks for one.
    void chooseFile(const QString &path)
    {
        const auto dialogs = m_editor->findChildren<QFileDialog *>();
        QVERIFY(!dialogs.isEmpty() && dialogs.last()->isVisible());
        auto *name = dialogs.last()->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        m_editor->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }
    QString jsonText(const QString &field) const
    {
        const QWidget *editor = find(field);
        const auto *view = editor ? qobject_cast<const widgets::JsonView *>(editor->parentWidget()) : nullptr;
        return view ? QString::fromUtf8(view->bytes()) : QString();
    }
    QString plainText(const QString &field) const
    {
        const auto *edit = qobject_cast<QPlainTextEdit *>(find(field));
        return edit ? edit->toPlainText() : QString();
    }
    void answerS3(const QString &uri)
    {
        auto *dialog = m_editor->findChild<widgets::S3Dialog *>();
        QVERIFY(dialog && dialog->isVisible());
        for (auto *field : dialog->findChildren<QLineEdit *>()) {
            if (field->accessibleName() != u"S3 object")
                continue;
            QTest::keyClicks(field, uri);
            QTest::keyClick(field, Qt::Key_Return);
        }
    }

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<models::TurnBlocksModel> m_model;
    std::unique_ptr<TurnEditor> m_editor;
};

void TestTurnEditor::start(const QByteArray &content, const QByteArray &earlierAnswer)
{
    conversation::Conversation conversation = conversation::newConversation();
    if (!earlierAnswer.isEmpty())
        conversation.turns.push_back(conversation::makeTurn(
            u"assistant"_s, conversation::blocksFromJson(*json::parse(earlierAnswer))));
    conversation.turns.push_back(
        conversation::makeTurn(u"user"_s, conversation::blocksFromJson(*json::parse(content))));
    conversation.toolConfig =
        *json::parse(R"({"tools":[{"toolSpec":{"name":"top_song","inputSchema":{"json":{"type":"object",)"
                     R"("properties":{"decade":{"type":"integer"}}}}}}]})");
    m_document = std::make_unique<ConversationDocument>(conversation);
    m_model = std::make_unique<models::TurnBlocksModel>(m_document.get(),
                                                        m_document->conversation().turns.back().id);
    m_editor = std::make_unique<TurnEditor>(m_model.get());
    m_editor->resize(560, 800);
    m_editor->show();
    m_editor->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
}

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

void TestTurnEditor::aGuardedImageHasItsCard()
{
    QTemporaryDir folder;
    start("[]");
    choose(u"Add block"_s, u"Guarded image…"_s);
    chooseFile(makeFile(folder, u"cover.png"_s, bytesOf(picture())));
    QTRY_COMPARE(kinds(), u"guardContent"_s);
    QVERIFY(content().startsWith(R"([{"guardContent":{"image":{"format":"png","source":{"bytes":)"));
    QTRY_VERIFY(visibleText().contains(u"image · png · 40 × 30"_s));
    QVERIFY(visibleText().contains(u"guardContent"_s));

    // What else it holds stays, and what is no PNG or JPEG is said.
    start(
        R"([{"guardContent":{"image":{"format":"gif","source":{"bytes":"R0lGODlhAQABAAAAADs="},"later":1}}}])");
    QTRY_VERIFY(visibleText().contains(u"a guarded image is a PNG or a JPEG; this one is gif"_s));
    choose(u"More for Image"_s, u"Replace…"_s);
    chooseFile(makeFile(folder, u"notes.txt"_s, "Notes"));
    QTRY_VERIFY(visibleText().contains(u"notes.txt is no image"_s));
    choose(u"More for Image"_s, u"Replace…"_s);
    chooseFile(makeFile(folder, u"cover.png"_s, bytesOf(picture())));
    QTRY_VERIFY(content().startsWith(R"([{"guardContent":{"image":{"format":"png","source":{"bytes":)"));
    QVERIFY(content().endsWith(R"("},"later":1}}}])"));
    QTRY_VERIFY(find(u"Preview cover.png"_s));
    QVERIFY(!visibleText().contains(u"is a PNG"_s));
}

void TestTurnEditor::anAttachmentIsReplaced()
{
    QTemporaryDir folder;
    start(R"([{"text":"a"},{"outcropMuted":{"document":{"format":"pdf","name":"Rules","context":"c",)"
          R"("source":{"s3Location":{"uri":"s3:)"
          R"(/)"
          R"(/b/k.pdf"}}}}}])");
    choose(u"More for Rules"_s, u"Replace…"_s);
    chooseFile(makeFile(folder, u"notes.txt"_s, "Notes"));
    const QByteArray replaced =
        R"([{"text":"a"},{"outcropMuted":{"document":{"format":"txt","name":"notes","context":"c",)"
        R"("source":{"bytes":"Tm90ZXM="}}}}])";
    QTRY_COMPARE(content(), replaced);
    QCOMPARE(m_document->undoStack().count(), 1);
    m_document->undoStack().undo();
    QVERIFY(find(u"Preview Rules"_s));
}

void TestTurnEditor::aDocumentHasItsContextAndCitations()
{
    const QByteArray begin = R"([{"document":{"format":"txt","name":"Rules","source":{"bytes":"Tm90ZXM="})";
    start(begin + "}}]");
    choose(u"More for Rules"_s, u"Context and citations"_s);
    write(u"Context of block 1"_s, u"Of 2026"_s);
    auto *citations = qobject_cast<QComboBox *>(find(u"Citations of block 1"_s));
    citations->setFocus();
    QTest::keyClick(citations, Qt::Key_Down);
    QCOMPARE(content(), begin + R"(,"context":"Of 2026","citations":{"enabled":true}}}])");
    QTest::keyClick(citations, Qt::Key_Down);
    QCOMPARE(content(), begin + R"(,"context":"Of 2026","citations":{"enabled":false}}}])");
    write(u"Context of block 1"_s, {});
    QTest::keyClick(citations, Qt::Key_Home);
    QCOMPARE(content(), begin + "}}]");

    start(begin + R"(,"citations":{"enabled":true,"later":1}}}])");
    citations = qobject_cast<QComboBox *>(find(u"Citations of block 1"_s)); // shown, as it is there
    QVERIFY(citations);
    QCOMPARE(citations->currentText(), u"enabled"_s);
    QTest::keyClick(citations, Qt::Key_Down);
    QVERIFY(content().endsWith(R"("citations":{"enabled":false,"later":1}}}])"));
}

void TestTurnEditor::aFilmAndASoundAreAttachedMutedAndSaved_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("facts");
    const QByteArray film("\0\0\0\x18"
                          "ftypisom",
                          12);
    QTest::newRow("film") << u"clip.mp4"_s << film + QByteArray(3988, 'v') << u"video · mp4 · 4 kB raw"_s;
    QTest::newRow("sound") << u"talk.mp3"_s << "ID3" + QByteArray(1997, 'a') << u"audio · mp3 · 2 kB raw"_s;
}

void TestTurnEditor::aFilmAndASoundAreAttachedMutedAndSaved()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, facts);
    QTemporaryDir folder;
    start(R"([{"text":"a"}])");
    choose(u"Attach"_s, u"Files…"_s);
    chooseFile(makeFile(folder, fileName, bytes));
    QTRY_COMPARE(m_model->rowCount(), 2);
    const QString kind = m_model->block(1).value.keyAt(0);
    QVERIFY(facts.startsWith(kind));
    QTRY_VERIFY(visibleText().contains(facts));
    QTRY_COMPARE(QApplication::focusWidget(), find(u"Preview "_s + fileName));
    press(u"Mute block 2"_s);
    QVERIFY(content().contains(R"({"outcropMuted":{")" + kind.toUtf8() + R"(":{"format":)"));
    QVERIFY(visibleText().contains(u"muted, not sent · "_s + kind));
    QVERIFY(m_model->block(1).muted);
    const QByteArray sent =
        json::write(conversation::toConverseBody(m_document->conversation()).value("messages"_L1));
    QCOMPARE(sent, R"([{"role":"user","content":[{"text":"a"}]}])");
    QWidget *preview = find(u"Preview "_s + fileName);
    preview->setFocus();
    QTest::keyClick(preview, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(kinds(), kind + u" text"_s);
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

void TestTurnEditor::theBytesOfAnAttachmentAreShownByWhatStandsForThem()
{
    const QByteArray base64 = QByteArray(600, 'v').toBase64();
    const QByteArray end = R"(,"source":{"bytes":")" + base64 + R"("}}}])";
    start(R"([{"video":{"format":"mp4")" + end);
    find(u"Preview Video"_s)->setFocus();
    press(u"Show block 1 as JSON"_s);
    const QString field = u"Block 1 as JSON"_s;
    const QString shown = jsonText(field);
    QVERIFY2(shown.contains(u"800 B base64 · "_s) && shown.size() < 200, qPrintable(shown));
    QCOMPARE(m_document->undoStack().count(), 0);
    // What is copied has the bytes.
    find(field)->setFocus();
    QTest::keyClick(find(field), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(find(field), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(base64)));
    // The rest is edited around them.
    write(field, QString(shown).replace(u"mp4"_s, u"webm"_s).simplified());
    QCOMPARE(content(), R"([{"video":{"format":"webm")" + end);
    // Where they are damaged, or nothing is JSON any more, nothing is lost.
    write(field, QString(shown).replace(u"800 B"_s, u"80 B"_s).simplified());
    QVERIFY(visibleText().contains(u"stood for bytes"_s));
    QVERIFY(conversation::holdsUnfinished(m_model->block(0).value));
    write(field, shown.simplified().chopped(1));
    QVERIFY(conversation::unfinishedText(m_model->block(0).value)->contains(QString::fromLatin1(base64)));
    QTest::keyClicks(find(field), u"}"_s);
    QCOMPARE(content(), R"([{"video":{"format":"mp4")" + end);
}

/// reliability.md, P32.
void TestTurnEditor::aLargeAttachmentIsShownAsJsonAtOnce()
{
    start("[]");
    const json::Json source =
        json::Json::object({{"bytes"_L1, json::Json::string(QByteArray(25'000'000, 'v').toBase64())}});
    m_document->insertBlock({m_model->turnId()}, 0,
                            attachments::makeBlock({attachments::Medium::Video, u"mp4"_s}, {}, source));
    QTRY_VERIFY(visibleText().contains(u"25.0 MB raw"_s));
    find(u"Preview Video"_s)->setFocus();
    QWidget *toggle = find(u"Show block 1 as JSON"_s);
    QVERIFY(toggle);
    testsupport::CpuTimer timer;
    QTest::keyClick(toggle, Qt::Key_Space);
    const double taken = double(timer.nsecsElapsed()) / 1e6;
    qInfo("shown as JSON in %.1f ms", taken);
    QVERIFY(jsonText(u"Block 1 as JSON"_s).contains(u"33 MB base64 · "_s));
    QVERIFY(visibleText().contains(u"too long to be typed here"_s));
    QVERIFY2(taken < 60, qPrintable(QString::number(taken)));
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

void TestTurnEditor::anAttachmentIsShown()
{
    start(R"([{"document":{"format":"pdf","name":"Rules","source":{"s3Location":{"uri":"s3://b/k.pdf"}}}}])");
    QTRY_VERIFY(visibleText().contains(u"s3://b/k.pdf"_s));
}

void TestTurnEditor::aFileIsDroppedAndPasted()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"notes.txt"_s, "Notes");
    start(R"([{"text":"a"}])");
    auto *text = qobject_cast<QAbstractScrollArea *>(find(u"Text of block 1"_s));
    QVERIFY(text);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(text->viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(text->viewport(), &drop);
    QTRY_COMPARE(m_model->rowCount(), 2);
    QVERIFY(content().startsWith(R"([{"text":"a"},{"document":{"format":"txt","name":"notes")"));
    auto *pasted = new QMimeData;
    pasted->setUrls(data.urls());
    QGuiApplication::clipboard()->setMimeData(pasted);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(m_model->rowCount(), 3);
    QVERIFY(content().startsWith(R"([{"text":"a"},)"));
}

void TestTurnEditor::aFileIsChosen()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"notes.txt"_s, "Notes");
    start(R"([{"text":"a"}])");
    choose(u"Attach"_s, u"Files…"_s);
    chooseFile(path);
    QTRY_COMPARE(kinds(), u"text document"_s);
    QCOMPARE(m_model->block(1).fileName, u"notes.txt"_s);
    QTRY_VERIFY(visibleText().contains(u"document · txt · 5 bytes raw"_s));
}

void TestTurnEditor::aPictureIsPasted()
{
    start(R"([{"text":"a"}])");
    QGuiApplication::clipboard()->setImage(picture());
    paste(u"Text of block 1"_s);
    QTRY_COMPARE(kinds(), u"text image"_s);
    QTRY_VERIFY(visibleText().contains(u"image · png · 40 × 30"_s));
    choose(u"Attach"_s, u"From the clipboard"_s);
    QTRY_COMPARE(kinds(), u"text image image"_s);
    // A word processor gives a picture of its words: those are meant.
    auto *words = new QMimeData;
    words->setText(u"words"_s);
    words->setImageData(picture());
    QGuiApplication::clipboard()->setMimeData(words);
    paste(u"Text of block 1"_s);
    QVERIFY(content().contains("words"));
    QCOMPARE(kinds(), u"text image image"_s);
}

void TestTurnEditor::anObjectOfS3IsAskedFor()
{
    start("[]");
    choose(u"Attach"_s, u"S3 object…"_s);
    answerS3(u"s3://my-bucket/talk.mp3"_s);
    const QByteArray expected =
        R"([{"audio":{"format":"mp3","source":{"s3Location":{"uri":"s3://my-bucket/talk.mp3"}}}}])";
    QCOMPARE(content(), expected);
    QTRY_VERIFY(visibleText().contains(u"audio · mp3 · s3://my-bucket/talk.mp3"_s));
}

void TestTurnEditor::aFileThatCannotBeAttachedIsNamed()
{
    QTemporaryDir folder;
    start(R"([{"text":"a"}])");
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(makeFile(folder, u"program"_s,
                                                QByteArray("\x7f"
                                                           "ELF\0",
                                                           5)))});
    QGuiApplication::clipboard()->setMimeData(data);
    paste(u"Text of block 1"_s);
    QTRY_VERIFY(visibleText().contains(u"Cannot attach program"_s));
    QCOMPARE(content(), R"([{"text":"a"}])");
    QSignalSpy close(m_editor.get(), &TurnEditor::closeRequested);
    QWidget *dismiss = find(u"Dismiss"_s);
    dismiss->setFocus();
    QTest::keyClick(dismiss, Qt::Key_Escape);
    QVERIFY(!visibleText().contains(u"Cannot attach program"_s));
    QCOMPARE(close.size(), 0);
}

void TestTurnEditor::whatComesIntoAToolResultIsItsContent()
{
    start(R"([{"toolResult":{"toolUseId":"t1","content":[{"text":"Seen"}]}}])");
    QGuiApplication::clipboard()->setImage(picture());
    paste(u"Text 1 of block 1"_s);
    QTRY_VERIFY(content().contains(R"({"text":"Seen"},{"image":{"format":"png")"));
    choose(u"Add content to block 1"_s, u"S3 object…"_s);
    answerS3(u"s3://my-bucket/clip.mp4"_s);
    const QByteArray video =
        R"({"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://my-bucket/clip.mp4"}}}}]}}])";
    QVERIFY(content().endsWith(video));
    QCOMPARE(kinds(), u"toolResult"_s);
}

void TestTurnEditor::everyKindOfContentOfAToolResultHasItsForm()
{
    const QByteArray source = R"("source":{"s3Location":{"uri":"s3://b/k"}}})";
    start(R"([{"toolResult":{"toolUseId":"t1","content":[{"text":"a"},{"json":{"b":1}},)"
          R"({"image":{"format":"png",)" +
          source + R"(},{"document":{"format":"pdf","name":"Rules",)" + source +
          R"(},{"video":{"format":"mp4",)" + source +
          R"(},{"searchResult":{"source":"s","title":"t","content":[{"text":"x"}],"later":1}}]}}])");
    for (const QString &name : {u"Text 1 of block 1"_s, u"JSON 2 of block 1"_s, u"Preview Rules"_s,
                                u"Preview k"_s, u"Source of content 6 of block 1"_s})
        QVERIFY2(find(name), qPrintable(name));
    choose(u"More for Rules"_s, u"Context and citations"_s);
    write(u"Context of content 4 of block 1"_s, u"c"_s);
    QVERIFY(content().contains(source.chopped(1) + R"(,"context":"c"}})"));
    QTemporaryDir folder;
    choose(u"More for Rules"_s, u"Replace…"_s);
    chooseFile(makeFile(folder, u"notes.txt"_s, "Notes"));
    QTRY_VERIFY(content().contains(R"("name":"notes","source":{"bytes":"Tm90ZXM="},"context":"c"}})"));
    write(u"Title of content 6 of block 1"_s, u"Found"_s);
    write(u"Text 1 of content 6 of block 1"_s, u"y"_s);
    QVERIFY(content().contains(
        R"({"searchResult":{"source":"s","title":"Found","content":[{"text":"y"}],"later":1}})"));
    choose(u"Add content to block 1"_s, u"Search result"_s);
    QCOMPARE(QApplication::focusWidget(), find(u"Source of content 7 of block 1"_s));
}

void TestTurnEditor::variablesAreMarkedAndOffered()
{
    start(R"([{"text":"On {{station}}"},{"toolResult":{"toolUseId":"t","content":[{"text":"{{city}}"}]}},)"
          R"({"guardContent":{"text":{"text":"{{station}}"}}}])");
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
    QVERIFY(!markColour(find(u"Guarded text of block 3"_s)).isValid()); // it is sent as it is written

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

QTEST_MAIN(TestTurnEditor)
#include "tst_turneditor.moc"
