// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/variables.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

class TestVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadByTheRules_data();
    void textIsReadByTheRules();
    void literalBracesComeBack();
    void valuesStandInTheRequestAndNamesInTheFile();
    void everyTextAPersonWritesTakesThem_data();
    void everyTextAPersonWritesTakesThem();
    void whatIsNoProseIsSentAsItStands();
    void whatTheAssistantSaidIsLeftAlone();
    void theMessageBeingWrittenHasNames();
    void anUnsetNameIsFoundWithItsPlace();
    void aRequestBodyWithBracesIsSentAsItWas();
    void settingIsOneStepOfUndo();
};

void TestVariables::textIsReadByTheRules_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("names");
    QTest::newRow("none") << u"a { b } c"_s << u"a { b } c"_s << QString();
    QTest::newRow("one") << u"on {{station}}."_s << u"on WZPZ."_s << u"station"_s;
    QTest::newRow("spaces") << u"{{ station }}"_s << u"WZPZ"_s << u"station"_s;
    QTest::newRow("two") << u"{{station}}{{n.1-x}}"_s << u"WZPZ7"_s << u"station n.1-x"_s;
    QTest::newRow("unset stays") << u"{{other}}"_s << u"{{other}}"_s << u"other"_s;
    QTest::newRow("escape") << u"{{{{station}}"_s << u"{{station}}"_s << QString();
    QTest::newRow("escape before a name") << u"{{{{{{station}}"_s << u"{{WZPZ"_s << u"station"_s;
    QTest::newRow("three braces") << u"{{{station}}}"_s << u"{WZPZ}"_s << u"station"_s;
    QTest::newRow("no name") << u"{{ }} {{1a}} {{a b}} {{a|b}}"_s << u"{{ }} {{1a}} {{a b}} {{a|b}}"_s
                             << QString();
    QTest::newRow("open") << u"{{station"_s << u"{{station"_s << QString();
    QTest::newRow("not twice") << u"{{braces}}"_s << u"{{station}}"_s << u"braces"_s;
    QTest::newRow("letters") << u"{{größe}}"_s << u"\U0001F30B"_s << u"größe"_s;
}

void TestVariables::textIsReadByTheRules()
{
    QFETCH(QString, text);
    QFETCH(QString, sent);
    QFETCH(QString, names);
    Json values = Json::object();
    values.set(u"station"_s, Json(u"WZPZ"_s));
    values.set(u"n.1-x"_s, Json(u"7"_s));
    values.set(u"braces"_s, Json(u"{{station}}"_s));
    values.set(u"größe"_s, Json(u"\U0001F30B"_s));
    QCOMPARE(withVariables(text, values), sent);
    QStringList found;
    for (const VariableUse &use : variableUses(text))
        found.append(use.name);
    QCOMPARE(found.join(u' '), names);
}

void TestVariables::literalBracesComeBack()
{
    for (const auto &text : {u"{{a}}"_s, u"{{{"_s, u"{{{{"_s, u"{{{{{b}}}"_s, u"{"_s, u"x{{y}}z{{{{"_s})
        QCOMPARE(withVariables(withLiteralBraces(text), Json::object()), text);
}

void TestVariables::valuesStandInTheRequestAndNamesInTheFile()
{
    Conversation conversation = newConversation();
    conversation.system = {textBlock(u"You are {{who}}."_s)};
    conversation.toolConfig =
        json::parse(R"({"tools":[{"toolSpec":{"name":"f","description":"for {{who}}"}}]})").value();
    conversation.turns = {userTurn(u"Hi {{who}}"_s)};
    conversation.turns.front().content.push_back(makeBlock(
        json::parse(
            R"({"toolResult":{"toolUseId":"1","content":[{"text":"{{who}}"},{"json":{"a":"{{who}}"}}]}})")
            .value()));
    ConversationDocument document(conversation);
    document.setVariable(u"who"_s, u"a geologist"_s);
    const QByteArray body = document.requestBody();
    QCOMPARE(body.count("a geologist"), 4);
    QVERIFY(body.contains(R"({"json":{"a":"{{who}}"}})"));
    const QByteArray file = encodeConversation(document.conversation());
    QCOMPARE(file.count("{{who}}"), 5);
    QCOMPARE(file.count("a geologist"), 1);
    QCOMPARE(json::write(toConverseBody(decodeConversation(file, u"f"_s)->conversation)), body);
}

void TestVariables::everyTextAPersonWritesTakesThem_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::newRow("text") << R"({"text":"a {{who}}"})"_ba;
    QTest::newRow("guarded") << R"({"guardContent":{"text":{"text":"a {{who}}","qualifiers":["query"]}}})"_ba;
    QTest::newRow("search result")
        << R"({"searchResult":{"source":"s","title":"t","content":[{"text":"a"},{"text":"a {{who}}"}]}})"_ba;
    QTest::newRow("tool result")
        << R"({"toolResult":{"toolUseId":"1","content":[{"json":{}},{"text":"a {{who}}"}]}})"_ba;
    QTest::newRow("search result of a tool")
        << R"({"toolResult":{"toolUseId":"1","content":[{"searchResult":{"content":[{"text":"a {{who}}"}]}}]}})"_ba;
}

