// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"
#include "core/conversation/requestedit.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

namespace
{

Json parsed(const QByteArray &text)
{
    const auto result = json::parse(text);
    return result.ok() ? *result : Json();
}

/// Quotes as in the texts below are easier to read.
Json body(QByteArray text)
{
    return parsed(text.replace('\'', '"'));
}

QByteArray shown(const ConversationDocument &document, const RequestShape &shape = {})
{
    return json::write(requestAsWritten(document.conversation(), shape)).replace('"', '\'');
}

Block named(const QString &id, const QByteArray &value)
{
    Block block = makeBlock(body(value));
    block.id = id;
    return block;
}

Turn turnOf(const QString &id, const QString &role, std::vector<Block> content)
{
    Turn turn = makeTurn(role, std::move(content));
    turn.id = id;
    return turn;
}

/// Two questions and an answer, a muted block, two tools with a muted one between them.
Conversation sample()
{
    Conversation conversation = newConversation();
    conversation.system = {named(u"s1"_s, "{'text':'Be brief.'}"), named(u"s2"_s, "{'text':'Secret.'}"),
                           named(u"s3"_s, "{'cachePoint':{'type':'default'}}")};
    conversation.system[1].muted = true;
    conversation.toolConfig =
        body("{'tools':[{'toolSpec':{'name':'a'}},{'outcropMuted':{'toolSpec':{'name':'b'}}},"
             "{'toolSpec':{'name':'c'}}],'toolChoice':{'auto':{}}}");
    conversation.turns = {turnOf(u"q1"_s, u"user"_s,
                                 {named(u"b1"_s, "{'text':'One {{x}}'}"), named(u"b2"_s, "{'text':'Two'}")}),
                          turnOf(u"a1"_s, u"assistant"_s, {named(u"b3"_s, "{'text':'Well'}")}),
                          turnOf(u"q2"_s, u"user"_s, {named(u"b4"_s, "{'text':'More'}")})};
    conversation.turns[0].content[1].muted = true;
    conversation.turns[1].note = u"good"_s;
    conversation.turns[1].facts.modelId = u"m"_s;
    conversation.inference = body("{'maxTokens':10,'temperature':1.0}");
    conversation.otherMembers = body("{'future':[1e2,{'a':1,'a':2}]}");
    return conversation;
}

QStringList blockIds(const Conversation &conversation)
{
    QStringList ids;
    for (const Block &block : conversation.system)
        ids.append(block.id);
    for (const Turn &turn : conversation.turns) {
        for (const Block &block : turn.content)
            ids.append(block.id);
    }
    return ids;
}

QString turnIds(const Conversation &conversation)
{
    QStringList ids;
    for (const Turn &turn : conversation.turns)
        ids.append(turn.id);
    return ids.join(u' ');
}

class Rig
{
public:
    explicit Rig(Conversation conversation) : document(std::move(conversation)) {}

    /// Replaces @p from by @p to in the text of the request.
    bool edit(const QByteArray &from, const QByteArray &to)
    {
        QByteArray text = shown(document, editing.shape);
        const qsizetype at = text.indexOf(from);
        if (at < 0)
            return false;
        text.replace(at, from.size(), to);
        const TextRun run{at, from.size(), to.size(), false};
        const auto applied = applyRequestBody(document, body(text), editing, run);
        if (!applied.ok())
            problem = applied.error();
        return applied.ok() && shown(document, editing.shape) == text;
    }

    ConversationDocument document;
    RequestEditing editing;
    std::optional<RequestProblem> problem;
};

} // namespace

class TestRequestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownChangesNothing();
    void aWordIsOneStepAndKeepsEverythingElse();
    void typingMergesUntilItGoesElsewhere();
    void mutedPartsStayWhereTheyAre();
    void blocksComeAndGoWithTheirNeighboursKept();
    void aMessageOfSeveralTurnsStaysInThem();
    void aTurnKeepsItsPlaceWhenItsRoleChanges();
    void insertedAndRemovedTurnsKeepTheTree();
    void aTurnThatIsPastedAgainIsWhatItWas();
    void whatIsBeingWrittenIsKeptThoughItIsNotSent();
    void toolsAreEditedOneByOne();
    void otherMembersKeepOrderDuplicatesAndSpelling();
    void membersOfAMessageSurviveTheFile();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void halfTypedTextIsKeptUndoneAndSaved();
    void aReadOnlyDocumentStaysAsItIs();
    void randomEditsGiveTheBodyBack();
};

void TestRequestEdit::whatIsShownChangesNothing()
{
    Rig rig(sample());
    const Conversation before = rig.document.conversation();
    const auto applied =
        applyRequestBody(rig.document, requestAsWritten(rig.document.conversation()), rig.editing);
    QVERIFY(applied.ok());
    QVERIFY(!*applied);
    QCOMPARE(rig.document.undoStack().count(), 0);
    QVERIFY(rig.document.conversation() == before);
    QVERIFY(shown(rig.document).contains("{{x}}"));
}

