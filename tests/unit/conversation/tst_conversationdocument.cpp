// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/exampleconversation.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/toolanswers.h"
#include "core/conversation/typing.h"

#include <QMetaMethod>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using json::Json;
using Typing = ConversationDocument::Typing;

class TestConversationDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEditIsOneStepAndComesBack_data();
    void everyEditIsOneStepAndComesBack();
    void aToolThatIsOffStaysAndIsNotSent();
    void editsWithoutChangeMakeNoStep();
    void typingMergesUntilTheLineEnds();
    void typingElsewhereBeginsANewStep();
    void typingThereAndBackLeavesNothing();
    void continuationOfTyping_data();
    void continuationOfTyping();
    void signalsNameRowsAfterTheChange();
    void blocksMoveToTheRowAskedFor_data();
    void blocksMoveToTheRowAskedFor();
    void unknownIdsChangeNothing();
    void draftIsNoStepOfUndo();
    void appendedDraftComesBackOnUndoUnlessRewritten();
    void draftAnswersTheToolCallsThatWait();
    void replacedTurnKeepsItsIdAndPlace();
    void removedTurnReturnsToItsPlace();
    void bodyHasCacheOrderAndLeavesOutTheUnset();
    void bodyJoinsTurnsOfOneRole();
    void prefixUpToTheLastCachePointNeverMoves();
    void callsThatCannotBeRunAreNotSent();
    void doesNotSendWhatTheServiceRefusesToTakeBack_data();
    void doesNotSendWhatTheServiceRefusesToTakeBack();
    void exampleIsReadyToRun();
    void everyChangeIsAnnounced();

private:
    static QStringList order(const ConversationDocument &document);
};

namespace
{

Turn answer(const QString &text)
{
    return makeTurn(QStringLiteral("assistant"), {textBlock(text)});
}

Conversation sample()
{
    Conversation conversation = exampleConversation(QStringLiteral("Simulator"), QStringLiteral("model"));
    conversation.turns = {userTurn(QStringLiteral("one")), answer(QStringLiteral("two"))};
    conversation.system.push_back(textBlock(QStringLiteral("more")));
    return conversation;
}

Json text(const QString &words)
{
    return textBlock(words).value;
}

} // namespace

QStringList TestConversationDocument::order(const ConversationDocument &document)
{
    QStringList ids;
    for (const Block &block : document.conversation().system)
        ids.append(block.id);
    return ids;
}

using Edit = std::function<void(ConversationDocument &)>;
Q_DECLARE_METATYPE(Edit)

