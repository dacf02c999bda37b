// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/turnedits.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;

class TestTurnEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditOfAnEarlierMessageMakesASibling();
    void anEditOfAnAnswerMakesASibling();
    void theLastMessageIsCorrectedWhereItStands();
    void aMessageThatIsBeingAnsweredIsNotCorrected();
    void untouchedBlocksKeepTheirBytes();
    void undoRestoresTheExactBytes();
    void anInsertedMessageAndItsFirstWordsAreOneStep();
    void unfinishedJsonIsKeptAndBlocksApplyingAlone();
    void aKeptEditIsInTheFileAndNotInTheRequest();
    void anEditThatChangesNothingIsForgotten();
    void edgesOfTheUnfinishedMarkAreFound_data();
    void edgesOfTheUnfinishedMarkAreFound();
};

namespace
{

json::Json parsed(const QByteArray &text)
{
    const auto value = json::parse(text);
    Q_ASSERT(value.ok());
    return *value;
}

// With what only a careful editor keeps: a signature, an unknown kind, number spellings.
const QByteArray answerText =
    R"({"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln\u002b="}}})";
const QByteArray unknownText = R"({"hologram":{"depth":1.50,"b":1e2,"a":"\u00e9"}})";

Turn answered()
{
    Turn turn = makeTurn(u"assistant"_s, {makeBlock(parsed(answerText)), textBlock(u"Hello"_s),
                                          makeBlock(parsed(unknownText))});
    turn.id = u"a1"_s;
    turn.facts.stopReason = u"end_turn"_s;
    return turn;
}

Conversation talk()
{
    Conversation conversation = newConversation();
    Turn question = userTurn(u"Hi"_s);
    question.id = u"u1"_s;
    Turn next = userTurn(u"And?"_s);
    next.id = u"u2"_s;
    conversation.turns = {question, answered(), next};
    return conversation;
}

TurnEdit editOf(const Conversation &conversation, const QString &id)
{
    const Turn *turn = conversation.findTurn(id);
    return {id, turn->role, turn->content};
}

void changeText(TurnEdit &edit, size_t block, const QString &text)
{
    edit.content[block].value.set("text"_L1, json::Json(text));
}

} // namespace

void TestTurnEdits::anEditOfAnEarlierMessageMakesASibling()
{
    ConversationDocument document(talk());
    TurnEdit edit = editOf(document.conversation(), u"u1"_s);
    changeText(edit, 0, u"Good day"_s);
    keepTurnEdit(document, edit);
    QCOMPARE(document.undoStack().count(), 0);
    const auto applied = applyTurnEdit(document, u"u1"_s);
    QVERIFY(applied.ok());
    QVERIFY(*applied != u"u1"_s);
    QCOMPARE(document.conversation().turns.size(), size_t(1));
    QCOMPARE(document.conversation().siblingsOf(*applied).size(), size_t(2));
    QVERIFY(document.conversation().edits.empty());
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QCOMPARE(document.conversation().turns.size(), size_t(3));
}

void TestTurnEdits::anEditOfAnAnswerMakesASibling()
{
    Conversation conversation = talk();
    conversation.turns.pop_back();
    ConversationDocument document(conversation);
    QVERIFY(!isCorrectedInPlace(document.conversation(), u"a1"_s));
    TurnEdit edit = editOf(document.conversation(), u"a1"_s);
    changeText(edit, 1, u"Hello there"_s);
    keepTurnEdit(document, edit);
    const auto applied = applyTurnEdit(document, u"a1"_s);
    QVERIFY(applied.ok());
    QVERIFY(*applied != u"a1"_s);
    QVERIFY(!wasRun(document.conversation().turns.back()));
}

void TestTurnEdits::theLastMessageIsCorrectedWhereItStands()
{
    ConversationDocument document(talk());
    TurnEdit edit = editOf(document.conversation(), u"u2"_s);
    changeText(edit, 0, u"And then?"_s);
    edit.content.push_back(cachePointBlock());
    keepTurnEdit(document, edit);
    const auto applied = applyTurnEdit(document, u"u2"_s);
    QVERIFY(applied.ok());
    QCOMPARE(*applied, u"u2"_s);
    QCOMPARE(document.conversation().turns.back().content, edit.content);
    QCOMPARE(document.conversation().siblingsOf(u"u2"_s).size(), size_t(1));
}

void TestTurnEdits::aMessageThatIsBeingAnsweredIsNotCorrected()
{
    ConversationDocument document(talk());
    document.setAwaited(AwaitedAnswer{u"a2"_s, u"u2"_s});
    QVERIFY(!isCorrectedInPlace(document.conversation(), u"u2"_s));
}

void TestTurnEdits::untouchedBlocksKeepTheirBytes()
{
    ConversationDocument document(talk());
    TurnEdit edit = editOf(document.conversation(), u"a1"_s);
    changeText(edit, 1, u"Other words"_s);
    edit.content[2].fileName = u"hologram.bin"_s;
    edit.content[2].muted = true;
    keepTurnEdit(document, edit);
    QVERIFY(applyTurnEdit(document, u"a1"_s).ok());
    const Turn &turn = document.conversation().turns.back();
    QCOMPARE(json::write(turn.content[0].value, json::Layout::AsWritten), answerText);
    QCOMPARE(json::write(turn.content[2].value, json::Layout::AsWritten), unknownText);
    QCOMPARE(turn.content[2].fileName, u"hologram.bin"_s);
    QVERIFY(turn.content[2].muted);
    QVERIFY(turn.content[2].id != edit.content[2].id);
}