void TestRequestEdit::aWordIsOneStepAndKeepsEverythingElse()
{
    Rig rig(sample());
    const Conversation before = rig.document.conversation();
    QSignalSpy changed(&rig.document, &ConversationDocument::turnChanged);
    QSignalSpy inserted(&rig.document, &ConversationDocument::turnInserted);
    QVERIFY(rig.edit("Well", "Well!"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toInt(), 1);
    QCOMPARE(inserted.count(), 0);
    const Turn &turn = rig.document.conversation().turns[1];
    QCOMPARE(turn.content[0].id, u"b3"_s);
    QCOMPARE(turn.note, u"good"_s);
    QCOMPARE(turn.facts.modelId, u"m"_s);
    QCOMPARE(rig.document.undoStack().count(), 1);
    QCOMPARE(rig.document.undoStack().undoText(), u"Edit request JSON"_s);
    rig.document.undoStack().undo();
    QVERIFY(rig.document.conversation() == before);
}

void TestRequestEdit::typingMergesUntilItGoesElsewhere()
{
    Rig rig(sample());
    QVERIFY(rig.edit("Well", "Wellx"));
    // As a text editor reports it: the letter alone.
    const auto type = [&](const QByteArray &after, const QByteArray &letter) {
        QByteArray text = shown(rig.document, rig.editing.shape);
        const qsizetype at = text.indexOf(after) + after.size();
        text.insert(at, letter);
        return applyRequestBody(rig.document, body(text), rig.editing, TextRun{at, 0, 1, letter == "\n"})
            .valueOr(false);
    };
    QVERIFY(type("Wellx", "y"));
    QVERIFY(type("Wellxy", "z"));
    QVERIFY(type("More", "a"));
    QVERIFY(type("Morea", "b"));
    QCOMPARE(rig.document.undoStack().count(), 3); // the replacement, "yz", "ab"
    rig.document.undoStack().undo();
    QVERIFY(shown(rig.document).contains("'More'"));
    rig.document.undoStack().undo();
    QVERIFY(shown(rig.document).contains("'Wellx'"));
    rig.document.undoStack().redo();
    QVERIFY(shown(rig.document).contains("'Wellxyz'"));
}

void TestRequestEdit::mutedPartsStayWhereTheyAre()
{
    Rig rig(sample());
    QVERIFY(rig.edit("{'text':'Be brief.'},", ""));
    QVERIFY(rig.edit("{'text':'One {{x}}'}", "{'text':'One'},{'text':'More than one'}"));
    const Conversation &now = rig.document.conversation();
    QCOMPARE(now.system.size(), size_t(2));
    QCOMPARE(now.system[0].id, u"s2"_s);
    QVERIFY(now.system[0].muted);
    QCOMPARE(now.turns[0].content.size(), size_t(3));
    QCOMPARE(now.turns[0].content[0].id, u"b1"_s);
    QCOMPARE(now.turns[0].content[2].id, u"b2"_s);
    // All of the message goes but what is not sent.
    QVERIFY(rig.edit("{'role':'user','content':[{'text':'One'},{'text':'More than one'}]},", ""));
    QCOMPARE(turnIds(now), u"q1 a1 q2"_s);
    QCOMPARE(now.turns[0].content.size(), size_t(1));
    QVERIFY(now.turns[0].content[0].muted);
}

void TestRequestEdit::blocksComeAndGoWithTheirNeighboursKept()
{
    Rig rig(sample());
    QVERIFY(
        rig.edit("{'text':'More'}", "{'text':'First'},{'text':'More'},{'cachePoint':{'type':'default'}}"));
    const Turn &turn = rig.document.conversation().turns[2];
    QCOMPARE(turn.content.size(), size_t(3));
    QCOMPARE(turn.content[1].id, u"b4"_s);
    QVERIFY(rig.edit("{'text':'First'},", ""));
    QCOMPARE(turn.content[0].id, u"b4"_s);
    // Another kind in the place of a block is that block while one writes.
    QVERIFY(rig.edit("{'text':'More'}", "{'image':{'format':'png'}}"));
    QCOMPARE(turn.content[0].id, u"b4"_s);
}

void TestRequestEdit::aMessageOfSeveralTurnsStaysInThem()
{
    Conversation conversation = sample();
    conversation.turns.push_back(turnOf(u"q3"_s, u"user"_s, {named(u"b5"_s, "{'text':'And'}")}));
    Rig rig(conversation);
    const Conversation &now = rig.document.conversation();
    QVERIFY(shown(rig.document).contains("[{'text':'More'},{'text':'And'}]"));
    QVERIFY(rig.edit("{'text':'And'}", "{'text':'And so'},{'text':'on'}"));
    QCOMPARE(turnIds(now), u"q1 a1 q2 q3"_s);
    QCOMPARE(now.turns[2].content.size(), size_t(1));
    QCOMPARE(now.turns[3].content.size(), size_t(2));
    QVERIFY(rig.edit("{'text':'More'},", ""));
    QCOMPARE(turnIds(now), u"q1 a1 q3"_s);
    rig.document.undoStack().undo();
    QCOMPARE(turnIds(now), u"q1 a1 q2 q3"_s);
}

void TestRequestEdit::aTurnKeepsItsPlaceWhenItsRoleChanges()
{
    Rig rig(sample());
    QVERIFY(rig.edit("'assistant'", "'user'"));
    QCOMPARE(turnIds(rig.document.conversation()), u"q1 a1 q2"_s);
    QCOMPARE(rig.document.conversation().turns[1].role, u"user"_s);
    QCOMPARE(rig.document.conversation().turns[1].note, u"good"_s);
    // Three messages of one role stay three while they are written; they are sent as one.
    QCOMPARE(requestAsWritten(rig.document.conversation(), rig.editing.shape).value("messages").size(), 3);
    QCOMPARE(toConverseBody(rig.document.conversation()).value("messages").size(), 1);
}

void TestRequestEdit::insertedAndRemovedTurnsKeepTheTree()
{
    Rig rig(sample());
    rig.document.addSibling(u"q2"_s, turnOf(u"q2b"_s, u"user"_s, {named(u"b9"_s, "{'text':'Else'}")}));
    const Conversation &now = rig.document.conversation();
    QCOMPARE(turnIds(now), u"q1 a1 q2b"_s);
    QVERIFY(rig.edit("{'role':'assistant','content':[{'text':'Well'}]},", ""));
    QVERIFY(now.tree.contains(u"q2"_s));
    QCOMPARE(now.tree.parentOf(u"q2"_s), u"q1"_s);
    QVERIFY(rig.edit(
        "{'role':'user','content':[{'text':'Else'}]}",
        "{'role':'assistant','content':[{'text':'New'}]},{'role':'user','content':[{'text':'Else'}]}"));
    QCOMPARE(now.turns.size(), size_t(3));
    QCOMPARE(now.turns[2].id, u"q2b"_s);
    QVERIFY(now.tree.contains(u"q2"_s));
    rig.document.undoStack().undo();
    rig.document.undoStack().undo();
    QCOMPARE(turnIds(now), u"q1 a1 q2b"_s);
    QCOMPARE(now.tree.children(u"a1"_s).ids.size(), size_t(2));
}

void TestRequestEdit::aTurnThatIsPastedAgainIsWhatItWas()
{
    Rig rig(sample());
    const QByteArray answer = "{'role':'assistant','content':[{'text':'Well'}]}";
    QVERIFY(rig.edit(answer + ',', ""));
    QCOMPARE(turnIds(rig.document.conversation()), u"q1 q2"_s);
    QVERIFY(rig.edit("{'text':'More'}]}", "{'text':'More'}]}," + answer));
    QCOMPARE(turnIds(rig.document.conversation()), u"q1 q2 a1"_s);
    QCOMPARE(rig.document.conversation().turns[2].note, u"good"_s);
}

void TestRequestEdit::whatIsBeingWrittenIsKeptThoughItIsNotSent()
{
    Rig rig(sample());
    QVERIFY(rig.edit("{'text':'More'}]}", "{'text':'More'}]},{'role':'assistant','content':[]}"));
    QVERIFY(rig.edit("'content':[]", "'content':[{'text':''}]"));
    QCOMPARE(toConverseBody(rig.document.conversation()).value("messages").size(), 3);
    QVERIFY(rig.edit("'text':''", "'text':'The'"));
    QCOMPARE(toConverseBody(rig.document.conversation()).value("messages").size(), 4);
    QCOMPARE(rig.document.conversation().turns.size(), size_t(4));
    QCOMPARE(rig.document.conversation().turns[3].content.size(), size_t(1));
}

void TestRequestEdit::toolsAreEditedOneByOne()
{
    Rig rig(sample());
    const auto tools = [&] { return json::write(rig.document.conversation().tools()).replace('"', '\''); };
    QVERIFY(rig.edit("{'name':'c'}", "{'name':'cc'}"));
    QCOMPARE(tools(), QByteArray("[{'toolSpec':{'name':'a'}},{'outcropMuted':{'toolSpec':{'name':'b'}}},"
                                 "{'toolSpec':{'name':'cc'}}]"));
    QVERIFY(rig.edit("{'toolSpec':{'name':'a'}},", ""));
    QCOMPARE(tools(), QByteArray("[{'outcropMuted':{'toolSpec':{'name':'b'}}},{'toolSpec':{'name':'cc'}}]"));
    const QByteArray before = tools();
    QVERIFY(rig.edit("'toolConfig':{'tools':[{'toolSpec':{'name':'cc'}}],'toolChoice':{'auto':{}}},", ""));
    QCOMPARE(tools(), QByteArray("[{'outcropMuted':{'toolSpec':{'name':'b'}}}]"));
    rig.document.undoStack().undo();
    QCOMPARE(tools(), before);
    QVERIFY(rig.edit("{'auto':{}}", "{'any':{},'any':1.50}"));
    QCOMPARE(tools(), before);
}

void TestRequestEdit::otherMembersKeepOrderDuplicatesAndSpelling()
{
    Rig rig(sample());
    QSignalSpy others(&rig.document, &ConversationDocument::otherMemberChanged);
    QSignalSpy inference(&rig.document, &ConversationDocument::inferenceChanged);
    QVERIFY(rig.edit("'future':[1e2", "'b':0.10,'future':[1e2"));
    QVERIFY(rig.edit("'a':2}]", "'a':2.0}],'b':1E3,'c':null"));
    QCOMPARE(others.count(), 4); // b; future, b, c
    QVERIFY(rig.edit("'temperature':1.0", "'temperature':1.00,'topK':-0"));
    QCOMPARE(inference.count(), 2);
    rig.document.undoStack().undo();
    rig.document.undoStack().undo();
    rig.document.undoStack().undo();
    QCOMPARE(shown(rig.document), json::write(requestAsWritten(sample())).replace('"', '\''));
}

void TestRequestEdit::membersOfAMessageSurviveTheFile()
{
    Rig rig(sample());
    QVERIFY(rig.edit("{'text':'Well'}]", "{'text':'Well'}],'later':1.0,'later':2"));
    const auto read = decodeConversation(encodeConversation(rig.document.conversation()), u"f"_s);
    QVERIFY(read.ok());
    QCOMPARE(json::write(requestAsWritten(read->conversation)).replace('"', '\''), shown(rig.document));
    const auto imported =
        decodeConversation(json::write(toConverseBody(rig.document.conversation())), u"f"_s);
    QVERIFY(imported.ok());
    QVERIFY(json::write(toConverseBody(imported->conversation)).contains("\"later\":1.0,\"later\":2"));
}

void TestRequestEdit::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("no object") << QByteArray("[]") << QString();
    QTest::newRow("no messages") << QByteArray("{}") << QString();
    QTest::newRow("messages") << QByteArray("{'messages':{}}") << u"/messages"_s;
    QTest::newRow("message") << QByteArray("{'messages':[1]}") << u"/messages/0"_s;
    QTest::newRow("role missing") << QByteArray("{'messages':[{'content':[]}]}") << u"/messages/0"_s;
    QTest::newRow("role") << QByteArray("{'messages':[{'role':1,'content':[]}]}") << u"/messages/0/role"_s;
    QTest::newRow("content missing") << QByteArray("{'messages':[{'role':'user'}]}") << u"/messages/0"_s;
    QTest::newRow("block") << QByteArray("{'messages':[{'role':'user','content':[{},3]}]}")
                           << u"/messages/0/content/1"_s;
    QTest::newRow("twice") << QByteArray("{'messages':[],'messages':[]}") << u"/messages"_s;
    QTest::newRow("system") << QByteArray("{'messages':[],'system':null}") << u"/system"_s;
    QTest::newRow("tools") << QByteArray("{'messages':[],'toolConfig':{'tools':{}}}")
                           << u"/toolConfig/tools"_s;
    QTest::newRow("inference") << QByteArray("{'messages':[],'inferenceConfig':1}") << u"/inferenceConfig"_s;
    QTest::newRow("mark") << QByteArray("{'messages':[],'system':[{'outcropMuted':{}}]}") << u"/system/0"_s;
}

