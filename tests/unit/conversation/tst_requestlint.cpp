// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/requestlint.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

Json parsed(const QString &text)
{
    const auto value = json::parse(text.toUtf8());
    Q_ASSERT(value.ok());
    return value.value();
}

Turn answer(const QString &text)
{
    Turn turn = makeTurn(u"assistant"_s, {textBlock(text)});
    turn.facts.modelId = u"m"_s;
    turn.facts.exchangeId = 7;
    return turn;
}

Turn prefill(const QString &text)
{
    return makeTurn(u"assistant"_s, {textBlock(text)});
}

Conversation talk(std::vector<Turn> turns)
{
    Conversation conversation = newConversation();
    conversation.turns = std::move(turns);
    conversation.linkTurns();
    return conversation;
}

QStringList rulesOf(const Conversation &conversation, const converse::LintFacts &facts = {})
{
    QStringList rules;
    for (const RequestFinding &finding : lintRequest(conversation, facts))
        rules.append(finding.rule);
    return rules;
}

RequestFinding found(const ConversationDocument &document, const QString &rule)
{
    for (const RequestFinding &finding : lintRequest(document.conversation(), {})) {
        if (finding.rule == rule)
            return finding;
    }
    return {};
}

} // namespace

class TestRequestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesCountWhatIsNotSentToo();
    void theDraftIsPartOfTheRequest();
    void whatIsWrittenForTheModelIsSaidSo();
    void eachFixIsOneStepThatUndoes_data();
    void eachFixIsOneStepThatUndoes();
    void aFixWhosePlaceIsGoneDoesNothing();
    void factsComeFromTheCatalogueAndFromRefusals();
};

void TestRequestLint::placesCountWhatIsNotSentToo()
{
    Conversation conversation = talk({makeTurn(u"user"_s, {textBlock(u"a"_s), textBlock(u"b"_s)}),
                                      userTurn(u"c"_s), answer(u"d"_s), userTurn(u"e"_s)});
    conversation.turns[0].content[0].muted = true;
    conversation.system = {textBlock(u"s"_s), textBlock(u"t"_s)};
    conversation.system[0].muted = true;
    conversation.toolConfig =
        parsed(uR"({"tools":[{"outcropMuted":{"toolSpec":{"name":"a"}}},{"toolSpec":{"name":"b"}}]})"_s);
    const auto at = [&](const QString &pointer) {
        return placeInRequest(conversation, requestLayout(conversation), *Pointer::parse(pointer));
    };
    // Two turns of the user are one message, without the block that is muted.
    const RequestPlace first = at(u"/messages/0/content/0/text"_s);
    QCOMPARE(first.kind, RequestPlace::Kind::Message);
    QCOMPARE(first.turnId, conversation.turns[0].id);
    QCOMPARE(first.blockId, conversation.turns[0].content[1].id);
    QCOMPARE(first.row, 1);
    QCOMPARE(first.inside.toString(), u"/text"_s);
    QCOMPARE(at(u"/messages/0/content/1"_s).turnId, conversation.turns[1].id);
    QCOMPARE(at(u"/messages/2/content/0"_s).blockId, conversation.turns[3].content[0].id);
    const RequestPlace end = at(u"/messages/2/content/1"_s);
    QCOMPARE(end.turnId, conversation.turns[3].id);
    QVERIFY(end.blockId.isEmpty());
    QCOMPARE(end.row, 1);
    QCOMPARE(at(u"/messages/1"_s).turnId, conversation.turns[2].id);
    QCOMPARE(at(u"/messages/9"_s).kind, RequestPlace::Kind::Request);
    QCOMPARE(at(u"/system/0"_s).blockId, conversation.system[1].id);
    QCOMPARE(at(u"/toolConfig/tools/0/toolSpec/name"_s).row, 1);
    QCOMPARE(at(u"/toolConfig/toolChoice"_s).kind, RequestPlace::Kind::ToolChoice);
    QCOMPARE(at(u"/inferenceConfig/topP"_s).member, u"topP"_s);
    QCOMPARE(at(u"/guardrailConfig/trace"_s).member, u"guardrailConfig"_s);
    QCOMPARE(at(u"/guardrailConfig/trace"_s).inside.toString(), u"/trace"_s);
}