void TestConversationDocument::everyEditIsOneStepAndComesBack_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, Edit edit) { QTest::newRow(name) << std::move(edit); };
    row("title", [](auto &d) { d.setTitle(QStringLiteral("new")); });
    row("model", [](auto &d) { d.setModelId(QStringLiteral("new")); });
    row("connection", [](auto &d) { d.setConnectionName(QStringLiteral("new")); });
    row("stream", [](auto &d) { d.setStream(false); });
    row("inference set", [](auto &d) { d.setInference(QStringLiteral("topP"), Json::number("0.10")); });
    row("inference changed", [](auto &d) { d.setInference(QStringLiteral("maxTokens"), Json(2)); });
    row("inference unset", [](auto &d) { d.setInference(QStringLiteral("temperature"), std::nullopt); });
    row("tools", [](auto &d) { d.setTools(Json::array({d.conversation().tools().at(1)})); });
    row("no tools", [](auto &d) { d.setTools(Json::array()); });
    row("tool choice", [](auto &d) {
        d.setToolChoice(Json::object({{QLatin1StringView("any"), Json::object()}}));
    });
    row("other member", [](auto &d) { d.setOtherMember(QStringLiteral("serviceTier"), Json::object()); });
    row("system inserted", [](auto &d) { d.insertBlock({}, 1, text(QStringLiteral("x"))); });
    row("system removed", [](auto &d) { d.removeBlock(d.conversation().system[1].id); });
    row("system moved", [](auto &d) { d.moveBlock(d.conversation().system[0].id, 2); });
    row("system changed",
        [](auto &d) { d.changeBlock(d.conversation().system[2].id, text(QStringLiteral("x"))); });
    row("cache point", [](auto &d) {
        d.changeBlock(d.conversation().system[1].id, cachePointBlock(CacheTtl::OneHour).value);
    });
    row("content inserted",
        [](auto &d) { d.insertBlock({d.conversation().turns[0].id}, 9, text(QStringLiteral("x"))); });
    row("content removed", [](auto &d) { d.removeBlock(d.conversation().turns[0].content[0].id); });
    row("content changed",
        [](auto &d) { d.changeBlock(d.conversation().turns[1].content[0].id, text(QStringLiteral("x"))); });
    row("turn appended", [](auto &d) { d.appendTurn(answer(QStringLiteral("x"))); });
    row("turn inserted", [](auto &d) { d.insertTurn(1, answer(QStringLiteral("x"))); });
    row("turn removed", [](auto &d) { d.removeTurn(d.conversation().turns[0].id); });
    row("turn replaced",
        [](auto &d) { d.replaceTurn(d.conversation().turns[1].id, answer(QStringLiteral("x"))); });
    row("sibling added",
        [](auto &d) { d.addSibling(d.conversation().turns[0].id, answer(QStringLiteral("x"))); });
    row("child added aside",
        [](auto &d) { d.addChild(d.conversation().turns[0].id, answer(QStringLiteral("x")), false); });
    row("branch removed", [](auto &d) { d.removeBranch(d.conversation().turns[0].id); });
    row("main line pinned", [](auto &d) { d.pinMainLine(); });
    row("note", [](auto &d) { d.setNote(d.conversation().turns[0].id, QStringLiteral("x")); });
    row("content muted", [](auto &d) { d.setBlockMuted(d.conversation().turns[0].content[0].id, true); });
    row("system muted", [](auto &d) { d.setBlockMuted(d.conversation().system[0].id, true); });
    row("draft appended", [](auto &d) { d.appendDraft(); });
}

void TestConversationDocument::everyEditIsOneStepAndComesBack()
{
    QFETCH(Edit, edit);
    const Conversation before = sample();
    ConversationDocument document(before);
    edit(document);
    const Conversation after = document.conversation();
    QVERIFY(after != before);
    QCOMPARE(document.undoStack().count(), 1);
    QVERIFY(!document.undoStack().undoText().isEmpty());
    for (int i = 0; i < 2; ++i) {
        document.undoStack().undo();
        QVERIFY(document.conversation().equivalentTo(before));
        document.undoStack().redo();
        QVERIFY(document.conversation().equivalentTo(after));
    }
}

void TestConversationDocument::aToolThatIsOffStaysAndIsNotSent()
{
    const Json kept = Json::object({{QLatin1StringView("toolSpec"), Json(1)}});
    const Json off =
        Json::object({{mutedBlockMember, Json::object({{QLatin1StringView("toolSpec"), Json(2)}})}});
    ConversationDocument document(newConversation());
    document.setTools(Json::array({off, kept}));
    document.setToolChoice(Json::object({{QLatin1StringView("any"), Json::object()}}));
    QVERIFY(document.requestBody().startsWith(
        R"({"toolConfig":{"tools":[{"toolSpec":1}],"toolChoice":{"any":{}}},)"));
    QCOMPARE(document.conversation().tools().size(), 2);
    document.setTools(Json::array({off}));
    QVERIFY(!document.requestBody().contains("toolConfig"));
}

void TestConversationDocument::editsWithoutChangeMakeNoStep()
{
    ConversationDocument document(sample());
    const Conversation &now = document.conversation();
    document.setTitle(now.title);
    document.setModelId(now.modelId);
    document.setConnectionName(now.connectionName);
    document.setStream(now.stream);
    document.setInference(QStringLiteral("maxTokens"), Json(1024));
    document.setInference(QStringLiteral("topP"), std::nullopt);
    document.setTools(now.tools());
    document.setOtherMember(QStringLiteral("none"), std::nullopt);
    document.changeBlock(now.system[0].id, now.system[0].value);
    document.moveBlock(now.system[1].id, 1);
    document.moveBlock(now.system[2].id, 99);
    document.replaceTurn(now.turns[0].id, now.turns[0]);
    document.setDraft(QStringLiteral("  \n"));
    QCOMPARE(document.appendDraft(), QString());
    QCOMPARE(document.undoStack().count(), 0);
}