void TestRequestEdit::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    Rig rig(sample());
    const auto applied = applyRequestBody(rig.document, body(text), rig.editing);
    QVERIFY(!applied.ok());
    QCOMPARE(applied.error().where.toString(), where);
    QVERIFY(!applied.error().message.isEmpty());
    QCOMPARE(rig.document.undoStack().count(), 0);
}

void TestRequestEdit::halfTypedTextIsKeptUndoneAndSaved()
{
    Rig rig(sample());
    QSignalSpy told(&rig.document, &ConversationDocument::requestTextChanged);
    const TextRun run{10, 0, 1, false};
    setRequestText(rig.document, u"{\"messages\""_s, run);
    setRequestText(rig.document, u"{\"messages\":"_s, TextRun{11, 0, 1, false});
    QCOMPARE(rig.document.undoStack().count(), 1);
    QCOMPARE(told.count(), 2);
    const auto read = decodeConversation(encodeConversation(rig.document.conversation()), u"f"_s);
    QVERIFY(read.ok());
    QCOMPARE(read->conversation.requestText, std::optional(u"{\"messages\":"_s));
    // Whole again: the text is no longer kept, and undo brings back what stood there before it all.
    QByteArray text = shown(rig.document).replace("Well", "Wells");
    QVERIFY(applyRequestBody(rig.document, body(text), rig.editing, TextRun{12, 0, 1, false}).valueOr(false));
    QVERIFY(!rig.document.conversation().requestText);
    QCOMPARE(rig.document.undoStack().count(), 1);
    rig.document.undoStack().undo();
    QVERIFY(!rig.document.conversation().requestText);
    QVERIFY(shown(rig.document).contains("'Well'"));
    rig.document.undoStack().redo();
    QVERIFY(shown(rig.document).contains("'Wells'"));
}