void TestVariables::everyTextAPersonWritesTakesThem()
{
    QFETCH(QByteArray, block);
    Conversation conversation = newConversation();
    conversation.system = {makeBlock(json::parse(block).value())};
    conversation.turns = {userTurn(u"q"_s)};
    conversation.turns.front().content = {makeBlock(json::parse(block).value())};
    const std::vector<UnsetVariable> unset = unsetVariables(conversation);
    QCOMPARE(unset.size(), 2U);
    QCOMPARE(unset.front(), (UnsetVariable{u"who"_s, u"/system/0"_s, conversation.system.front().id}));
    QCOMPARE(variableEntries(conversation).front().uses, 2);

    conversation.variables.set(u"who"_s, Json(u"geologist"_s));
    QVERIFY(unsetVariables(conversation).empty());
    const QByteArray filled = QByteArray(block).replace("{{who}}", "geologist");
    QCOMPARE(json::write(toConverseBody(conversation)).count(filled), 2);
    // Opened as a request body, braces are text.
    const QByteArray body =
        R"({"system":[)" + block + R"(],"messages":[{"role":"system","content":[)" + block + "]}]}";
    const auto read = decodeConversation(body, u"f"_s);
    QVERIFY(unsetVariables(read->conversation).empty());
    QCOMPARE(json::write(toConverseBody(read->conversation)), body);
}

void TestVariables::whatIsNoProseIsSentAsItStands()
{
    const QByteArray block = R"({"toolResult":{"toolUseId":"{{who}}","content":[{"json":{"text":"{{who}}"}},)"
                             R"({"searchResult":{"source":"{{who}}","title":"{{who}}","content":[]}},)"
                             R"({"document":{"name":"{{who}}","source":{"text":"{{who}}"}}},"{{who}}"]}})";
    Conversation conversation = newConversation();
    conversation.turns = {userTurn(u"q"_s)};
    conversation.turns.front().content = {makeBlock(json::parse(block).value())};
    QVERIFY(unsetVariables(conversation).empty());
    conversation.variables.set(u"who"_s, Json(u"geologist"_s));
    QVERIFY(json::write(toConverseBody(conversation)).contains(block));
}

void TestVariables::theMessageBeingWrittenHasNames()
{
    Conversation conversation = newConversation();
    conversation.draft = u"{{b}} {{c}}"_s;
    conversation.draftFrame.before = {
        makeBlock(json::parse(R"({"guardContent":{"text":{"text":"{{a}}"}}})").value())};
    conversation.draftFrame.after = {textBlock(u"{{b}}"_s)};
    QCOMPARE(namesInDraft(conversation), (std::vector<QString>{u"a"_s, u"b"_s, u"c"_s, u"b"_s}));
    QCOMPARE(variableEntries(conversation).size(), 3U);
    conversation.draftFrame.role = u"assistant"_s;
    QVERIFY(namesInDraft(conversation).empty());
}

void TestVariables::whatTheAssistantSaidIsLeftAlone()
{
    Conversation conversation = newConversation();
    conversation.turns = {userTurn(u"q"_s), makeTurn(u"assistant"_s, {textBlock(u"{{a}} {{{{"_s)})};
    QVERIFY(json::write(toConverseBody(conversation)).contains("{{a}} {{{{"));
    QVERIFY(unsetVariables(conversation).empty());
}

void TestVariables::anUnsetNameIsFoundWithItsPlace()
{
    Conversation conversation = newConversation();
    conversation.system = {textBlock(u"{{muted}}"_s), textBlock(u"{{a}}"_s)};
    conversation.system.front().muted = true;
    conversation.turns = {userTurn(u"x"_s), userTurn(u"{{b}} {{a}}"_s)};
    conversation.variables.set(u"a"_s, Json(QString()));
    const std::vector<UnsetVariable> unset = unsetVariables(conversation);
    QCOMPARE(unset.size(), 1U);
    QCOMPARE(unset.front(),
             (UnsetVariable{u"b"_s, u"/messages/0/content/1"_s, conversation.turns[1].content.front().id}));
}

void TestVariables::aRequestBodyWithBracesIsSentAsItWas()
{
    const QByteArray body =
        R"({"toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"{{x}}"}}]},"system":[{"text":"{{a}} {{{{ b"}],)"
        R"("messages":[{"role":"user","content":[{"text":"{{ name }}"}]}]})";
    const auto read = decodeConversation(body, u"f"_s);
    QVERIFY(read.ok());
    QVERIFY(unsetVariables(read->conversation).empty());
    QCOMPARE(json::write(toConverseBody(read->conversation)), body);
}

void TestVariables::settingIsOneStepOfUndo()
{
    ConversationDocument document(newConversation());
    document.setVariable(u"a"_s, u"1"_s);
    document.setVariable(u"a"_s, u"1"_s);
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QVERIFY(!document.conversation().variables.contains(u"a"_s));
}

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