void TestTurnEdits::undoRestoresTheExactBytes()
{
    ConversationDocument document(talk());
    const QByteArray before = encodeConversation(document.conversation());
    for (const QString &id : {u"u1"_s, u"u2"_s}) {
        TurnEdit edit = editOf(document.conversation(), id);
        edit.role = u"system"_s;
        edit.content.insert(edit.content.begin(), cachePointBlock(CacheTtl::OneHour));
        keepTurnEdit(document, edit);
        QVERIFY(applyTurnEdit(document, id).ok());
        QVERIFY(encodeConversation(document.conversation()) != before);
        QVERIFY(!document.undoStack().undoText().isEmpty());
        document.undoStack().undo();
        QCOMPARE(encodeConversation(document.conversation()), before);
    }
}

void TestTurnEdits::anInsertedMessageAndItsFirstWordsAreOneStep()
{
    ConversationDocument document(talk());
    const QString id = document.insertTurn(1, makeTurn(u"assistant"_s, {}));
    QVERIFY(isCorrectedInPlace(document.conversation(), id));
    TurnEdit edit = editOf(document.conversation(), id);
    edit.content = {textBlock(u"Between"_s)};
    keepTurnEdit(document, edit);
    QVERIFY(applyTurnEdit(document, id).ok());
    QCOMPARE(document.conversation().turns.size(), size_t(4));
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QCOMPARE(document.conversation().turns.size(), size_t(3));
    document.undoStack().redo();
    QCOMPARE(document.conversation().turns[1].content[0].value.value("text").toString(), u"Between"_s);
}

void TestTurnEdits::unfinishedJsonIsKeptAndBlocksApplyingAlone()
{
    ConversationDocument document(talk());
    TurnEdit edit = editOf(document.conversation(), u"u2"_s);
    edit.content.push_back(makeBlock(unfinishedJson(u"{\"text\": "_s)));
    keepTurnEdit(document, edit);
    const auto applied = applyTurnEdit(document, u"u2"_s);
    QVERIFY(!applied.ok());
    QVERIFY(applied.error().message.contains(u"Block 2"_s));
    QCOMPARE(findTurnEdit(document.conversation(), u"u2"_s)->content, edit.content);
    QCOMPARE(document.undoStack().count(), 0);
}

void TestTurnEdits::aKeptEditIsInTheFileAndNotInTheRequest()
{
    ConversationDocument document(talk());
    const QByteArray body = document.requestBody();
    TurnEdit edit = editOf(document.conversation(), u"a1"_s);
    edit.content[2].muted = true;
    edit.content.push_back(makeBlock(unfinishedJson(u"{\"te"_s)));
    QSignalSpy told(&document, &ConversationDocument::turnChanged);
    keepTurnEdit(document, edit);
    QCOMPARE(told.size(), 1);
    QCOMPARE(document.requestBody(), body);
    const auto read = decodeConversation(encodeConversation(document.conversation()), u"file"_s);
    QVERIFY(read.ok());
    QVERIFY(read->conversation.equivalentTo(document.conversation()));
    QCOMPARE(read->conversation.edits.size(), size_t(1));
    QCOMPARE(unfinishedText(read->conversation.edits[0].content[3].value), u"{\"te"_s);
    forgetTurnEdit(document, u"a1"_s);
    QVERIFY(!encodeConversation(document.conversation()).contains("edits"));
}

void TestTurnEdits::anEditThatChangesNothingIsForgotten()
{
    ConversationDocument document(talk());
    TurnEdit edit = editOf(document.conversation(), u"u1"_s);
    changeText(edit, 0, u"x"_s);
    keepTurnEdit(document, edit);
    QCOMPARE(document.conversation().edits.size(), size_t(1));
    changeText(edit, 0, u"Hi"_s);
    keepTurnEdit(document, edit);
    QVERIFY(document.conversation().edits.empty());
    const auto applied = applyTurnEdit(document, u"u1"_s);
    QVERIFY(applied.ok());
    QCOMPARE(document.undoStack().count(), 0);
}

void TestTurnEdits::edgesOfTheUnfinishedMarkAreFound_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<bool>("unfinished");
    QTest::newRow("block") << QByteArray(R"({"outcropUnfinished":"{"})") << true;
    QTest::newRow("input") << QByteArray(R"({"toolUse":{"input":{"outcropUnfinished":"{"}}})") << true;
    QTest::newRow("result") << QByteArray(
                                   R"({"toolResult":{"content":[{"text":""},{"outcropUnfinished":""}]}})")
                            << true;
    QTest::newRow("result json") << QByteArray(
                                        R"({"toolResult":{"content":[{"json":{"outcropUnfinished":""}}]}})")
                                 << true;
    QTest::newRow("text that speaks of it") << QByteArray(R"({"text":"outcropUnfinished"})") << false;
    QTest::newRow("no text") << QByteArray(R"({"outcropUnfinished":1})") << false;
    QTest::newRow("not alone") << QByteArray(R"({"outcropUnfinished":"","b":1})") << false;
}

void TestTurnEdits::edgesOfTheUnfinishedMarkAreFound()
{
    QFETCH(QByteArray, block);
    QFETCH(bool, unfinished);
    QCOMPARE(holdsUnfinished(parsed(block)), unfinished);
}

QTEST_GUILESS_MAIN(TestTurnEdits)
#include "tst_turnedits.moc"