void TestRequestEdit::aReadOnlyDocumentStaysAsItIs()
{
    QTemporaryDir dir;
    QByteArray file = encodeConversation(sample());
    file.replace("\"version\": ", "\"version\": 9");
    QFile out(dir.filePath(u"a.outcrop.json"_s));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(file);
    out.close();
    auto opened = ConversationDocument::open(out.fileName());
    QVERIFY(opened.ok());
    ConversationDocument &document = **opened;
    QVERIFY(document.isReadOnly());
    RequestEditing editing;
    const auto applied = applyRequestBody(document, body("{'messages':[]}"), editing);
    QVERIFY(applied.ok() && !*applied);
    QCOMPARE(document.conversation().turns.size(), size_t(3));
}

namespace
{

class RandomBody
{
public:
    explicit RandomBody(unsigned seed) : m_random(seed) {}

    Json make()
    {
        Json body = Json::object();
        if (one(2))
            body.appendMember(u"toolConfig",
                              Json::object({{"tools"_L1, tools()}, {"toolChoice"_L1, value(2)}}));
        if (one(2))
            body.appendMember(u"system", blocks(1 + below(3)));
        Json messages = Json::array();
        for (int i = 0, count = below(7); i < count; ++i)
            messages.append(message(i));
        body.appendMember(u"messages", messages);
        if (one(2))
            body.appendMember(u"inferenceConfig",
                              Json::object({{"maxTokens"_L1, value(0)}, {"x"_L1, value(2)}}));
        for (int i = 0, count = below(3); i < count; ++i)
            body.appendMember(u"other%1"_s.arg(below(2)), value(3));
        return body;
    }

