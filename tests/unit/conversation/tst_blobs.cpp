// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/attachments/attachmentfacts.h"
#include "core/conversation/blobs.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/undojournal.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

namespace
{

QByteArray pdfBytes(char fill = 'a', qsizetype size = 20'000)
{
    return "%PDF-1.7\n" + QByteArray(size, fill);
}

Block attachment(const QByteArray &bytes, const QString &fileName = u"Rules.pdf"_s)
{
    Block block = makeBlock(attachments::attachBytes(fileName, bytes)->block);
    block.fileName = fileName;
    return block;
}

Conversation withAttachment()
{
    Conversation conversation = newConversation();
    conversation.turns = {makeTurn(u"user"_s, {attachment(pdfBytes()), textBlock(u"What is in it?"_s)}),
                          userTurn(u"neighbour"_s)};
    return conversation;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setContent(const QString &path, const QByteArray &bytes)
{
    QFile::remove(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList blobsIn(const QTemporaryDir &folder)
{
    return QDir(folder.filePath(u"blobs"_s)).entryList(QDir::Files | QDir::System | QDir::Hidden);
}

QByteArray body(const Conversation &conversation)
{
    return json::write(toConverseBody(conversation));
}

} // namespace

class TestBlobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesStandBesideTheConversationByTheirHash();
    void theRequestIsTheSameAfterASaveAndAnOpening();
    void theFileIsTheSameAfterAnOpeningAndASave();
    void attachmentsOfEveryPlaceAreFound();
    void anAttachmentThatIsThereIsNotWrittenAgain();
    void saveAsTakesAttachmentsAlong();
    void aBrokenAttachmentStaysAsItIs_data();
    void aBrokenAttachmentStaysAsItIs();
    void aBlobIsRepairedFromMemory();
    void aBlobThatCannotBeWrittenFailsTheSave();
    void undoBringsBackWhatTheFileNoLongerNames();
    void aBodyWithInlineBytesOpens();
    void smallAndUnusualTextsStayInline();
    void stepsOfUndoReferToAttachmentsToo();
};

void TestBlobs::bytesStandBesideTheConversationByTheirHash()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    const QByteArray file = contentOf(path);
    QVERIFY(file.size() < 2000);
    QCOMPARE(blobsIn(folder).size(), 1);
    const QString blob = blobsIn(folder).first();
    QCOMPARE(contentOf(folder.filePath(u"blobs/"_s + blob)), pdfBytes());
    QVERIFY(file.contains("\"sha256\": \"" + blob.toLatin1() + "\""));
    QVERIFY(file.contains("\"name\": \"Rules.pdf\""));
    const auto readableByOthers = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!(QFileInfo(folder.filePath(u"blobs/"_s + blob)).permissions() & readableByOthers));
    QVERIFY(!(QFileInfo(folder.filePath(u"blobs"_s)).permissions() & readableByOthers));
}

void TestBlobs::theRequestIsTheSameAfterASaveAndAnOpening()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    const auto reopened = ConversationDocument::open(path);
    QVERIFY(reopened.ok());
    QVERIFY((*reopened)->brokenAttachments().empty());
    QCOMPARE((*reopened)->requestBody(), document.requestBody());
    QCOMPARE((*reopened)->conversation().turns.front().content.front().fileName, u"Rules.pdf"_s);
}

void TestBlobs::theFileIsTheSameAfterAnOpeningAndASave()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    const QByteArray before = contentOf(path);
    const auto reopened = ConversationDocument::open(path);
    QVERIFY((*reopened)->saver().saveAs(path));
    QCOMPARE(contentOf(path), before);
}

void TestBlobs::attachmentsOfEveryPlaceAreFound()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    Conversation conversation = newConversation();
    const auto of = [](char fill) { return attachment(pdfBytes(fill)).value; };
    const Json result =
        Json::object({{"toolResult"_L1,
                       Json::object({{"toolUseId"_L1, Json(u"1"_s)},
                                     {"content"_L1,
                                      Json::array({Json::object({{"text"_L1, Json(u"a"_s)}}), of('r')})}})}});
    const Json guarded = Json::object(
        {{"guardContent"_L1,
          Json::object({{"image"_L1, Json::object({{"format"_L1, Json(u"png"_s)},
                                                   {"source"_L1, of('g').at(0).value("source"_L1)}})}})}});
    conversation.system = {makeBlock(guarded)};
    conversation.turns = {makeTurn(u"user"_s, {makeBlock(result)})};
    conversation.draftFrame.before = {makeBlock(of('b'))};
    conversation.draftFrame.after = {makeBlock(of('a'))};
    ConversationDocument document(conversation);
    Turn other = makeTurn(u"user"_s, {makeBlock(of('s'))});
    document.addSibling(document.conversation().turns.front().id, other);
    QVERIFY(document.saver().saveAs(path));
    QCOMPARE(blobsIn(folder).size(), 5);
    QVERIFY(contentOf(path).size() < 5000);
    const auto reopened = ConversationDocument::open(path);
    QVERIFY(reopened.ok() && (*reopened)->conversation().equivalentTo(document.conversation()));
}

