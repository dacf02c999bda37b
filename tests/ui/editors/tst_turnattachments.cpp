// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "tests/support/cputimer.h"
#include "tests/ui/editors/turneditorrig.h"
#include "ui/widgets/messageedit.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace outcrop;
using namespace outcrop::ui;
using namespace Qt::StringLiterals;
using editors::TurnEditor;
using test::makeFile;

namespace
{

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

} // namespace

/// Files, pictures and objects in S3 in the editor of a message.
class TestTurnAttachments : public test::TurnEditorRig
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUp(); }
    void cleanupTestCase() { tearDown(); }
    void cleanup() { clear(); }

    void anAttachmentIsShown();
    void aFileIsChosen();
    void aFileIsDroppedAndPasted();
    void aPictureIsPasted();
    void anObjectOfS3IsAskedFor();
    void aFileThatCannotBeAttachedIsNamed();
    void aFilmAndASoundAreAttachedMutedAndSaved_data();
    void aFilmAndASoundAreAttachedMutedAndSaved();
    void anAttachmentIsReplaced();
    void aDocumentHasItsContextAndCitations();
    void aGuardedImageHasItsCard();
    void whatComesIntoAToolResultIsItsContent();
    void everyKindOfContentOfAToolResultHasItsForm();
    void theBytesOfAnAttachmentAreShownByWhatStandsForThem();
    void aLargeAttachmentIsShownAsJsonAtOnce();
    void aLongTextIsOfferedAsADocument();
    void aLongTextInAToolResultIsADocumentOfIt();
    void charactersNobodySeesAreSaid_data();
    void charactersNobodySeesAreSaid();
    void theKeyboardStaysWhereOneWritesMeanwhile();
    void whatIsReplacedIsWhatWasAskedForThoughItMoved();
};

void TestTurnAttachments::aLongTextIsOfferedAsADocument()
{
    start(R"([{"text":"a"},{"text":""}])");
    const QString text(widgets::MessageEdit::longText, u'x');
    QGuiApplication::clipboard()->setText(text);
    paste(u"Text of block 2"_s);
    QCOMPARE(content(), R"([{"text":"a"},{"text":""}])");
    QCOMPARE(QApplication::focusWidget(), find(u"Attach as document"_s));
    QVERIFY(m_editor->whyNotWhole().contains(u"long text"_s));
    QTest::keyClick(find(u"Attach as document"_s), Qt::Key_Space);
    QTRY_COMPARE(kinds(), u"text document text"_s); // before the text, as in the composer
    QCOMPARE(m_editor->whyNotWhole(), QString());
    QCOMPARE(QApplication::focusWidget(), find(u"Text of block 3"_s));

    paste(u"Text of block 1"_s);
    QSignalSpy close(m_editor.get(), &TurnEditor::closeRequested);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // the question goes, the editor stays
    QCOMPARE(close.size(), 0);
    QVERIFY(content().startsWith(R"([{"text":"a"},)"));
    paste(u"Text of block 1"_s);
    press(u"Insert here"_s);
    QVERIFY(content().contains(text.toUtf8()));
    QCOMPARE(kinds(), u"text document text"_s);
}

void TestTurnAttachments::aLongTextInAToolResultIsADocumentOfIt()
{
    start(R"([{"toolResult":{"toolUseId":"t1","content":[{"text":"Seen"}]}}])");
    QGuiApplication::clipboard()->setText(QString(widgets::MessageEdit::longText, u'x'));
    paste(u"Text 1 of block 1"_s);
    press(u"Attach as document"_s);
    QTRY_VERIFY(content().startsWith(R"([{"toolResult":{"toolUseId":"t1","content":[{"document":)"));
    QVERIFY(content().endsWith(R"(,{"text":"Seen"}]}}])"));
    QCOMPARE(QApplication::focusWidget(), find(u"Text 2 of block 1"_s));
}

void TestTurnAttachments::charactersNobodySeesAreSaid_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QString>("field");
    QTest::newRow("text") << R"({"text":"%1"})"_ba << u"Text of block 1"_s;
    QTest::newRow("guarded") << R"({"guardContent":{"text":{"text":"%1"}}})"_ba
                             << u"Guarded text of block 1"_s;
    QTest::newRow("search result")
        << R"({"searchResult":{"source":"s","title":"t","content":[{"text":"%1"}]}})"_ba
        << u"Text 1 of block 1"_s;
}

void TestTurnAttachments::charactersNobodySeesAreSaid()
{
    QFETCH(QByteArray, block);
    QFETCH(QString, field);
    const auto holding = [&](const QByteArray &text) {
        return '[' + QByteArray(block).replace("%1", text) + ']';
    };
    start(holding({}));
    QGuiApplication::clipboard()->setText(u"a\u202eb\u200bc"_s);
    paste(field);
    QVERIFY(visibleText().contains(u"cannot be seen (2)"_s));
    press(u"Remove them"_s);
    QCOMPARE(content(), holding("abc"));
    QVERIFY(!visibleText().contains(u"cannot be seen"_s));
    QCOMPARE(QApplication::focusWidget(), find(field));
}