void TestConversationDocument::typingMergesUntilTheLineEnds()
{
    ConversationDocument document(sample());
    const QString id = document.conversation().system[2].id;
    const QString typed = QStringLiteral("more words\nand a line");
    for (qsizetype length = 5; length <= typed.size(); ++length)
        document.changeBlock(id, text(typed.left(length)), Typing::Yes);
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    QCOMPARE(document.conversation().system[2].value, text(QStringLiteral("more words\n")));
    document.undoStack().undo();
    QCOMPARE(document.conversation().system[2].value, text(QStringLiteral("more")));
    document.undoStack().redo();
    document.undoStack().redo();
    QCOMPARE(document.conversation().system[2].value, text(typed));
}

void TestConversationDocument::typingElsewhereBeginsANewStep()
{
    ConversationDocument document(sample());
    const QString one = document.conversation().system[2].id;
    const QString two = document.conversation().turns[0].content[0].id;
    document.changeBlock(one, text(QStringLiteral("more1")), Typing::Yes);
    document.changeBlock(two, text(QStringLiteral("one1")), Typing::Yes);
    document.changeBlock(one, text(QStringLiteral("more12")), Typing::Yes);
    document.changeBlock(one, text(QStringLiteral("xmore12")), Typing::Yes);
    document.changeBlock(one, text(QStringLiteral("xymore12")));
    document.setTitle(QStringLiteral("Field deskx"), Typing::Yes);
    document.setTitle(QStringLiteral("Field deskxy"), Typing::Yes);
    QCOMPARE(document.undoStack().count(), 6);
}

void TestConversationDocument::typingThereAndBackLeavesNothing()
{
    ConversationDocument document(sample());
    const QString id = document.conversation().system[2].id;
    document.changeBlock(id, text(QStringLiteral("mor")), Typing::Yes);
    document.changeBlock(id, text(QStringLiteral("mo")), Typing::Yes);
    QCOMPARE(document.undoStack().count(), 1);
    document.changeBlock(id, text(QStringLiteral("mor")), Typing::Yes);
    document.changeBlock(id, text(QStringLiteral("more")), Typing::Yes);
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    document.undoStack().undo();
    QCOMPARE(document.conversation().system[2].value, text(QStringLiteral("more")));
}

void TestConversationDocument::continuationOfTyping_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("middle");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("continues");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, const char16_t *c, bool d) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << QString::fromUtf16(c) << d;
    };
    row("letters", u"", u"a", u"ab", true);
    row("equal letters", u"o", u"oo", u"ooo", true);
    row("in the middle", u"az", u"abz", u"abcz", true);
    row("backspace", u"abc", u"ab", u"a", true);
    row("forward delete", u"abc", u"bc", u"c", true);
    row("elsewhere", u"abc", u"abcd", u"xabcd", false);
    row("behind a new line", u"a", u"a\n", u"a\nb", false);
    row("typed then deleted", u"a", u"ab", u"a", false);
    row("deleted then typed", u"ab", u"a", u"ac", false);
    row("replaced", u"ab", u"xy", u"xyz", false);
    row("deleted elsewhere", u"abcdef", u"bcdef", u"bcde", false);
}

void TestConversationDocument::continuationOfTyping()
{
    QFETCH(QString, before);
    QFETCH(QString, middle);
    QFETCH(QString, after);
    QTEST(continuesTyping(before, middle, after), "continues");
}