void TestBlobs::anAttachmentThatIsThereIsNotWrittenAgain()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    struct stat before = {};
    struct stat after = {};
    const QByteArray blob = QFile::encodeName(folder.filePath(u"blobs/"_s + blobsIn(folder).first()));
    QCOMPARE(::stat(blob.constData(), &before), 0);
    document.setDraft(u"typed"_s);
    QVERIFY(document.saver().saveNow());
    const auto reopened = ConversationDocument::open(path);
    (*reopened)->setDraft(u"typed more"_s);
    QVERIFY((*reopened)->saver().saveNow());
    QCOMPARE(::stat(blob.constData(), &after), 0);
    QCOMPARE(after.st_ino, before.st_ino); // writing makes another file
}

void TestBlobs::saveAsTakesAttachmentsAlong()
{
    QTemporaryDir folder;
    QTemporaryDir elsewhere;
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(folder.filePath(u"a.outcrop.json"_s)));
    QVERIFY(document.saver().saveAs(elsewhere.filePath(u"b.outcrop.json"_s)));
    QCOMPARE(blobsIn(elsewhere), blobsIn(folder));
    const auto reopened = ConversationDocument::open(elsewhere.filePath(u"b.outcrop.json"_s));
    QCOMPARE((*reopened)->requestBody(), document.requestBody());
}

/// reliability.md, fault 56 and T12.
void TestBlobs::aBrokenAttachmentStaysAsItIs_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"missing", "other bytes", "empty", "cut short", "a folder", "a pipe",
                             "a symbolic link", "500 MB", "a path instead of a hash"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestBlobs::aBrokenAttachmentStaysAsItIs()
{
    QFETCH(QString, what);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    {
        ConversationDocument document(withAttachment());
        QVERIFY(document.saver().saveAs(path));
    }
    const QString blob = folder.filePath(u"blobs/"_s + blobsIn(folder).first());
    QVERIFY(QFile::rename(blob, folder.filePath(u"elsewhere"_s)));
    if (what == u"other bytes")
        setContent(blob, pdfBytes('b'));
    else if (what == u"empty")
        setContent(blob, {});
    else if (what == u"cut short")
        setContent(blob, pdfBytes().chopped(1));
    else if (what == u"a folder")
        QVERIFY(QDir().mkpath(blob));
    else if (what == u"a pipe")
        QCOMPARE(::mkfifo(QFile::encodeName(blob).constData(), 0600), 0);
    else if (what == u"a symbolic link")
        QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), blob));
    else if (what == u"500 MB") {
        setContent(blob, {});
        QCOMPARE(::truncate(QFile::encodeName(blob).constData(), 500'000'000), 0);
    } else if (what == u"a path instead of a hash")
        setContent(path, contentOf(path).replace(QFileInfo(blob).fileName().toLatin1(), "../elsewhere"));

    const QByteArray before = contentOf(path);
    const auto reopened = ConversationDocument::open(path);
    QVERIFY(reopened.ok());
    ConversationDocument &document = **reopened;
    QCOMPARE(document.conversation().turns.size(), size_t(2));
    const bool isReference = what != u"a path instead of a hash";
    QCOMPARE(document.brokenAttachments().size(), size_t(isReference ? 1 : 0));
    if (isReference) {
        QCOMPARE(document.brokenAttachments().front().kind, base::ErrorKind::Storage);
        QCOMPARE(missingAttachment(document.conversation()), std::optional(u"Rules.pdf"_s));
        using Source = attachments::AttachmentFacts::Source;
        QCOMPARE(attachments::factsOf(document.conversation().turns[0].content[0].value)->source,
                 Source::Missing);
    }
    // The rest is edited and saved; what is broken is written as it was.
    document.changeBlock(document.conversation().turns[1].content[0].id, textBlock(u"edited"_s).value);
    QVERIFY(document.saver().saveNow());
    QCOMPARE(contentOf(path), QByteArray(before).replace("neighbour", "edited"));
    if (what == u"missing") {
        QVERIFY(QFile::rename(folder.filePath(u"elsewhere"_s), blob));
        const auto mended = ConversationDocument::open(path);
        QVERIFY((*mended)->brokenAttachments().empty());
    }
}

void TestBlobs::aBlobIsRepairedFromMemory()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    const QString blob = folder.filePath(u"blobs/"_s + blobsIn(folder).first());
    setContent(blob, "cut");
    document.setDraft(u"typed"_s);
    QVERIFY(document.saver().saveNow());
    QCOMPARE(contentOf(blob), pdfBytes());
}