void TestTurnAttachments::theKeyboardStaysWhereOneWritesMeanwhile()
{
    QTemporaryDir folder;
    start(R"([{"text":"a"},{"toolResult":{"toolUseId":"t1","content":[{"text":"b"}]}}])");
    find(u"Attach"_s)->setFocus();
    choose(u"Attach"_s, u"Files…"_s);
    chooseFile(makeFile(folder, u"notes.txt"_s, "Notes"));
    QCOMPARE(m_model->rowCount(), 2); // it is being read
    find(u"Text of block 1"_s)->setFocus();
    QTRY_COMPARE(m_model->rowCount(), 3);
    QTest::keyClicks(QApplication::focusWidget(), u"more"_s);
    QVERIFY(content().contains("more"));
    QCOMPARE(QApplication::focusWidget(), find(u"Text of block 1"_s));

    QGuiApplication::clipboard()->setImage(picture());
    paste(u"Text 1 of block 2"_s);
    QTRY_VERIFY(content().contains(R"({"text":"b"},{"image")"));
    QCOMPARE(QApplication::focusWidget(), find(u"Text 1 of block 2"_s));
}

void TestTurnAttachments::whatIsReplacedIsWhatWasAskedForThoughItMoved()
{
    QTemporaryDir folder;
    const QByteArray first = R"({"document":{"format":"txt","name":"First","source":{"bytes":"YQ=="}}})";
    const QByteArray second = R"({"document":{"format":"txt","name":"Second","source":{"bytes":"YQ=="}}})";
    start(R"([{"toolResult":{"toolUseId":"t1","content":[)" + first + ',' + second + "]}}]");
    choose(u"More for Second"_s, u"Replace…"_s);
    chooseFile(makeFile(folder, u"notes.txt"_s, "Notes"));
    press(u"Move content 2 of block 1 up"_s); // while it is being read
    QVERIFY(content().contains(second + ',' + first));
    QTRY_VERIFY(!content().contains("Second"));
    QVERIFY(content().endsWith(R"("name":"notes","source":{"bytes":"Tm90ZXM="}}},)" + first + "]}}]"));
}

void TestTurnAttachments::anAttachmentIsShown()
{
    start(R"([{"document":{"format":"pdf","name":"Rules","source":{"s3Location":{"uri":"s3://b/k.pdf"}}}}])");
    QTRY_VERIFY(visibleText().contains(u"s3://b/k.pdf"_s));
}

void TestTurnAttachments::aFileIsChosen()
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

void TestTurnAttachments::aFileIsDroppedAndPasted()
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

void TestTurnAttachments::aPictureIsPasted()
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

void TestTurnAttachments::anObjectOfS3IsAskedFor()
{
    start("[]");
    choose(u"Attach"_s, u"S3 object…"_s);
    answerS3(u"s3://my-bucket/talk.mp3"_s);
    const QByteArray expected =
        R"([{"audio":{"format":"mp3","source":{"s3Location":{"uri":"s3://my-bucket/talk.mp3"}}}}])";
    QCOMPARE(content(), expected);
    QTRY_VERIFY(visibleText().contains(u"audio · mp3 · s3://my-bucket/talk.mp3"_s));
}

void TestTurnAttachments::aFileThatCannotBeAttachedIsNamed()
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

void TestTurnAttachments::aFilmAndASoundAreAttachedMutedAndSaved_data()
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

void TestTurnAttachments::aFilmAndASoundAreAttachedMutedAndSaved()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, facts);
    QTemporaryDir folder;
    start(R"([{"text":"a"}])");
    find(u"Attach"_s)->setFocus();
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

void TestTurnAttachments::anAttachmentIsReplaced()
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

void TestTurnAttachments::aDocumentHasItsContextAndCitations()
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

void TestTurnAttachments::aGuardedImageHasItsCard()
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

void TestTurnAttachments::whatComesIntoAToolResultIsItsContent()
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

void TestTurnAttachments::everyKindOfContentOfAToolResultHasItsForm()
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

void TestTurnAttachments::theBytesOfAnAttachmentAreShownByWhatStandsForThem()
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
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(base64)));
    QGuiApplication::clipboard()->clear(); // by the menu it is the same
    QVERIFY(QMetaObject::invokeMethod(find(field), "copy"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(base64)));
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

void TestTurnAttachments::aLargeAttachmentIsShownAsJsonAtOnce()
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

QTEST_MAIN(TestTurnAttachments)
#include "tst_turnattachments.moc"
