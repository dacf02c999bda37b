// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/lint.h"
#include "core/converse/lintsource.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::converse;
using namespace Qt::StringLiterals;
using json::Json;

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRuleNamesThePlace_data();
    void eachRuleNamesThePlace();
    void aRuleSaysWhereItComesFromIfThatIsKnown();
    void aGoodRequestHasNoFindings();
    void fixesMendWhatTheyNameAndNothingElse();
    void fixesOfSeveralEditsKeepCallsAndResultsTogether();
    void factsDecideWhatDependsOnTheModel_data();
    void factsDecideWhatDependsOnTheModel();
    void whatWasRefusedBeforeIsCertain_data();
    void whatWasRefusedBeforeIsCertain();
    void oddShapesAreNoTrouble();
};

namespace
{

const auto hello = uR"({"role":"user","content":[{"text":"hi"}]})"_s;

QString withMessages(const QString &messages)
{
    return u"{\"messages\":[%1]}"_s.arg(messages);
}

QString with(const QString &members)
{
    return u"{\"messages\":[%1],%2}"_s.arg(hello, members);
}

QString withTool(const QString &spec, const QString &more = {})
{
    return with(u"\"toolConfig\":{\"tools\":[{\"toolSpec\":%1}]%2}"_s.arg(spec, more));
}

QString userBlock(const QString &block)
{
    return withMessages(u"{\"role\":\"user\",\"content\":[{\"text\":\"hi\"},%1]}"_s.arg(block));
}

Json bodyOf(const QString &text)
{
    const auto parsed = json::parse(text.toUtf8());
    return parsed.ok() ? parsed.value() : Json();
}

} // namespace