    /// One edit somewhere; how many blocks and tools it may touch at most.
    int edit(Json &body)
    {
        Json messages = body.value("messages"_L1);
        switch (below(8)) {
        case 0: { // a message at the end or before it
            const int role = messages.isEmpty() ? 0 : int(messages.size());
            messages.append(message(role));
            body.set("messages"_L1, messages);
            return 0;
        }
        case 1: {
            if (messages.isEmpty())
                return 0;
            const int gone = int(messages.at(messages.size() - 1).value("content"_L1).size());
            messages.removeAt(messages.size() - 1);
            body.set("messages"_L1, messages);
            return gone;
        }
        case 2:
            return editParts(body, u"/system"_s);
        case 3:
            return editParts(body, u"/toolConfig/tools"_s);
        case 4: {
            if (body.contains("inferenceConfig"_L1))
                body.replace(*json::Pointer::parse(u"/inferenceConfig/x"), value(2));
            return 0;
        }
        case 5:
            body.appendMember(u"more%1"_s.arg(below(3)), value(3));
            return 0;
        default:
            return messages.isEmpty()
                       ? 0
                       : editParts(body, u"/messages/%1/content"_s.arg(below(int(messages.size()))));
        }
    }

private:
    int below(int bound) { return bound < 1 ? 0 : int(m_random() % unsigned(bound)); }
    bool one(int of) { return below(of) == 0; }

    int editParts(Json &body, const QString &where)
    {
        const auto pointer = *json::Pointer::parse(where);
        const auto found = body.resolve(pointer);
        if (!found || found->isEmpty())
            return 0;
        Json parts = *found;
        const int at = below(int(parts.size()));
        int touched = 0;
        switch (below(3)) {
        case 0:
            parts.insert(at, part());
            break;
        case 1:
            if (parts.size() > 1) { // an empty array is as good as none
                parts.removeAt(at);
                touched = 1;
            }
            break;
        default: {
            Json changed = parts.at(at);
            changed.setAt(0, value(3));
            parts.setAt(at, changed);
            touched = 1;
        }
        }
        body.replace(pointer, parts);
        return touched;
    }