void TestRequestLint::theDraftIsPartOfTheRequest()
{
    // Nothing is written yet, or it was answered: the next message is still to come.
    QCOMPARE(rulesOf(talk({})), QStringList());
    QCOMPARE(rulesOf(talk({userTurn(u"a"_s), answer(u"b"_s)})), QStringList());
    Conversation waiting = talk({userTurn(u"a"_s), answer(u"b"_s)});
    waiting.turns[1].content = {
        makeBlock(parsed(uR"({"toolUse":{"toolUseId":"t1","name":"f","input":{}}})"_s))};
    waiting.toolConfig =
        parsed(uR"({"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]})"_s);
    QCOMPARE(rulesOf(waiting), QStringList());
    waiting.draft = u"42"_s;
    QCOMPARE(rulesOf(waiting), QStringList());
    QCOMPARE(withDraft(waiting).turns.back().content.front().value.value(u"toolResult").value(u"toolUseId"),
             Json(u"t1"_s));
    // Only with what is written now it ends with the user.
    Conversation prefilled = talk({userTurn(u"a"_s), prefill(u"b"_s)});
    QCOMPARE(rulesOf(prefilled), QStringList{u"prefill"_s});
    prefilled.draft = u"c"_s;
    QCOMPARE(rulesOf(prefilled), QStringList());
}

void TestRequestLint::whatIsWrittenForTheModelIsSaidSo()
{
    QVERIFY(isPrefill(prefill(u"a"_s)));
    QVERIFY(!isPrefill(answer(u"a"_s)));
    QVERIFY(!isPrefill(userTurn(u"a"_s)));
    Turn failed = prefill(u"a"_s);
    failed.state = TurnState::Interrupted;
    QVERIFY(!isPrefill(failed));
}

void TestRequestLint::eachFixIsOneStepThatUndoes_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char *rule, const QString &members) {
        QTest::addRow("%s", rule) << u"{%1}"_s.arg(members) << QString::fromLatin1(rule);
    };
    const auto hello = uR"({"role":"user","content":[{"text":"hi"}]})"_s;
    const auto messages = [&](const QString &more) { return u"\"messages\":[%1%2]"_s.arg(hello, more); };
    const auto block = [&](const QString &json) {
        return u"\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"},%1]}]"_s.arg(json);
    };
    row("prefill", messages(uR"(,{"role":"assistant","content":[{"text":"a"}]})"_s));
    row("prefill-ends-in-space", messages(uR"(,{"role":"assistant","content":[{"text":"a "}]})"_s));
    row("blank-text", block(uR"({"text":" "})"_s));
    row("unknown-role",
        u"\"messages\":[%1,{\"role\":\"tool\",\"content\":[{\"text\":\"x\"}]},%1]"_s.arg(hello));
    row("document-name",
        block(uR"({"document":{"name":"a.b.pdf","format":"pdf","source":{"bytes":"AA=="}}})"_s));
    row("media-source", block(uR"({"image":{"format":"png","bytes":"AA=="}})"_s));
    row("call-unanswered",
        messages(
            uR"(,{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},)"_s +
            hello));
    row("call-id",
        messages(
            uR"(,{"role":"assistant","content":[{"toolUse":{"toolUseId":"t t","name":"f","input":{}}}]})"_s +
            uR"(,{"role":"user","content":[{"toolResult":{"toolUseId":"t t","content":[]}}]})"_s));
    row("tools-missing",
        messages(
            uR"(,{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]})"_s +
            uR"(,{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}}]})"_s));
    row("system-empty", messages({}) + uR"(,"system":[{"text":"a"},{"text":""}])"_s);
    row("cache-point-ttl",
        messages({}) + uR"(,"system":[{"text":"a"},{"cachePoint":{"type":"default","ttl":"9h"}}])"_s);
    const auto tool = [&](const QString &spec, const QString &more = {}) {
        return messages({}) + u",\"toolConfig\":{\"tools\":[{\"toolSpec\":%1}]%2}"_s.arg(spec, more);
    };
    row("tool-name", tool(uR"({"name":"a b","inputSchema":{"json":{"type":"object"}}})"_s));
    row("tool-schema", tool(uR"({"name":"ab","inputSchema":{"json":{"type":"string"}}})"_s));
    row("tool-choice-unknown", tool(uR"({"name":"ab","inputSchema":{"json":{"type":"object"}}})"_s,
                                    uR"(,"toolChoice":{"tool":{"name":"x"}})"_s));
    row("temperature-and-top-p", messages({}) + uR"(,"inferenceConfig":{"temperature":1,"topP":1})"_s);
    row("max-tokens", messages({}) + uR"(,"inferenceConfig":{"maxTokens":0})"_s);
    row("stop-sequence-empty", messages({}) + uR"(,"inferenceConfig":{"stopSequences":["a",""]})"_s);
    row("guardrail-version",
        messages({}) + uR"(,"guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"x"})"_s);
    row("response-path", messages({}) + uR"(,"additionalModelResponseFieldPaths":["stop"])"_s);
    row("service-tier", messages({}) + uR"(,"serviceTier":{"type":"gold"})"_s);
    row("metadata-text", messages({}) + uR"(,"requestMetadata":{"k":"ä"})"_s);
}

