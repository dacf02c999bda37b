// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/drafting.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/undojournal.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

namespace
{

Json pdf(const QString &name = u"Rules"_s)
{
    return attachments::attachBytes(name + u".pdf"_s, "%PDF-1.7")->block;
}

Json cachePoint()
{
    return cachePointBlock().value;
}

/// "document text cachePoint".
QString kinds(const std::vector<Block> &blocks)
{
    QStringList names;
    for (const Block &block : blocks)
        names << block.value.keyAt(0);
    return names.join(u' ');
}

QString draftKinds(const ConversationDocument &document)
{
    const DraftFrame &frame = document.conversation().draftFrame;
    return QStringList{kinds(frame.before), u"|"_s, kinds(frame.after)}.join(u' ').trimmed();
}

QString attach(ConversationDocument &document, const Json &block, const QString &fileName = {})
{
    return document.insertBlock(ConversationDocument::beforeDraft(), 1'000'000, block, fileName);
}

Turn callOf(const QStringList &tools)
{
    std::vector<Block> calls;
    for (const QString &tool : tools)
        calls.push_back(
            makeBlock(Json::object({{"toolUse"_L1, Json::object({{"toolUseId"_L1, Json(tool + u"-1"_s)},
                                                                 {"name"_L1, Json(tool)},
                                                                 {"input"_L1, Json::object()}})}})));
    return makeTurn(u"assistant"_s, calls);
}

} // namespace

class TestDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageHasAttachmentsBeforeItsTextAndCachePointsBehind();
    void undoBringsTheWholeDraftBack();
    void undoGoesOnBehindWhatWasAppended();
    void aCachePointAloneIsNoMessage();
    void anImageWithoutWordsIs();
    void blocksGoPastTheText();
    void aRoleMakesAPrefill();
    void theResultOfOneCallHasTheImageInIt();
    void parallelResultsAreFollowedByTheImage();
    void saysPreciselyWhatChanged();
    void isReadAgainFromItsFile();
    void survivesARestartWithItsSteps();
};

void TestDrafts::aMessageHasAttachmentsBeforeItsTextAndCachePointsBehind()
{
    ConversationDocument document(newConversation());
    attach(document, pdf(), u"Rules.pdf"_s);
    document.insertBlock(ConversationDocument::afterDraft(), 0, cachePoint());
    document.setDraft(u"What is in it?"_s);
    const QString id = document.appendDraft();
    const Turn &turn = document.conversation().turns.front();
    QCOMPARE(turn.id, id);
    QCOMPARE(turn.role, u"user"_s);
    QCOMPARE(kinds(turn.content), u"document text cachePoint"_s);
    QCOMPARE(turn.content.front().fileName, u"Rules.pdf"_s);
    QCOMPARE(draftKinds(document), u"|"_s);
    QVERIFY(document.conversation().draft.isEmpty());
}

void TestDrafts::undoBringsTheWholeDraftBack()
{
    ConversationDocument document(newConversation());
    attach(document, pdf());
    document.setDraft(u"words"_s);
    document.setDraftRole(u"assistant"_s);
    document.appendDraft();
    QVERIFY(document.conversation().draftFrame == DraftFrame());
    document.undoStack().undo();
    QVERIFY(document.conversation().turns.empty());
    QCOMPARE(draftKinds(document), u"document |"_s);
    QCOMPARE(document.conversation().draft, u"words"_s);
    QCOMPARE(document.conversation().draftFrame.role, u"assistant"_s);
    document.undoStack().redo();
    QCOMPARE(document.conversation().turns.size(), size_t(1));
    QCOMPARE(draftKinds(document), u"|"_s);
}

/// The step that attached the file is undone too, also when other words stand in the composer by then.
void TestDrafts::undoGoesOnBehindWhatWasAppended()
{
    ConversationDocument document(newConversation());
    const QString id = attach(document, pdf());
    document.changeBlock(id, pdf(u"Bylaws"_s));
    document.appendDraft();
    document.setDraft(u"the next message"_s);
    document.undoStack().undo();
    QCOMPARE(document.conversation().draft, u"the next message"_s);
    QCOMPARE(draftKinds(document), u"document |"_s);
    document.undoStack().undo();
    document.undoStack().undo();
    QCOMPARE(draftKinds(document), u"|"_s);
    document.undoStack().redo();
    document.undoStack().redo();
    document.undoStack().redo();
    QCOMPARE(kinds(document.conversation().turns.front().content), u"document"_s);
}

void TestDrafts::aCachePointAloneIsNoMessage()
{
    ConversationDocument document(newConversation());
    document.insertBlock(ConversationDocument::afterDraft(), 0, cachePoint());
    QVERIFY(isBlankDraft(document.conversation()));
    QVERIFY(document.appendDraft().isEmpty());
    QCOMPARE(draftKinds(document), u"| cachePoint"_s);
}

void TestDrafts::anImageWithoutWordsIs()
{
    ConversationDocument document(newConversation());
    attach(document, pdf());
    document.setDraft(u" \n"_s);
    document.appendDraft();
    QCOMPARE(kinds(document.conversation().turns.front().content), u"document"_s);
}