void TestConversationDocument::signalsNameRowsAfterTheChange()
{
    ConversationDocument document(sample());
    QSignalSpy inserted(&document, &ConversationDocument::systemBlockInserted);
    QSignalSpy removed(&document, &ConversationDocument::systemBlockRemoved);
    QSignalSpy moved(&document, &ConversationDocument::systemBlockMoved);
    QSignalSpy changedRow(&document, &ConversationDocument::systemBlockChanged);
    QSignalSpy turnInserted(&document, &ConversationDocument::turnInserted);
    QSignalSpy turnRemoved(&document, &ConversationDocument::turnRemoved);
    QSignalSpy turnChanged(&document, &ConversationDocument::turnChanged);
    QSignalSpy inference(&document, &ConversationDocument::inferenceChanged);
    QSignalSpy any(&document, &ConversationDocument::changed);

    const QString id = document.insertBlock({}, 1, text(QStringLiteral("x")));
    QCOMPARE(inserted.takeFirst().at(0).toInt(), 1);
    document.moveBlock(id, 3);
    const QVariantList move = moved.takeFirst();
    QCOMPARE(move.at(0).toInt(), 1);
    QCOMPARE(move.at(1).toInt(), 3);
    document.changeBlock(id, text(QStringLiteral("y")));
    QCOMPARE(changedRow.takeFirst().at(0).toInt(), 3);
    document.removeBlock(id);
    QCOMPARE(removed.takeFirst().at(0).toInt(), 3);
    document.undoStack().undo();
    QCOMPARE(inserted.takeFirst().at(0).toInt(), 3);
    document.appendTurn(userTurn(QStringLiteral("x")));
    QCOMPARE(turnInserted.takeFirst().at(0).toInt(), 2);
    document.insertBlock({document.conversation().turns[1].id}, 0, text(QStringLiteral("x")));
    QCOMPARE(turnChanged.takeFirst().at(0).toInt(), 1);
    document.removeTurn(document.conversation().turns[0].id);
    QCOMPARE(turnRemoved.takeFirst().at(0).toInt(), 0);
    document.setInference(QStringLiteral("topP"), Json(1));
    QCOMPARE(inference.takeFirst().at(0).toString(), QStringLiteral("topP"));
    QCOMPARE(any.size(), 9);
}

void TestConversationDocument::blocksMoveToTheRowAskedFor_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (int from = 0; from < 4; ++from) {
        for (int to = 0; to < 4; ++to)
            QTest::addRow("%d to %d", from, to) << from << to;
    }
}

void TestConversationDocument::blocksMoveToTheRowAskedFor()
{
    QFETCH(int, from);
    QFETCH(int, to);
    Conversation conversation = newConversation();
    for (int i = 0; i < 4; ++i)
        conversation.system.push_back(textBlock(QString::number(i)));
    ConversationDocument document(conversation);
    QStringList expected = order(document);
    QVERIFY(document.moveBlock(expected.at(from), to));
    const QStringList before = expected;
    expected.move(from, to);
    QCOMPARE(order(document), expected);
    if (from != to)
        document.undoStack().undo();
    QCOMPARE(order(document), before);
}

void TestConversationDocument::unknownIdsChangeNothing()
{
    ConversationDocument document(sample());
    const QString none = QStringLiteral("none");
    QVERIFY(!document.removeBlock(none));
    QVERIFY(!document.moveBlock(none, 0));
    QVERIFY(!document.changeBlock(none, Json()));
    QVERIFY(!document.removeTurn(none));
    QVERIFY(!document.replaceTurn(none, userTurn(none)));
    QCOMPARE(document.insertBlock({none}, 0, Json()), QString());
    QCOMPARE(document.undoStack().count(), 0);
}

void TestConversationDocument::draftIsNoStepOfUndo()
{
    ConversationDocument document(sample());
    QSignalSpy draft(&document, &ConversationDocument::draftChanged);
    document.setDraft(QStringLiteral("a"));
    document.setDraft(QStringLiteral("a"));
    document.setDraft(QStringLiteral("ab"));
    QCOMPARE(draft.size(), 2);
    QCOMPARE(document.undoStack().count(), 0);
}