void TestLint::eachRuleNamesThePlace_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("certain");
    const auto row = [](const char *rule, const QString &body, const QString &place, bool certain = true) {
        QTest::addRow("%s", rule) << body << place << certain;
    };
    const auto answer = uR"({"role":"assistant","content":[{"text":"a"}]})"_s;
    const auto call =
        uR"({"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"f","input":{}}}]})"_s;
    const auto result = uR"({"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[]}}]})"_s;
    const auto schema = uR"("inputSchema":{"json":{"type":"object"}})"_s;

    row("no-messages", u"{}"_s, u"/messages"_s);
    row("first-is-user", withMessages(answer + u',' + hello), u"/messages/0/role"_s);
    row("roles-alternate", withMessages(hello + u',' + hello), u"/messages/1/role"_s);
    row("system-role", withMessages(hello + uR"(,{"role":"system","content":[{"text":"x"}]})"_s),
        u"/messages/1/role"_s, false);
    row("unknown-role", withMessages(uR"({"role":"tool","content":[{"text":"x"}]})"_s),
        u"/messages/0/role"_s);
    row("prefill", withMessages(hello + u',' + answer), u"/messages/1"_s, false);
    row("prefill-ends-in-space",
        withMessages(hello + uR"(,{"role":"assistant","content":[{"text":"a "}]})"_s),
        u"/messages/1/content/0/text"_s, false);
    row("empty-message", withMessages(uR"({"role":"user","content":[]})"_s), u"/messages/0"_s);
    row("one-member", userBlock(uR"({"text":"a","cachePoint":{"type":"default"}})"_s),
        u"/messages/0/content/1"_s);
    row("blank-text", userBlock(uR"({"text":" \n"})"_s), u"/messages/0/content/1"_s);
    row("reasoning-of-user", userBlock(uR"({"reasoningContent":{"redactedContent":"AA=="}})"_s),
        u"/messages/0/content/1"_s);
    row("reasoning-signature",
        withMessages(
            hello +
            uR"(,{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"x"}}}]})"_s),
        u"/messages/1/content/0"_s, false);
    row("media-of-assistant",
        withMessages(
            hello +
            uR"(,{"role":"assistant","content":[{"image":{"format":"png","source":{"bytes":"AA=="}}}]})"_s),
        u"/messages/1/content/0"_s);
    row("call-unanswered", withMessages(hello + u',' + call + u',' + hello), u"/messages/1/content/0"_s);
    row("result-without-call", withMessages(result), u"/messages/0/content/0"_s);
    row("result-twice",
        withMessages(hello + u',' + call +
                     uR"(,{"role":"user","content":[{"toolResult":{"toolUseId":"t1"}},)"_s +
                     uR"({"toolResult":{"toolUseId":"t1"}}]})"_s),
        u"/messages/2/content/1"_s);
    row("call-id", withMessages(hello + u',' + QString(call).replace(u"t1"_s, u"t 1"_s)),
        u"/messages/1/content/0/toolUse/toolUseId"_s);
    row("tools-missing", withMessages(hello + u',' + call + u',' + result), u"/toolConfig"_s);
    row("media-format", userBlock(uR"({"image":{"format":"bmp","source":{"bytes":"AA=="}}})"_s),
        u"/messages/0/content/1/image/format"_s);
    row("media-source", userBlock(uR"({"image":{"format":"png","bytes":"AA=="}})"_s),
        u"/messages/0/content/1/image"_s);
    row("media-size",
        userBlock(uR"({"image":{"format":"png","source":{"bytes":"%1"}}})"_s.arg(QString(5'100'000, u'A'))),
        u"/messages/0/content/1/image/source"_s);
    row("media-missing",
        userBlock(
            uR"({"image":{"format":"png","source":{"outcropBlob":{"sha256":"00","size":3,"name":"a.png"}}}})"_s),
        u"/messages/0/content/1/image/source"_s);
    QStringList images(21, uR"({"image":{"format":"png","source":{"bytes":"AA=="}}})"_s);
    row("images-many", withMessages(u"{\"role\":\"user\",\"content\":[%1]}"_s.arg(images.join(u','))),
        u"/messages/0/content/20"_s);
    const auto document = uR"({"document":{"name":"a","format":"pdf","source":{"bytes":"AA=="}}})"_s;
    row("document-name", userBlock(QString(document).replace(u"\"a\""_s, u"\"a_b.pdf\""_s)),
        u"/messages/0/content/1/document/name"_s);
    row("document-without-text", withMessages(u"{\"role\":\"user\",\"content\":[%1]}"_s.arg(document)),
        u"/messages/0/content/0"_s);
    row("document-name-twice", userBlock(document + u',' + document),
        u"/messages/0/content/2/document/name"_s);
    row("tool-block-role", userBlock(uR"({"toolUse":{"toolUseId":"t1","name":"f","input":{}}})"_s),
        u"/messages/0/content/1"_s);
    row("tool-change-unknown",
        withMessages(
            hello + uR"(,{"role":"system","content":[{"toolRemoval":{"tool":{"name":"gone"}}}]}],)"_s +
            u"\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"f\",%1}}]},\"x\":[0"_s.arg(schema)),
        u"/messages/1/content/0"_s);
    row("documents-many", userBlock(QStringList(6, document).join(u',')), u"/messages/0/content/6"_s);

    row("system-empty", with(uR"("system":[{"text":""}])"_s), u"/system/0"_s);
    row("tools-empty", with(uR"("toolConfig":{"tools":[]})"_s), u"/toolConfig"_s);
    row("tool-name", withTool(u"{\"name\":\"a b\",%1}"_s.arg(schema)),
        u"/toolConfig/tools/0/toolSpec/name"_s);
    row("tool-name-twice",
        with(
            u"\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"a\",%1}},{\"toolSpec\":{\"name\":\"a\",%1}}]}"_s
                .arg(schema)),
        u"/toolConfig/tools/1/toolSpec/name"_s);
    row("tool-description", withTool(u"{\"name\":\"a\",\"description\":\"\",%1}"_s.arg(schema)),
        u"/toolConfig/tools/0/toolSpec/description"_s);
    row("tool-schema", withTool(uR"({"name":"a","inputSchema":{"json":{"type":"string"}}})"_s),
        u"/toolConfig/tools/0/toolSpec/inputSchema"_s);
    row("tool-strict", withTool(u"{\"name\":\"a\",\"strict\":true,%1}"_s.arg(schema)),
        u"/toolConfig/tools/0/toolSpec/strict"_s, false);
    row("system-tool", with(uR"("toolConfig":{"tools":[{"systemTool":{"name":"nova_grounding"}}]})"_s),
        u"/toolConfig/tools/0"_s, false);
    const auto spec = u"{\"name\":\"a\",%1}"_s.arg(schema);
    row("tool-choice", withTool(spec, uR"(,"toolChoice":{"auto":{},"any":{}})"_s),
        u"/toolConfig/toolChoice"_s);
    row("tool-choice-unknown", withTool(spec, uR"(,"toolChoice":{"tool":{"name":"b"}})"_s),
        u"/toolConfig/toolChoice"_s);
    row("tool-choice-model", withTool(spec, uR"(,"toolChoice":{"any":{}})"_s), u"/toolConfig/toolChoice"_s,
        false);

    row("cache-point-type", with(uR"("system":[{"text":"a"},{"cachePoint":{"type":"other"}}])"_s),
        u"/system/1"_s);
    row("cache-point-ttl", with(uR"("system":[{"text":"a"},{"cachePoint":{"type":"default","ttl":"2h"}}])"_s),
        u"/system/1"_s);
    row("cache-point-first", with(uR"("system":[{"cachePoint":{"type":"default"}},{"text":"a"}])"_s),
        u"/system/0"_s);
    QStringList points(5, uR"({"cachePoint":{"type":"default"}})"_s);
    row("cache-points-many", with(u"\"system\":[{\"text\":\"a\"},%1]"_s.arg(points.join(u','))),
        u"/system/5"_s, false);
    row("cache-point-order",
        with(uR"("system":[{"text":"a"},{"cachePoint":{"type":"default"}},)"_s +
             uR"({"cachePoint":{"type":"default","ttl":"1h"}}])"_s),
        u"/system/2"_s);

    row("max-tokens", with(uR"("inferenceConfig":{"maxTokens":0})"_s), u"/inferenceConfig/maxTokens"_s);
    row("zero-to-one", with(uR"("inferenceConfig":{"topP":1.1})"_s), u"/inferenceConfig/topP"_s);
    row("temperature-and-top-p", with(uR"("inferenceConfig":{"topP":1,"temperature":0})"_s),
        u"/inferenceConfig/topP"_s, false);
    row("stop-sequence-empty", with(uR"("inferenceConfig":{"stopSequences":["a",""]})"_s),
        u"/inferenceConfig/stopSequences/1"_s);
    row("stop-sequences-many",
        with(u"\"inferenceConfig\":{\"stopSequences\":[%1]}"_s.arg(QStringList(2501, u"\"a\""_s).join(u','))),
        u"/inferenceConfig/stopSequences"_s);
    row("guardrail-identifier", with(uR"("guardrailConfig":{"guardrailVersion":"1"})"_s),
        u"/guardrailConfig/guardrailIdentifier"_s);
    row("guardrail-version",
        with(uR"("guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"0"})"_s),
        u"/guardrailConfig/guardrailVersion"_s);
    row("guardrail-trace",
        with(uR"("guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1","trace":"on"})"_s),
        u"/guardrailConfig/trace"_s);
    row("guardrail-stream",
        with(
            uR"("guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1","streamProcessingMode":"x"})"_s),
        u"/guardrailConfig/streamProcessingMode"_s);
    row("response-path", with(uR"("additionalModelResponseFieldPaths":["stop"])"_s),
        u"/additionalModelResponseFieldPaths/0"_s);
    row("response-paths-many",
        with(u"\"additionalModelResponseFieldPaths\":[%1]"_s.arg(QStringList(11, u"\"/a\""_s).join(u','))),
        u"/additionalModelResponseFieldPaths"_s);
    row("metadata-count", with(uR"("requestMetadata":{})"_s), u"/requestMetadata"_s);
    row("metadata-text", with(uR"("requestMetadata":{"k":"ä"})"_s), u"/requestMetadata/k"_s);
    row("latency", with(uR"("performanceConfig":{"latency":"fast"})"_s), u"/performanceConfig/latency"_s);
    row("service-tier", with(uR"("serviceTier":{"type":"gold"})"_s), u"/serviceTier/type"_s);
    row("effort", with(uR"("outputConfig":{"effort":"most"})"_s), u"/outputConfig/effort"_s);
    row("prompt-brings-it", with(uR"("promptVariables":{},"system":[{"text":"a"}])"_s), u"/system"_s, false);
}