    Json message(int index)
    {
        Json message = Json::object({{"role"_L1, Json(index % 2 == 0 ? "user"_L1 : "assistant"_L1)},
                                     {"content"_L1, blocks(1 + below(4))}});
        if (one(6))
            message.appendMember(u"later", value(2));
        return message;
    }
    Json blocks(int count)
    {
        Json blocks = Json::array();
        for (int i = 0; i < count; ++i)
            blocks.append(part());
        return blocks;
    }
    Json tools()
    {
        Json tools = blocks(1 + below(3));
        tools.append(Json::object({{"toolSpec"_L1, value(1)}}));
        return tools;
    }
    /// A block (or tool) with a member that nobody knows, now and then two of one name.
    Json part()
    {
        Json part = Json::object({{"text"_L1, Json(u"t%1 {{v}} \\ \u4e16"_s.arg(m_random()))}});
        if (one(3))
            part.setAt(0, value(3));
        if (one(3))
            part.rename(0, u"future");
        if (one(4))
            part.appendMember(part.keyAt(0), value(2));
        return part;
    }
    Json value(int depth)
    {
        static const char *const scalars[] = {"1.0",  "1e2",  "-0",         "9007199254740993",
                                              "true", "null", "\"\\u00e9\""};
        if (depth == 0 || one(3))
            return one(2) ? parsed(scalars[below(7)]) : Json(u"s%1"_s.arg(m_random()));
        Json container = one(2) ? Json::array() : Json::object();
        for (int i = 0, count = 1 + below(3); i < count; ++i) {
            if (container.isArray())
                container.append(value(depth - 1));
            else
                container.appendMember(u"k%1"_s.arg(below(2)), value(depth - 1));
        }
        return container;
    }

    std::mt19937 m_random;
};

} // namespace

void TestRequestEdit::randomEditsGiveTheBodyBack()
{
    int edits = 0;
    for (unsigned seed = 0; seed < 50; ++seed) {
        RandomBody random(seed);
        Json wanted = random.make();
        Rig rig(newConversation());
        QVERIFY(applyRequestBody(rig.document, wanted, rig.editing).ok());
        QCOMPARE(json::write(requestAsWritten(rig.document.conversation())), json::write(wanted));
        for (int i = 0; i < 10; ++i, ++edits) {
            const Conversation before = rig.document.conversation();
            const QStringList ids = blockIds(before);
            const int touched = random.edit(wanted);
            const Json read = parsed(json::write(wanted, json::Layout::Pretty));
            QVERIFY(applyRequestBody(rig.document, read, rig.editing).ok());
            const Conversation &now = rig.document.conversation();
            const QByteArray context = "seed " + QByteArray::number(seed) + " edit " + QByteArray::number(i);
            QVERIFY2(json::write(requestAsWritten(now)) == json::write(wanted), context);
            QVERIFY2(json::write(requestAsWritten(now, rig.editing.shape)) == json::write(wanted), context);
            // Whoever is still there is what it was, except for what was touched.
            const QStringList idsNow = blockIds(now);
            int changed = 0;
            for (const QString &id : ids) {
                const auto valueIn = [&](const Conversation &of) {
                    std::optional<Json> value;
                    const auto look = [&](const std::vector<Block> &blocks) {
                        for (const Block &block : blocks)
                            value = block.id == id ? std::optional(block.value) : value;
                    };
                    look(of.system);
                    for (const Turn &turn : of.turns)
                        look(turn.content);
                    return value;
                };
                changed += valueIn(before) != valueIn(now) ? 1 : 0;
            }
            QVERIFY2(changed <= touched, context + ": " + QByteArray::number(changed));
            if (now != before) {
                const Conversation after = now;
                rig.document.undoStack().undo();
                QVERIFY2(rig.document.conversation().equivalentTo(before), context);
                rig.document.undoStack().redo();
                QVERIFY2(rig.document.conversation() == after, context);
            }
        }
    }
    QCOMPARE(edits, 500);
}

QTEST_GUILESS_MAIN(TestRequestEdit)
#include "tst_requestedit.moc"