void TestRequestLint::eachFixIsOneStepThatUndoes()
{
    QFETCH(QString, body);
    QFETCH(QString, rule);
    const Json request = parsed(body);
    Conversation conversation = talk({});
    for (qsizetype i = 0; i < request.value(u"messages").size(); ++i) {
        const Json message = request.value(u"messages").at(i);
        conversation.turns.push_back(
            makeTurn(message.value(u"role").toString(), blocksFromJson(message.value(u"content"))));
    }
    conversation.linkTurns();
    conversation.system = blocksFromJson(request.value(u"system"));
    conversation.toolConfig = request.value(u"toolConfig");
    conversation.inference = request.find(u"inferenceConfig").value_or(Json::object());
    for (qsizetype i = 0; i < request.size(); ++i) {
        if (!QStringList{u"messages"_s, u"system"_s, u"toolConfig"_s, u"inferenceConfig"_s}.contains(
                request.keyAt(i)))
            conversation.otherMembers.appendMember(request.keyAt(i), request.at(i));
    }
    ConversationDocument document(conversation);
    const QByteArray before = document.requestBody();
    const RequestFinding finding = found(document, rule);
    QCOMPARE(finding.rule, rule);
    QVERIFY(finding.place.kind != RequestPlace::Kind::Request);
    QVERIFY(!finding.fixLabel.isEmpty());
    QVERIFY(applyFix(document, finding));
    QVERIFY(document.requestBody() != before);
    QVERIFY2(found(document, rule).rule.isEmpty(), document.requestBody().constData());
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QCOMPARE(document.requestBody(), before);
    QCOMPARE(found(document, rule).rule, rule);
}

void TestRequestLint::aFixWhosePlaceIsGoneDoesNothing()
{
    ConversationDocument document(talk({makeTurn(u"user"_s, {textBlock(u"a"_s), textBlock(u" "_s)})}));
    const RequestFinding finding = found(document, u"blank-text"_s);
    QVERIFY(document.removeBlock(finding.place.blockId));
    const QByteArray before = document.requestBody();
    QVERIFY(!applyFix(document, finding));
    QCOMPARE(document.requestBody(), before);
}

void TestRequestLint::factsComeFromTheCatalogueAndFromRefusals()
{
    const auto catalog = catalog::ModelCatalog::parse(
        R"({"profilePrefixes":["us"],"models":[{"id":"anthropic.claude-x","name":"Claude X","maxOutput":99,)"
        R"("converse":{"temperatureWithTopP":false,"documents":false},"unverified":["converse.documents"],)"
        R"("promptCache":{"supported":true,"minTokensPerCheckpoint":1024,"ttl":["5m"]}}]})",
        u"test"_s);
    QVERIFY(catalog.ok());
    const catalog::LearnedRule rule{u"c"_s, u"anthropic.claude-x"_s, u"tools"_s, u"no tools"_s, {}, {}};
    const converse::LintFacts facts = lintFacts(*catalog, u"us.anthropic.claude-x"_s, {rule});
    QCOMPARE(facts.model, u"Claude X"_s);
    QCOMPARE(facts.can("temperatureWithTopP"_L1), std::optional(false));
    QCOMPARE(facts.can("documents"_L1), std::nullopt); // nobody confirmed it
    QCOMPARE(facts.can("toolChoice"_L1), std::optional(true));
    QCOMPARE(facts.maxOutput, std::optional<qint64>(99));
    QCOMPARE(facts.promptCache->minTokens, std::optional<qint64>(1024));
    QCOMPARE(facts.refusals.front().evidence, u"no tools"_s);
    QCOMPARE(lintFacts(*catalog, u"somebody.else"_s, {}).model, u"somebody.else"_s);
    QVERIFY(!lintFacts(*catalog, u"somebody.else"_s, {}).promptCache);
}

QTEST_GUILESS_MAIN(TestRequestLint)
#include "tst_requestlint.moc"