void TestLint::eachRuleNamesThePlace()
{
    QFETCH(QString, body);
    QFETCH(QString, place);
    QFETCH(bool, certain);
    const Json request = bodyOf(body);
    QVERIFY(request.isObject());
    // What only a person can decide.
    static const QStringList withoutFix{u"no-messages"_s, u"roles-alternate"_s, u"one-member"_s,
                                        u"media-format"_s};
    const QString rule = QString::fromLatin1(QTest::currentDataTag());
    QStringList found;
    bool hit = false;
    for (const LintFinding &finding : lint(request)) {
        found.append(u"%1 at %2"_s.arg(finding.rule, finding.place.toString()));
        if (finding.rule != rule || finding.place.toString() != place)
            continue;
        hit = true;
        QCOMPARE(finding.severity == Severity::Certain, certain);
        QVERIFY(!finding.message.isEmpty() && !finding.message.contains(u"%1"_s));
        QVERIFY2(finding.fix || withoutFix.contains(rule), "has no fix");
        if (!finding.fix)
            continue;
        QVERIFY(!finding.fix->label.isEmpty() && withFix(request, *finding.fix) != request);
        // What a fix mends is not found again.
        for (const LintFinding &after : lint(withFix(request, *finding.fix)))
            QVERIFY2(after.rule != finding.rule || after.place != finding.place, qPrintable(after.message));
    }
    QVERIFY2(hit, qPrintable(found.join(u'\n')));
}