void TestConversationDocument::appendedDraftComesBackOnUndoUnlessRewritten()
{
    ConversationDocument document(sample());
    document.setDraft(QStringLiteral(" a question\n"));
    const QString id = document.appendDraft();
    QCOMPARE(document.conversation().turns.back().id, id);
    QCOMPARE(document.conversation().turns.back().content.front().value,
             text(QStringLiteral(" a question\n")));
    QCOMPARE(document.conversation().draft, QString());
    document.undoStack().undo();
    QCOMPARE(document.conversation().draft, QStringLiteral(" a question\n"));
    QCOMPARE(document.conversation().turns.size(), 2U);
    document.undoStack().redo();
    QCOMPARE(document.conversation().draft, QString());
    document.setDraft(QStringLiteral("the next one"));
    document.undoStack().undo();
    QCOMPARE(document.conversation().draft, QStringLiteral("the next one"));
    document.undoStack().redo();
    QCOMPARE(document.conversation().draft, QStringLiteral("the next one"));
}

void TestConversationDocument::draftAnswersTheToolCallsThatWait()
{
    const auto call = [](const char *type, const char *id) {
        return makeBlock(*json::parse(QByteArray(R"({"toolUse":{"toolUseId":")") + id +
                                      R"(","name":"n","input":{})" + type + "}}"));
    };
    Turn answer =
        makeTurn(QStringLiteral("assistant"),
                 {call("", "one"), call(R"(,"type":"server_tool_use")", "theirs"), call("", "two")});
    ConversationDocument document(sample());
    document.appendTurn(answer);
    document.setDraft(QStringLiteral("{\"n\": 1.0}"));
    document.appendDraft();
    QCOMPARE(json::write(blocksToJson(document.conversation().turns.back().content)),
             QByteArray(R"([{"toolResult":{"toolUseId":"one","content":[{"json":{"n":1.0}}]}},)"
                        R"({"toolResult":{"toolUseId":"two","content":[{"json":{"n":1.0}}]}}])"));
    QCOMPARE(document.conversation().turns.back().role, QStringLiteral("user"));

    document.undoStack().undo();
    document.setDraft(QStringLiteral("[not an object]"));
    document.appendDraft();
    QVERIFY(json::write(blocksToJson(document.conversation().turns.back().content))
                .contains(R"([{"text":"[not an object]"}])"));

    // A call of an answer that was cut is never sent, so it needs no result.
    document.undoStack().undo();
    answer.state = TurnState::Stopped;
    QVERIFY(document.replaceTurn(document.conversation().turns.back().id, answer));
    QVERIFY(pendingToolUses(document.conversation()).empty());
}

void TestConversationDocument::replacedTurnKeepsItsIdAndPlace()
{
    ConversationDocument document(sample());
    const QString id = document.conversation().turns[0].id;
    Turn other = answer(QStringLiteral("x"));
    other.state = TurnState::Stopped;
    QVERIFY(document.replaceTurn(id, other));
    QCOMPARE(document.conversation().turns[0].id, id);
    QCOMPARE(document.conversation().turns[0].state, TurnState::Stopped);
    QCOMPARE(document.conversation().turns.size(), 2U);
}

void TestConversationDocument::removedTurnReturnsToItsPlace()
{
    ConversationDocument document(sample());
    document.appendTurn(userTurn(QStringLiteral("three")));
    const Conversation before = document.conversation();
    document.removeTurn(before.turns[1].id);
    document.removeTurn(before.turns[0].id);
    document.undoStack().undo();
    document.undoStack().undo();
    QVERIFY(document.conversation() == before);
}

void TestConversationDocument::bodyHasCacheOrderAndLeavesOutTheUnset()
{
    Conversation conversation = newConversation();
    QCOMPARE(json::write(toConverseBody(conversation)), QByteArrayLiteral(R"({"messages":[]})"));
    conversation.turns = {userTurn(QStringLiteral("a"))};
    conversation.system = {textBlock(QStringLiteral("s")), cachePointBlock(CacheTtl::FiveMinutes)};
    conversation.toolConfig = Json::object({{QLatin1StringView("tools"), Json::array({Json::object()})}});
    conversation.inference.set(QLatin1StringView("temperature"), Json::number("1.0"));
    conversation.otherMembers.set(QLatin1StringView("b"), Json(1));
    conversation.otherMembers.set(QLatin1StringView("a"), Json(2));
    QCOMPARE(json::write(toConverseBody(conversation)),
             QByteArrayLiteral(
                 R"({"toolConfig":{"tools":[{}]},"system":[{"text":"s"},{"cachePoint":{"type":"default")"
                 R"(,"ttl":"5m"}}],"messages":[{"role":"user","content":[{"text":"a"}]}],)"
                 R"("inferenceConfig":{"temperature":1.0},"b":1,"a":2})"));
}