void TestDrafts::blocksGoPastTheText()
{
    ConversationDocument document(newConversation());
    attach(document, pdf());
    const QString point = document.insertBlock(ConversationDocument::afterDraft(), 0, cachePoint());
    QVERIFY(!document.stepDraftBlock(point, 1));
    QVERIFY(document.stepDraftBlock(point, -1));
    QCOMPARE(draftKinds(document), u"document cachePoint |"_s);
    QVERIFY(document.stepDraftBlock(point, -1));
    QCOMPARE(draftKinds(document), u"cachePoint document |"_s);
    QVERIFY(!document.stepDraftBlock(point, -1));
    document.undoStack().undo();
    document.undoStack().undo();
    QCOMPARE(draftKinds(document), u"document | cachePoint"_s);
    document.undoStack().redo();
    QCOMPARE(draftKinds(document), u"document cachePoint |"_s);
}

void TestDrafts::aRoleMakesAPrefill()
{
    ConversationDocument document(newConversation());
    document.appendTurn(userTurn(u"Describe the cover."_s));
    document.setDraft(u"The cover shows"_s);
    document.setDraftRole(u"assistant"_s);
    document.appendDraft();
    QCOMPARE(document.conversation().turns.back().role, u"assistant"_s);
    QCOMPARE(document.conversation().draftFrame.role, QString());
}

void TestDrafts::theResultOfOneCallHasTheImageInIt()
{
    ConversationDocument document(newConversation());
    document.appendTurn(callOf({u"plot"_s}));
    attach(document, pdf());
    document.insertBlock(ConversationDocument::afterDraft(), 0, cachePoint());
    document.setDraft(u"done"_s);
    document.appendDraft();
    const Turn &turn = document.conversation().turns.back();
    QCOMPARE(kinds(turn.content), u"toolResult cachePoint"_s);
    QCOMPARE(kinds(blocksFromJson(turn.content.front().value.at(0).value("content"_L1))), u"document text"_s);
}

void TestDrafts::parallelResultsAreFollowedByTheImage()
{
    ConversationDocument document(newConversation());
    document.appendTurn(callOf({u"plot"_s, u"print"_s}));
    attach(document, pdf(), u"Rules.pdf"_s);
    document.setDraft(u"done"_s);
    document.appendDraft();
    const Turn &turn = document.conversation().turns.back();
    QCOMPARE(kinds(turn.content), u"toolResult toolResult document"_s);
    QCOMPARE(turn.content.back().fileName, u"Rules.pdf"_s);
}

void TestDrafts::saysPreciselyWhatChanged()
{
    ConversationDocument document(newConversation());
    QSignalSpy inserted(&document, &ConversationDocument::draftBlockInserted);
    QSignalSpy removed(&document, &ConversationDocument::draftBlockRemoved);
    QSignalSpy moved(&document, &ConversationDocument::draftBlockMoved);
    QSignalSpy changed(&document, &ConversationDocument::draftBlockChanged);
    const QString first = attach(document, pdf());
    attach(document, pdf(u"Second"_s));
    QCOMPARE(inserted, (QList<QVariantList>{{false, 0}, {false, 1}}));
    QVERIFY(document.moveBlock(first, 1));
    QCOMPARE(moved, (QList<QVariantList>{{false, 0, 1}}));
    QVERIFY(document.changeBlock(first, pdf(u"Third"_s)));
    QCOMPARE(changed, (QList<QVariantList>{{false, 1}}));
    QVERIFY(document.removeBlock(first));
    QCOMPARE(removed, (QList<QVariantList>{{false, 1}}));
}

void TestDrafts::isReadAgainFromItsFile()
{
    ConversationDocument document(newConversation());
    const QByteArray plain = encodeConversation(document.conversation());
    QVERIFY(!plain.contains("draftRole") && !plain.contains("draftBefore"));
    document.appendTurn(userTurn(u"a"_s));
    attach(document, pdf());
    document.insertBlock(ConversationDocument::afterDraft(), 0, cachePoint());
    document.setDraftRole(u"system"_s);
    const QByteArray bytes = encodeConversation(document.conversation());
    const auto read = decodeConversation(bytes, u"f"_s);
    QVERIFY(read.ok());
    QVERIFY(read->conversation.equivalentTo(document.conversation()));
    QCOMPARE(encodeConversation(read->conversation), bytes);
}

void TestDrafts::survivesARestartWithItsSteps()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.outcrop.json"_s);
    QByteArray journal;
    {
        ConversationDocument document(newConversation());
        QVERIFY(document.saver().saveAs(path));
        const QString id = attach(document, pdf(), u"Rules.pdf"_s);
        document.changeBlock(id, pdf(u"Bylaws"_s));
        QVERIFY(document.saver().saveNow());
        journal = UndoJournal::write(document);
        QVERIFY(!journal.isEmpty());
    }
    const auto reopened = ConversationDocument::open(path);
    QVERIFY(reopened.ok());
    ConversationDocument &document = **reopened;
    QVERIFY(UndoJournal::restore(document, journal));
    QCOMPARE(document.conversation().draftFrame.before.front().fileName, u"Rules.pdf"_s);
    document.undoStack().undo();
    QCOMPARE(document.conversation().draftFrame.before.front().value, pdf());
    document.undoStack().undo();
    QCOMPARE(draftKinds(document), u"|"_s);
    document.undoStack().redo();
    QCOMPARE(document.conversation().draftFrame.before.front().fileName, u"Rules.pdf"_s);
}

QTEST_GUILESS_MAIN(TestDrafts)
#include "tst_drafts.moc"