void TestLint::aRuleSaysWhereItComesFromIfThatIsKnown()
{
    QVERIFY(converse::lintSource(u"zero-to-one").contains(u"service model"_s));
    QVERIFY(converse::lintSource(u"document-name").contains(u"documentation"_s));
    QVERIFY(converse::lintSource(u"temperature-and-top-p").contains(u"models"_s));
    QVERIFY(converse::lintSource(u"refused-before").contains(u"answer"_s));
    // protocol/converse.md has these of nobody ([K], [T]).
    for (const QStringView rule : {u"roles-alternate", u"first-is-user", u"call-unanswered", u"system-tool"})
        QCOMPARE(converse::lintSource(rule), QString());
    QCOMPARE(converse::lintSource(u"no-such-rule"), QString());
}

void TestLint::aGoodRequestHasNoFindings()
{
    const Json body = bodyOf(
        uR"({"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}},)"_s +
        uR"({"cachePoint":{"type":"default","ttl":"1h"}}],"toolChoice":{"auto":{}}},"system":[{"text":"s"},)"_s +
        uR"({"cachePoint":{"type":"default"}}],"messages":[{"role":"user","content":[{"text":"q"}]},)"_s +
        uR"({"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"r","signature":"x"}}},)"_s +
        uR"({"toolUse":{"toolUseId":"t","name":"f","input":{}}},)"_s +
        uR"({"toolUse":{"toolUseId":"u","name":"g","input":{},"type":"server_tool_use"}}]},)"_s +
        uR"({"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"r"}]}}]}],)"_s +
        uR"("inferenceConfig":{"maxTokens":5,"temperature":0},"requestMetadata":{"k":"v"}})"_s);
    QVERIFY(body.isObject());
    const std::vector<LintFinding> findings = lint(body);
    QVERIFY2(findings.empty(), findings.empty() ? "" : qPrintable(findings.front().message));
}

void TestLint::fixesMendWhatTheyNameAndNothingElse()
{
    const Json body =
        bodyOf(uR"({"messages":[{"role":"user","content":[{"text":"a"},{"text":" "},{"text":"b"}]}]})"_s);
    const std::vector<LintFinding> findings = lint(body);
    QCOMPARE(findings.size(), 1U);
    QCOMPARE(json::write(withFix(body, *findings.front().fix)),
             QByteArrayLiteral(R"({"messages":[{"role":"user","content":[{"text":"a"},{"text":"b"}]}]})"));
    LintFix gone = *findings.front().fix;
    gone.edits.front().place = json::Pointer().child(u"elsewhere").child(3);
    QCOMPARE(withFix(body, gone), body);
}

void TestLint::fixesOfSeveralEditsKeepCallsAndResultsTogether()
{
    const Json body = bodyOf(withMessages(
        hello +
        uR"(,{"role":"assistant","content":[{"toolUse":{"toolUseId":"a b","name":"f","input":{}}}]})"_s +
        uR"(,{"role":"user","content":[{"toolResult":{"toolUseId":"a b","content":[]}}]})"_s));
    for (const LintFinding &finding : lint(body)) {
        if (finding.rule != "call-id"_L1)
            continue;
        const Json mended = withFix(body, *finding.fix);
        QCOMPARE(
            mended.value(u"messages").at(1).value(u"content").at(0).value(u"toolUse").value(u"toolUseId"),
            Json("a_b"_L1));
        QCOMPARE(
            mended.value(u"messages").at(2).value(u"content").at(0).value(u"toolResult").value(u"toolUseId"),
            Json("a_b"_L1));
        return;
    }
    QFAIL("not found");
}