void TestConversationDocument::bodyJoinsTurnsOfOneRole()
{
    Conversation conversation = newConversation();
    Turn failed = makeTurn(QStringLiteral("assistant"), {});
    failed.state = TurnState::Failed;
    conversation.turns = {userTurn(QStringLiteral("a")), failed, userTurn(QStringLiteral("b")),
                          answer(QStringLiteral("c"))};
    QCOMPARE(json::write(toConverseBody(conversation)),
             QByteArrayLiteral(R"({"messages":[{"role":"user","content":[{"text":"a"},{"text":"b"}]},)"
                               R"({"role":"assistant","content":[{"text":"c"}]}]})"));
    QCOMPARE(turnsOfMessages(conversation), (std::vector<std::vector<int>>{{0, 2}, {3}}));
}

void TestConversationDocument::prefixUpToTheLastCachePointNeverMoves()
{
    ConversationDocument document(exampleConversation({}, {}));
    QByteArray before;
    for (int turn = 0; turn < 50; ++turn) {
        document.setDraft(QStringLiteral("question %1").arg(turn));
        document.insertBlock({document.appendDraft()}, 9, cachePointBlock().value);
        document.setInference(QStringLiteral("temperature"), Json::number(QByteArray::number(turn) + "e-2"));
        const QByteArray body = document.requestBody();
        if (!before.isEmpty())
            QCOMPARE(body.left(before.lastIndexOf("cachePoint")),
                     before.left(before.lastIndexOf("cachePoint")));
        // Also after it was written, read and written again.
        const auto read =
            decodeConversation(encodeConversation(document.conversation()), QStringLiteral("f"));
        QVERIFY(read.ok());
        QCOMPARE(json::write(toConverseBody(read->conversation)), body);
        before = body;
        document.appendTurn(answer(QStringLiteral("answer")));
    }
}

void TestConversationDocument::callsThatCannotBeRunAreNotSent()
{
    const Json call =
        json::parse(QByteArrayLiteral(R"({"toolUse":{"toolUseId":"t1","name":"f","input":{}}})")).value();
    const Json unparsed =
        json::parse(
            QByteArrayLiteral(R"({"outcropUnsentToolUse":{"toolUseId":"t2","name":"f","inputText":"{"}})"))
            .value();
    Conversation conversation = newConversation();
    Turn whole = makeTurn(QStringLiteral("assistant"), {makeBlock(call), makeBlock(unparsed)});
    Turn cut = makeTurn(QStringLiteral("assistant"), {textBlock(QStringLiteral("b")), makeBlock(call)});
    cut.state = TurnState::Stopped;
    Turn nothing = makeTurn(QStringLiteral("assistant"), {makeBlock(unparsed)});
    const Turn question = userTurn(QStringLiteral("q"));
    conversation.turns = {question, whole, question, cut, question, nothing};
    QCOMPARE(json::write(toConverseBody(conversation)),
             QByteArrayLiteral(
                 R"({"messages":[{"role":"user","content":[{"text":"q"}]},)"
                 R"({"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"f","input":{}}}]},)"
                 R"({"role":"user","content":[{"text":"q"}]},)"
                 R"({"role":"assistant","content":[{"text":"b"}]},)"
                 R"({"role":"user","content":[{"text":"q"}]}]})"));
    QCOMPARE(turnsOfMessages(conversation), (std::vector<std::vector<int>>{{0}, {1}, {2}, {3}, {4}}));
}