void TestBlobs::aBlobThatCannotBeWrittenFailsTheSave()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(newConversation());
    QVERIFY(document.saver().saveAs(path));
    const QByteArray before = contentOf(path);
    setContent(folder.filePath(u"blobs"_s), "in the way");
    document.insertBlock(ConversationDocument::beforeDraft(), 0, attachment(pdfBytes()).value,
                         u"Rules.pdf"_s);
    const auto saved = document.saver().saveNow();
    QVERIFY(!saved.ok());
    QVERIFY2(saved.error().message.contains(u"blobs"_s), qPrintable(saved.error().message));
    QCOMPARE(contentOf(path), before); // nothing refers to bytes that are not there
    QVERIFY(document.saver().hasUnsavedChanges());
    QFile::remove(folder.filePath(u"blobs"_s));
    QVERIFY(document.saver().saveNow());
    QCOMPARE(blobsIn(folder).size(), 1);
}

void TestBlobs::undoBringsBackWhatTheFileNoLongerNames()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    ConversationDocument document(withAttachment());
    QVERIFY(document.saver().saveAs(path));
    const QByteArray with = contentOf(path);
    QVERIFY(document.removeBlock(document.conversation().turns[0].content[0].id));
    QVERIFY(document.saver().saveNow());
    QVERIFY(!contentOf(path).contains("sha256"));
    document.undoStack().undo();
    QVERIFY(document.saver().saveNow());
    QCOMPARE(contentOf(path), with);
}

void TestBlobs::aBodyWithInlineBytesOpens()
{
    QTemporaryDir folder;
    const QByteArray request = body(withAttachment());
    const QString path = folder.filePath(u"body.json"_s);
    setContent(path, request);
    const auto opened = ConversationDocument::open(path);
    QVERIFY(opened.ok());
    QCOMPARE((*opened)->requestBody(), request);
    QVERIFY((*opened)->saver().saveAs(folder.filePath(u"a.outcrop.json"_s)));
    QCOMPARE(blobsIn(folder).size(), 1);
    QCOMPARE(contentOf(path), request);
}

void TestBlobs::smallAndUnusualTextsStayInline()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    Conversation conversation = newConversation();
    const auto bytesBlock = [](const QByteArray &base64) {
        const QByteArray text = R"({"image":{"format":"png","source":{"bytes":")" + base64 + R"("}}})";
        return makeBlock(json::parse(text).value());
    };
    QByteArray escaped = QByteArray(5000, '\xff').toBase64().replace("/", "\\/");
    conversation.turns = {makeTurn(u"user"_s, {bytesBlock("iVBORw=="), bytesBlock(QByteArray(5000, '!')),
                                               bytesBlock(QByteArray(5000, 'A') + "AA")})};
    conversation.system = {bytesBlock(escaped)};
    const QByteArray request = body(conversation);
    ConversationDocument document(conversation);
    QVERIFY(document.saver().saveAs(path));
    QCOMPARE(blobsIn(folder).size(), 1); // of the escaped one, which is base64 all the same
    const auto reopened = ConversationDocument::open(path);
    QVERIFY((*reopened)->brokenAttachments().empty());
    QVERIFY((*reopened)->conversation().equivalentTo(conversation));
}

/// Or a few files would push everything else out of what undo keeps for the next start.
void TestBlobs::stepsOfUndoReferToAttachmentsToo()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    const Json block = attachment(pdfBytes()).value;
    QByteArray journal;
    {
        ConversationDocument document(newConversation());
        QVERIFY(document.saver().saveAs(path));
        const QString gone = document.insertBlock(ConversationDocument::beforeDraft(), 0,
                                                  attachment(pdfBytes('b')).value, u"gone.pdf"_s);
        QVERIFY(document.saver().saveNow());
        QVERIFY(document.removeBlock(gone)); // only undo remembers it
        document.insertBlock(ConversationDocument::beforeDraft(), 0, block, u"Rules.pdf"_s);
        document.setDraft(u"words"_s);
        document.appendDraft();
        QVERIFY(document.saver().saveNow());
        journal = UndoJournal::write(document);
        QVERIFY(!journal.isEmpty());
        QVERIFY2(journal.size() < 10'000, qPrintable(QString::number(journal.size())));
    }
    for (int start = 0; start < 2; ++start) { // what was restored is written as short again
        const auto reopened = ConversationDocument::open(path);
        QVERIFY(reopened.ok());
        ConversationDocument &document = **reopened;
        QVERIFY(UndoJournal::restore(document, journal));
        QCOMPARE(document.undoStack().count(), 4);
        document.undoStack().undo();
        QCOMPARE(document.conversation().draftFrame.before.front().value, block);
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.conversation().draftFrame.before.front().value, attachment(pdfBytes('b')).value);
        document.undoStack().setIndex(4);
        QVERIFY(document.saver().saveNow());
        journal = UndoJournal::write(document);
        QVERIFY(!journal.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestBlobs)
#include "tst_blobs.moc"