namespace
{

QString rulesAt(const std::vector<LintFinding> &findings)
{
    QStringList found;
    for (const LintFinding &finding : findings)
        found.append(u"%1 %2 %3"_s.arg(finding.severity == Severity::Certain ? u"certain"_s : u"perhaps"_s,
                                       finding.rule, finding.place.toString()));
    return found.join(u", ");
}

} // namespace

void TestLint::factsDecideWhatDependsOnTheModel_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("facts");
    QTest::addColumn<QString>("found");
    const auto answer = uR"({"role":"assistant","content":[{"text":"a"}]})"_s;
    const auto schema = uR"("inputSchema":{"json":{"type":"object"}})"_s;
    const auto pair = with(uR"("inferenceConfig":{"topP":1,"temperature":0})"_s);
    const auto tool = withTool(u"{\"name\":\"a\",%1}"_s.arg(schema));
    const auto image = userBlock(uR"({"image":{"format":"png","source":{"bytes":"AA=="}}})"_s);
    const auto row = [](const char *name, const QString &body, const QString &facts, const QString &found) {
        QTest::addRow("%s", name) << body << facts << found;
    };
    row("a pair that is taken", pair, uR"({"temperatureWithTopP":true})"_s, {});
    row("a pair that is refused", pair, uR"({"temperatureWithTopP":false})"_s,
        u"perhaps temperature-and-top-p /inferenceConfig/topP"_s);
    row("no sampling at all", pair, uR"({"sampling":false})"_s,
        u"perhaps model-sampling /inferenceConfig/temperature, perhaps model-sampling /inferenceConfig/topP"_s);
    row("a prefill that is taken", withMessages(hello + u',' + answer), uR"({"prefill":true})"_s, {});
    row("strict that is taken", withTool(u"{\"name\":\"a\",\"strict\":true,%1}"_s.arg(schema)),
        uR"({"strictTools":true})"_s, {});
    row("no tools", tool, uR"({"tools":false})"_s, u"perhaps model-tools /toolConfig"_s);
    row("no tools while streaming", tool, uR"({"streamingTools":false})"_s,
        u"perhaps model-streaming-tools /toolConfig"_s);
    row("no system prompt", with(uR"("system":[{"text":"s"}])"_s), uR"({"systemPrompt":false})"_s,
        u"perhaps model-system /system"_s);
    row("no images", image, uR"({"images":false})"_s, u"perhaps model-media /messages/0/content/1"_s);
    row("too many tokens", with(uR"("inferenceConfig":{"maxTokens":5001})"_s), uR"({"maxOutput":5000})"_s,
        u"perhaps model-max-tokens /inferenceConfig/maxTokens"_s);
    const auto point = uR"({"cachePoint":{"type":"default"}})"_s;
    const auto cached = with(u"\"system\":[{\"text\":\"%1\"},%2]"_s.arg(QString(6000, u'a'), point));
    row("no cache", cached, uR"({"cache":{"supported":false}})"_s, u"perhaps model-cache /system/1"_s);
    row("no cache there", cached, uR"({"cache":{"supported":true,"fields":["messages"]}})"_s,
        u"perhaps model-cache-field /system/1"_s);
    row("long enough", cached, uR"({"cache":{"supported":true,"least":1000}})"_s, {});
    row("too short", cached, uR"({"cache":{"supported":true,"least":1001}})"_s,
        u"perhaps model-cache-short /system/1"_s);
    row("short, but a later point is not",
        with(u"\"system\":[{\"text\":\"a\"},%2,{\"text\":\"%1\"},%2]"_s.arg(QString(6000, u'a'), point)),
        uR"({"cache":{"supported":true,"least":1000}})"_s, {});
    row("another life", with(uR"("system":[{"text":"a"},{"cachePoint":{"type":"default","ttl":"1h"}}])"_s),
        uR"({"cache":{"supported":true,"ttls":["5m"]}})"_s, u"perhaps model-cache-ttl /system/1"_s);
}