void TestConversationDocument::doesNotSendWhatTheServiceRefusesToTakeBack_data()
{
    QTest::addColumn<bool>("complete");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sent");
    const QByteArray text = R"({"text":"a"})";
    const QByteArray cut = R"({"reasoningContent":{"reasoningText":{"text":"r"}}})";
    const QByteArray whole = R"({"reasoningContent":{"reasoningText":{"text":"r","signature":"s"}}})";
    const QByteArray secret = R"({"reasoningContent":{"redactedContent":"QQ=="}})";
    const QByteArray call = R"({"toolUse":{"toolUseId":"t","name":"f","input":{},"type":"server_tool_use"}})";
    const QByteArray result = R"({"toolResult":{"toolUseId":"t","content":[]}})";
    QTest::newRow("cut reasoning") << false << cut + "," + text << text;
    QTest::newRow("reasoning without signatures, whole answer")
        << true << cut + "," + text << cut + "," + text;
    QTest::newRow("signed reasoning") << false << whole + "," + text << whole + "," + text;
    QTest::newRow("reasoning at the end") << false << text + "," + whole << text;
    QTest::newRow("only reasoning") << false << whole + "," + secret << QByteArray();
    QTest::newRow("only reasoning, whole answer") << true << cut << QByteArray();
    QTest::newRow("reasoning before what is not sent") << false << whole + "," + call << QByteArray();
    QTest::newRow("reasoning before a call") << true << whole + "," + call << whole + "," + call;
    QTest::newRow("empty text") << false << R"({"text":""})" + ("," + text) << text;
    QTest::newRow("blank text, whole answer") << true << R"({"text":"\n\n"})" + ("," + call) << call;
    QTest::newRow("result without its call") << false << call + "," + result + "," + text << text;
    QTest::newRow("result with its call") << true << call + "," + result << call + "," + result;
    QTest::newRow("unknown") << true << R"({"outcropUnknownBlock":[{"delta":{"new":1}}]},)" + text << text;
}

void TestConversationDocument::doesNotSendWhatTheServiceRefusesToTakeBack()
{
    QFETCH(bool, complete);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sent);
    Conversation conversation = newConversation();
    Turn answer = makeTurn(QStringLiteral("assistant"),
                           conversation::blocksFromJson(json::parse("[" + content + "]").value()));
    answer.state = complete ? TurnState::Complete : TurnState::Stopped;
    conversation.turns = {userTurn(QStringLiteral("q")), answer};
    const QByteArray question = R"({"role":"user","content":[{"text":"q"}]})";
    const QByteArray reply =
        sent.isEmpty() ? QByteArray() : R"(,{"role":"assistant","content":[)" + sent + "]}";
    QCOMPARE(json::write(toConverseBody(conversation)), R"({"messages":[)" + question + reply + "]}");
}

void TestConversationDocument::exampleIsReadyToRun()
{
    const Conversation example = exampleConversation(QStringLiteral("Simulator"), QStringLiteral("m"));
    QVERIFY(example.system.size() == 2);
    QVERIFY(example.system[0].value.value(QLatin1StringView("text")).toString().size() >= 6000);
    QVERIFY(example.system[1].value.contains(QLatin1StringView("cachePoint")));
    QCOMPARE(example.tools().size(), 2);
    QVERIFY(!example.draft.isEmpty() && !example.title.isEmpty());
    QCOMPARE(json::write(example.inference), QByteArrayLiteral(R"({"maxTokens":1024,"temperature":0.2})"));
    const QByteArray tools = json::write(example.tools());
    for (const char *member :
         {"top_song", "\"required\":[\"sign\"]", "get_order_status", "\"required\":[\"order_id\"]"})
        QVERIFY2(tools.contains(member), member);
}

void TestConversationDocument::everyChangeIsAnnounced()
{
    // No signal says "everything": models follow row by row.
    const QMetaObject &meta = ConversationDocument::staticMetaObject;
    for (int i = meta.methodOffset(); i < meta.methodCount(); ++i)
        QVERIFY(!meta.method(i).name().toLower().contains("reset"));
}

QTEST_GUILESS_MAIN(TestConversationDocument)
#include "tst_conversationdocument.moc"