void TestLint::factsDecideWhatDependsOnTheModel()
{
    QFETCH(QString, body);
    QFETCH(QString, facts);
    QFETCH(QString, found);
    const Json known = bodyOf(facts);
    LintFacts about;
    about.model = u"Some Model 1"_s;
    about.capabilities = known;
    about.maxOutput = known.value(u"maxOutput").toInt();
    if (const auto cache = known.find(u"cache")) {
        about.promptCache.emplace();
        about.promptCache->supported = cache->value(u"supported").toBool().value_or(false);
        about.promptCache->minTokens = cache->value(u"least").toInt();
        for (qsizetype i = 0; i < cache->value(u"fields").size(); ++i)
            about.promptCache->fields.append(cache->value(u"fields").at(i).toString());
        for (qsizetype i = 0; i < cache->value(u"ttls").size(); ++i)
            about.promptCache->ttls.append(cache->value(u"ttls").at(i).toString());
    }
    const Json request = bodyOf(body);
    QVERIFY(request.isObject());
    const std::vector<LintFinding> findings = lint(request, about);
    QCOMPARE(rulesAt(findings), found);
    for (const LintFinding &finding : findings) {
        QVERIFY2(finding.message.contains(about.model), qPrintable(finding.message));
        if (finding.fix)
            QVERIFY(lint(withFix(request, *finding.fix), about).size() < findings.size());
    }
}

void TestLint::whatWasRefusedBeforeIsCertain_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QString &body, const QString &subject, const QString &found) {
        QTest::addRow("%s", name) << body << subject << found;
    };
    const auto prefilled = withMessages(hello + uR"(,{"role":"assistant","content":[{"text":"a"}]})"_s);
    row("a prefill", prefilled, u"a last turn of the assistant"_s, u"certain prefill /messages/1"_s);
    row("a pair", with(uR"("inferenceConfig":{"topP":1,"temperature":0})"_s), u"temperature with topP"_s,
        u"certain temperature-and-top-p /inferenceConfig/topP"_s);
    const auto points = with(
        uR"("toolConfig":{"tools":[{"toolSpec":{"name":"a","inputSchema":{"json":{"type":"object"}}}},)"_s +
        uR"({"cachePoint":{"type":"default"}}]},"system":[{"text":"a"},{"cachePoint":{"type":"default"}}])"_s);
    row("cache points in tools", points, u"cachePoint in tools"_s,
        u"certain refused-before /toolConfig/tools/1"_s);
    row("cache points", points, u"cachePoint"_s,
        u"certain refused-before /toolConfig/tools/1, certain refused-before /system/1"_s);
    row("tools", points, u"tools"_s, u"certain refused-before /toolConfig"_s);
    row("a document", userBlock(uR"({"document":{"name":"a","format":"pdf","source":{"bytes":"AA=="}}})"_s),
        u"document"_s, u"certain refused-before /messages/0/content/1"_s);
    row("a field", with(uR"("inferenceConfig":{"stopSequences":["a"]})"_s), u"stopSequences"_s,
        u"certain refused-before /inferenceConfig/stopSequences"_s);
    row("a member", with(uR"("serviceTier":{"type":"flex"})"_s), u"serviceTier"_s,
        u"certain refused-before /serviceTier"_s);
    row("what is not sent now", withMessages(hello), u"serviceTier"_s, {});
}

void TestLint::whatWasRefusedBeforeIsCertain()
{
    QFETCH(QString, body);
    QFETCH(QString, subject);
    QFETCH(QString, found);
    LintFacts facts;
    facts.refusals = {{subject, u"This model does not take it."_s}};
    const Json request = bodyOf(body);
    QVERIFY(request.isObject());
    const std::vector<LintFinding> findings = lint(request, facts);
    QCOMPARE(rulesAt(findings), found);
    for (const LintFinding &finding : findings) {
        QVERIFY(finding.message.contains(facts.refusals.front().evidence));
        QVERIFY(finding.fix);
        QVERIFY(lint(withFix(request, *finding.fix), facts).size() < findings.size());
    }
}

void TestLint::oddShapesAreNoTrouble()
{
    for (
        const auto &text :
        {u"null"_s, u"[]"_s, u"{\"messages\":7}"_s, u"{\"messages\":[1,null,{\"content\":{}}]}"_s,
         u"{\"messages\":[{\"role\":1,\"content\":[null,3,[]]}],\"system\":{},\"toolConfig\":[]}"_s,
         u"{\"toolConfig\":{\"tools\":{\"a\":1},\"toolChoice\":3},\"inferenceConfig\":5,\"requestMetadata\":\"x\"}"_s})
        (void)lint(bodyOf(text));
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
