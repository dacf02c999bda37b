// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/tokenestimate.h"
#include "core/simulator/answerplan.h"
#include "core/simulator/anthropicreader.h"
#include "core/simulator/conversewriter.h"
#include "core/simulator/directives.h"
#include "core/simulator/modelcatalogue.h"
#include "core/simulator/promptcache.h"
#include "core/simulator/schemasample.h"
#include "core/simulator/textpieces.h"
#include "schemacheck.h"

#include <QElapsedTimer>
#include <QTest>

using namespace outcrop;
using namespace outcrop::simulator;
using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

Json parsed(const QByteArray &text)
{
    const auto value = json::parse(QByteArray(text).replace('\'', '"'));
    if (!value)
        qFatal("bad JSON in a test: %s", text.constData());
    return *value;
}

/// A prompt whose three layers have about 1200 tokens each.
QByteArray longText(const QByteArray &word)
{
    return QByteArray(word + ' ').repeated(1200).trimmed();
}

QByteArray cachedBody(const QByteArray &system, const QByteArray &question, const QByteArray &ttl = "5m")
{
    return "{'system':[{'text':'" + system + "'},{'cachePoint':{'type':'default','ttl':'" + ttl +
           "'}}],'messages':[{'role':'user','content':[{'text':'" + question + "'}]}]}";
}

Question questionOf(const Json &body)
{
    return {QStringLiteral("some.model"), body, {}, QByteArray(64, 'a')};
}

Question asking(const QByteArray &text, const QByteArray &more = {})
{
    return questionOf(
        parsed("{'messages':[{'role':'user','content':[{'text':'" + text + "'}]}]" + more + "}"));
}

const QByteArray clockTool =
    ",'toolConfig':{'tools':[{'toolSpec':{'name':'world_clock','inputSchema':{'json':{'type':'object',"
    "'properties':{'city':{'type':'string'}},'required':['city']}}}}]}";

Answer answerTo(const Question &question)
{
    const Json messages = question.body.value("messages"_L1);
    const QString text =
        messages.at(messages.size() - 1).value("content"_L1).at(0).value("text"_L1).toString();
    const auto answer = planAnswer(question, parseDirectives(text));
    if (!answer)
        qFatal("%s", qPrintable(answer.error().message));
    return *answer;
}

} // namespace

class TestAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDirectivesAndLeavesTheRest();
    void complainsAboutDirectivesItCannotRead_data();
    void complainsAboutDirectivesItCannotRead();
    void everyDirectiveIsInTheList();

    void cacheIsWrittenThenReadThenGone();
    void cacheCountsTheWholePrompt_data();
    void cacheCountsTheWholePrompt();
    void cacheIgnoresShortPrefixes();
    void cacheKeepsModelsAndRegionsApart();
    void cacheHitRenewsTheTimeToLive();
    void cacheLooksBackTwentyBlocks();
    void changedToolInvalidatesWhatFollows();

    void sampleIsValid_data();
    void sampleIsValid();
    void sampleTakesNamesFromTheText();

    void neverClaimsToBeAModel();
    void callsATheNamedToolAndUsesItsResult();
    void callsDirectedToolsInParallel();
    void refusesADirectedToolThatIsNotOffered();
    void toolChoiceForcesACall();
    void toolChoiceNoneForbidsCalls();
    void samplesOfHostileSchemasStaySmall_data();
    void samplesOfHostileSchemasStaySmall();
    void pagesOfProfilesEndWhateverTheToken();
    void reasonsWhenThinkingIsSwitchedOn();
    void answersInTheSchemaAskedFor();
    void readsAnthropicBodiesAsConverseBodies();
    void namesThePlaceOfAWrongAnthropicBody_data();
    void namesThePlaceOfAWrongAnthropicBody();
    void stopsAtMaxTokens();
    void stopsAtAStopSequence();
    void sameQuestionSameAnswer();
    void longAnswerHasAboutTheWordsAskedFor();
    void piecesJoinToTheText();
    void usageAddsUp();
};

void TestAnswers::readsDirectivesAndLeavesTheRest()
{
    const Directives d = parseDirectives(
        u"/tool clock {\"city\": \"Oslo\"}\n/tool other\nWhat time?\n/reason\n/cite\n/long 5\n/pace 3\n"
        u"/stall 9\n/throttle 2\n/error throttling\n/error-after 4 modelStreamError\n/cut 7\n/badcrc 1\n"
        u"/guardrail\n/stop max_tokens\n/help\n/usr/bin stays\n // too");
    QCOMPARE(d.complaints, QStringList());
    QCOMPARE(d.text, QStringLiteral("What time?\n/usr/bin stays\n // too"));
    QCOMPARE(d.calls.size(), 2U);
    QCOMPARE(d.calls[0].name, QStringLiteral("clock"));
    QCOMPARE(d.calls[0].input, QByteArray("{\"city\": \"Oslo\"}"));
    QVERIFY(d.calls[1].input.isEmpty());
    QVERIFY(d.reason && d.cite && d.guardrail && d.help);
    QCOMPARE(d.words, 5);
    QCOMPARE(d.pace, std::chrono::milliseconds(3));
    QCOMPARE(d.stall, std::chrono::milliseconds(9));
    QCOMPARE(d.throttledAttempts, 2);
    QCOMPARE(d.error->type, QByteArray("ThrottlingException"));
    QCOMPARE(d.error->status, 429);
    QCOMPARE(d.framesBeforeError, 4);
    QCOMPARE(exceptionFrameType(*d.laterError), QByteArray("modelStreamErrorException"));
    QCOMPARE(d.framesBeforeCut, 7);
    QCOMPARE(d.badCrcFrame, 1);
    QCOMPARE(d.stopReason, QStringLiteral("max_tokens"));
}

void TestAnswers::complainsAboutDirectivesItCannotRead_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line :
         {"/tool", "/long", "/long x", "/long 0", "/long 3 4", "/pace -1", "/pace 99999999999", "/throttle",
          "/error", "/error nonsense", "/error 200", "/error-after 3", "/error-after x throttling", "/cut -1",
          "/badcrc 0", "/stop", "/stop a b"})
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TestAnswers::complainsAboutDirectivesItCannotRead()
{
    QFETCH(QString, line);
    const Directives directives = parseDirectives(line);
    QCOMPARE(directives.complaints.size(), 1);
    QVERIFY(directives.complaints.first().contains(line));
}

void TestAnswers::everyDirectiveIsInTheList()
{
    const QString list = directivesMarkdown();
    for (const char *name :
         {"/help", "/tool NAME {json}", "/reason", "/cite", "/long N", "/pace MS", "/stall MS", "/throttle N",
          "/error TYPE", "/error-after N TYPE", "/cut N", "/badcrc N", "/guardrail", "/stop REASON"})
        QVERIFY2(list.contains(u'`' + QString::fromUtf8(name) + u'`'), name);
    QVERIFY(answerTo(asking("/help")).blocks.at(0).text.contains(list));
}

void TestAnswers::cacheIsWrittenThenReadThenGone()
{
    PromptCache cache;
    const auto prompt = promptLayersOf(parsed(cachedBody(longText("stone"), "Hello")));
    QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto use = [&] { return cache.use(QStringLiteral("m"), QStringLiteral("r"), prompt, now); };
    QCOMPARE(use(), (CacheUsage{0, 1200, 0, 5}));
    QCOMPARE(use(), (CacheUsage{1200, 0, 0, 5}));
    now = now.addSecs(299);
    QCOMPARE(use().read, 1200);
    now = now.addSecs(301);
    QCOMPARE(use(), (CacheUsage{0, 1200, 0, 5}));
}

void TestAnswers::cacheCountsTheWholePrompt_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no point") << QByteArray("{'messages':[{'role':'user','content':[{'text':'" +
                                            longText("a") + "'}]}]}");
    QTest::newRow("5m") << cachedBody(longText("stone"), "Hello there");
    QTest::newRow("1h then 5m") << QByteArray(
        "{'system':[{'text':'" + longText("a") +
        "'},{'cachePoint':{'type':'default','ttl':'1h'}}],'messages':[{'role':'user',"
        "'content':[{'text':'" +
        longText("b") + "'},{'cachePoint':{'type':'default'}},{'text':'and now?'}]}]}");
    QTest::newRow("last block is a point")
        << QByteArray("{'messages':[{'role':'user','content':[{'text':'" + longText("b") +
                      "'},{'cachePoint':{'type':'default'}}]}]}");
}

void TestAnswers::cacheCountsTheWholePrompt()
{
    QFETCH(QByteArray, body);
    PromptCache cache;
    const auto prompt = promptLayersOf(parsed(body));
    QCOMPARE(prompt.totalTokens(), converse::estimatePromptTokens(parsed(body)));
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    qint64 written = 0;
    for (int i = 0; i < 2; ++i) {
        const CacheUsage usage = cache.use(QStringLiteral("m"), QStringLiteral("r"), prompt, now);
        QCOMPARE(usage.read + usage.write() + usage.input, prompt.totalTokens());
        QCOMPARE(usage.read, i == 0 ? 0 : written);
        written = usage.write();
    }
}

void TestAnswers::cacheIgnoresShortPrefixes()
{
    PromptCache cache;
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto tokens = [&](int words) {
        const auto prompt =
            promptLayersOf(parsed(cachedBody(QByteArray("a ").repeated(words).trimmed(), "x")));
        return cache.use(QStringLiteral("m"), QStringLiteral("r"), prompt, now).write();
    };
    QCOMPARE(tokens(1023), 0);
    QCOMPARE(tokens(1024), 1024);
}

void TestAnswers::cacheKeepsModelsAndRegionsApart()
{
    PromptCache cache;
    const auto prompt = promptLayersOf(parsed(cachedBody(longText("stone"), "Hello")));
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto read = [&](const QString &model, const QString &region) {
        return cache.use(model, region, prompt, now).read;
    };
    QCOMPARE(read(QStringLiteral("m"), QStringLiteral("r")), 0);
    QCOMPARE(read(QStringLiteral("n"), QStringLiteral("r")), 0);
    QCOMPARE(read(QStringLiteral("m"), QStringLiteral("s")), 0);
    QCOMPARE(read(QStringLiteral("m"), QStringLiteral("r")), 1200);
}

void TestAnswers::cacheHitRenewsTheTimeToLive()
{
    PromptCache cache;
    const auto prompt = promptLayersOf(parsed(cachedBody(longText("stone"), "Hello", "1h")));
    QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto use = [&] { return cache.use(QStringLiteral("m"), QStringLiteral("r"), prompt, now); };
    QCOMPARE(use().write1h, 1200);
    for (int i = 0; i < 3; ++i) {
        now = now.addSecs(50 * 60);
        QCOMPARE(use().read, 1200);
    }
}

void TestAnswers::cacheLooksBackTwentyBlocks()
{
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto body = [](int blocksAfter) {
        QByteArray text = "{'messages':[{'role':'user','content':[{'text':'" + longText("a") + "'}";
        for (int i = 0; i < blocksAfter; ++i)
            text += ",{'text':'x'}";
        return promptLayersOf(parsed(text + ",{'cachePoint':{'type':'default'}}]}]}"));
    };
    for (const auto &[blocks, read] : {std::pair(19, 1204), std::pair(20, 0)}) {
        PromptCache cache;
        cache.use(QStringLiteral("m"), QStringLiteral("r"), body(0), now);
        QCOMPARE(cache.use(QStringLiteral("m"), QStringLiteral("r"), body(blocks), now).read, read);
    }
}

void TestAnswers::changedToolInvalidatesWhatFollows()
{
    PromptCache cache;
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), Qt::UTC);
    const auto body = [](const QByteArray &name) {
        return promptLayersOf(parsed("{'toolConfig':{'tools':[{'toolSpec':{'name':'" + name +
                                     "','inputSchema':{'json':{}}}}]}," +
                                     cachedBody(longText("a"), "x").sliced(1)));
    };
    QVERIFY(cache.use(QStringLiteral("m"), QStringLiteral("r"), body("a"), now).write() > 0);
    QCOMPARE(cache.use(QStringLiteral("m"), QStringLiteral("r"), body("b"), now).read, 0);
    QVERIFY(cache.use(QStringLiteral("m"), QStringLiteral("r"), body("a"), now).read > 0);
}

void TestAnswers::sampleIsValid_data()
{
    QTest::addColumn<QByteArray>("schema");
    const auto row = [](const char *name, const QByteArray &schema) { QTest::newRow(name) << schema; };
    row("empty object", "{'type':'object'}");
    row("every type",
        "{'type':'object','properties':{'s':{'type':'string'},'i':{'type':'integer'},'n':{'type':'number'},'"
        "b':{'type':"
        "'boolean'},'z':{'type':'null'},'a':{'type':'array','items':{'type':'string'}},'o':{'type':'object','"
        "properties':"
        "{'x':{'type':'integer'}},'required':['x']}},'required':['s','i','n','b','z','a','o']}");
    row("limits of numbers", "{'type':'object','properties':{'a':{'type':'integer','minimum':7,'maximum':9,'"
                             "multipleOf':4},'b':{'type':'number',"
                             "'exclusiveMinimum':0,'exclusiveMaximum':1},'c':{'type':'integer','"
                             "exclusiveMinimum':3},'d':{'type':'number',"
                             "'maximum':-2}},'required':['a','b','c','d']}");
    row("limits of text", "{'type':'object','properties':{'a':{'type':'string','minLength':30},'b':{'type':'"
                          "string','maxLength':3}},"
                          "'required':['a','b']}");
    row("limits of lists", "{'type':'object','properties':{'a':{'type':'array','minItems':3,'uniqueItems':"
                           "true,'items':{'type':'integer'}},"
                           "'b':{'type':'array','maxItems':0,'items':{'type':'string'}},'c':{'type':'array','"
                           "minItems':2,'uniqueItems':true,"
                           "'items':{'enum':['x','y']}}},'required':['a','b','c']}");
    row("enum, const, default", "{'type':'object','properties':{'a':{'enum':['x','y']},'b':{'const':7},'c':{'"
                                "type':'integer','default':5}},"
                                "'required':['a','b']}");
    row("alternatives", "{'type':'object','properties':{'a':{'anyOf':[{'type':'integer','minimum':3},{'type':"
                        "'null'}]},'b':{'oneOf':[{'type':"
                        "'string','maxLength':4},{'type':'integer'}]},'c':{'type':['null','string']}},'"
                        "required':['a','b','c']}");
    row("all of", "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},{'"
                  "properties':{'b':{'type':'integer'}},"
                  "'required':['b']}]}");
    row("reference", "{'type':'object','properties':{'p':{'$ref':'#/$defs/"
                     "point'}},'required':['p'],'$defs':{'point':{'type':'object',"
                     "'properties':{'x':{'type':'number'}},'required':['x']}}}");
    row("recursive, ended by an empty list",
        "{'type':'object','properties':{'children':{'type':'array','maxItems':0,'items':{'$ref':'#'}}},"
        "'required':['children']}");
    row("fewest properties",
        "{'type':'object','minProperties':2,'properties':{'a':{'type':'string'},'b':{'type':'integer'}}}");
    row("required without description", "{'type':'object','required':['a']}");
}

void TestAnswers::sampleIsValid()
{
    QFETCH(QByteArray, schema);
    const Json parsedSchema = parsed(schema);
    const Json sample = sampleForSchema(parsedSchema, QStringLiteral("a hint without names"));
    const QString violation = schemaViolation(sample, parsedSchema, parsedSchema);
    QVERIFY2(violation.isEmpty(), qPrintable(violation + u' ' + QString::fromUtf8(json::write(sample))));
}

void TestAnswers::sampleTakesNamesFromTheText()
{
    const Json schema = parsed("{'type':'object','properties':{'place':{'type':'string'},'unit':{'enum':['"
                               "metric','imperial']},'day':{'type':"
                               "'string','format':'date'}},'required':['place','day']}");
    const Json sample =
        sampleForSchema(schema, QStringLiteral("Use tide_times for Robin Hood's Bay in imperial units"));
    QCOMPARE(sample.value("place"_L1).toString(), QStringLiteral("Robin Hood's Bay"));
    QCOMPARE(sample.value("unit"_L1).toString(), QStringLiteral("imperial"));
    QVERIFY(QDate::fromString(sample.value("day"_L1).toString(), Qt::ISODate).isValid());
}

void TestAnswers::neverClaimsToBeAModel()
{
    for (const QByteArray text :
         {"hello", "Who are you? Are you Claude?", "/long 40", "/help", "/reason\\nhm", "/guardrail"}) {
        const Answer answer = answerTo(asking(text));
        QString all;
        for (const AnswerBlock &block : answer.blocks)
            all += block.text;
        QVERIFY2(all.contains(QStringLiteral("Outcrop simulator")), text.constData());
    }
}

void TestAnswers::callsATheNamedToolAndUsesItsResult()
{
    const Answer first = answerTo(asking("Please ask the world clock for the time in Reykjavik", clockTool));
    QCOMPARE(first.stopReason, QStringLiteral("tool_use"));
    const AnswerBlock &call = first.blocks.back();
    QCOMPARE(call.toolName, QStringLiteral("world_clock"));
    QVERIFY(call.toolUseId.startsWith(QStringLiteral("tooluse_")));
    QCOMPARE(parsed(call.text.toUtf8()).value("city"_L1).toString(), QStringLiteral("Reykjavik"));

    const QByteArray id = call.toolUseId.toLatin1();
    const Answer second = answerTo(questionOf(parsed(
        "{'messages':[{'role':'user','content':[{'text':'Ask the world "
        "clock'}]},{'role':'assistant','content':[{'toolUse':{'toolUseId':'" +
        id + "','name':'world_clock','input':{}}}]},{'role':'user','content':[{'toolResult':{'toolUseId':'" +
        id + "','content':[{'json':{'time':'12:34','zone':'UTC'}}]}}]}]" + clockTool + "}")));
    QCOMPARE(second.stopReason, QStringLiteral("end_turn"));
    for (const char *part : {"world_clock", "12:34", "zone", "Ask the world clock"})
        QVERIFY2(second.blocks.at(0).text.contains(QString::fromUtf8(part)), part);
}

void TestAnswers::callsDirectedToolsInParallel()
{
    const Answer answer =
        answerTo(asking("/tool world_clock {\\\"city\\\": \\\"Oslo\\\"}\\n/tool world_clock", clockTool));
    QCOMPARE(answer.blocks.size(), 3U);
    QCOMPARE(answer.blocks[1].text, QStringLiteral("{\"city\": \"Oslo\"}"));
    QVERIFY(answer.blocks[1].toolUseId != answer.blocks[2].toolUseId);
    QVERIFY(parsed(answer.blocks[2].text.toUtf8()).contains("city"_L1));
}

void TestAnswers::refusesADirectedToolThatIsNotOffered()
{
    const auto answer = planAnswer(asking("x", clockTool), parseDirectives(u"/tool sundial"));
    QVERIFY(!answer);
    QCOMPARE(answer.error().type, QByteArray("ValidationException"));
    QVERIFY(answer.error().message.contains(QStringLiteral("sundial")));
    const auto broken = planAnswer(asking("x", clockTool), parseDirectives(u"/tool world_clock {\"city\":"));
    QVERIFY(!broken);
    QVERIFY(broken.error().message.contains(QStringLiteral("not JSON")));
}

void TestAnswers::toolChoiceForcesACall()
{
    const QByteArray forced = QByteArray(clockTool).chopped(1) + ",'toolChoice':{'any':{}}}";
    QCOMPARE(answerTo(asking("Hello", clockTool)).stopReason, QStringLiteral("end_turn"));
    QCOMPARE(answerTo(asking("Hello", forced)).stopReason, QStringLiteral("tool_use"));
}

void TestAnswers::toolChoiceNoneForbidsCalls()
{
    const auto answerWith = [](const QByteArray &choice) {
        const auto converted = converseBodyOfAnthropic(parsed(
            "{'anthropic_version':'bedrock-2023-05-31','max_tokens':4096,'tools':[{'name':'world_clock',"
            "'description':'d','input_schema':{'type':'object'}}],'tool_choice':{'type':'" +
            choice + "'},'messages':[{'role':'user','content':'Use world_clock please'}]}"));
        Q_ASSERT(converted.ok());
        return answerTo(questionOf(*converted)).stopReason;
    };
    QCOMPARE(answerWith("auto"), QStringLiteral("tool_use"));
    QCOMPARE(answerWith("none"), QStringLiteral("end_turn"));
}

void TestAnswers::samplesOfHostileSchemasStaySmall_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::newRow("lists of itself") << QByteArray("{'type':'array','minItems':100,'items':{'$ref':'#'}}");
    QTest::newRow("alternatives that refer to each other") << QByteArray(
        "{'$defs':{'a':{'allOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'},"
        "{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'}]}},'$ref':'#/$defs/a'}");
    QByteArray prefix = "{'type':'array','prefixItems':[{'type':'null'}";
    for (int i = 0; i < 150; ++i)
        prefix += ",{'type':'null'}";
    QTest::newRow("more items in front than are made up") << prefix + "]}";
}

void TestAnswers::samplesOfHostileSchemasStaySmall()
{
    QFETCH(QByteArray, schema);
    QElapsedTimer timer;
    timer.start();
    const Json sample = sampleForSchema(parsed(schema), QStringLiteral("a hint"));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(json::write(sample).size() < 1024 * 1024);
}

void TestAnswers::pagesOfProfilesEndWhateverTheToken()
{
    for (const QByteArray &token : {QByteArray("9223372036854775807"), QByteArray("9223372036854775000")}) {
        const auto page = listModels(Operation::ListInferenceProfiles, "maxResults=1000&nextToken=" + token,
                                     QStringLiteral("us-east-1"));
        QVERIFY(page.ok());
        QCOMPARE(page->value("inferenceProfileSummaries"_L1).size(), 0);
        QVERIFY(!page->contains("nextToken"_L1));
    }
}

void TestAnswers::reasonsWhenThinkingIsSwitchedOn()
{
    const Answer answer = answerTo(asking(
        "Hello", ",'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':2000}}"));
    QCOMPARE(answer.blocks.size(), 2U);
    QCOMPARE(answer.blocks[0].kind, AnswerBlock::Kind::Reasoning);
    QVERIFY(!answer.blocks[0].signature.isEmpty());
    QCOMPARE(answerTo(asking("Hello")).blocks.size(), 1U);
}

void TestAnswers::answersInTheSchemaAskedFor()
{
    const QByteArray schema =
        R"({\"type\":\"object\",\"properties\":{\"rock\":{\"type\":\"string\"}},\"required\":[\"rock\"]})";
    const Answer answer = answerTo(
        asking("Name one",
               ",'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'schema':'" +
                   schema + "'}}}}"));
    QCOMPARE(parsed(answer.blocks.at(0).text.toUtf8()).keyAt(0), QStringLiteral("rock"));
}

void TestAnswers::readsAnthropicBodiesAsConverseBodies()
{
    const auto converted =
        converseBodyOfAnthropic(parsed("{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,'top_p':0.5,"
                                       "'stop_sequences':['x'],'system':[{'type':'text','text':'s',"
                                       "'cache_control':{'type':'ephemeral','ttl':'1h'}}],'tools':[{'name':'"
                                       "t','description':'d','input_schema':{'type':'object'},"
                                       "'cache_control':{'type':'ephemeral'}}],'tool_choice':{'type':'tool','"
                                       "name':'t'},'messages':[{'role':'user','content':'hi'},"
                                       "{'role':'assistant','content':[{'type':'thinking','thinking':'hm','"
                                       "signature':'s'},{'type':'tool_use','id':'a','name':'t','input':{}}]},"
                                       "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','"
                                       "is_error':true,'content':'bad'},{'type':'image','source':{'type':"
                                       "'base64','media_type':'image/png','data':'QQ=='}}]}]}"));
    QVERIFY2(converted, converted ? "" : qPrintable(converted.error().message));
    QVERIFY2(
        converted->equivalent(parsed("{'system':[{'text':'s'},{'cachePoint':{'type':'default','ttl':'1h'}}],'"
                                     "messages':[{'role':'user','content':[{'text':'hi'}]},"
                                     "{'role':'assistant','content':[{'reasoningContent':{'reasoningText':{'"
                                     "text':'hm','signature':'s'}}},{'toolUse':{'toolUseId':'a',"
                                     "'name':'t','input':{}}}]},{'role':'user','content':[{'toolResult':{'"
                                     "toolUseId':'a','content':[{'text':'bad'}],'status':'error'}},"
                                     "{'image':{'format':'png','source':{'bytes':'QQ=='}}}]}],'"
                                     "inferenceConfig':{'maxTokens':9,'topP':0.5,'stopSequences':['x']},"
                                     "'toolConfig':{'tools':[{'toolSpec':{'name':'t','description':'d','"
                                     "inputSchema':{'json':{'type':'object'}}}},{'cachePoint':"
                                     "{'type':'default'}}],'toolChoice':{'tool':{'name':'t'}}}}")),
        json::write(*converted).constData());
}

void TestAnswers::namesThePlaceOfAWrongAnthropicBody_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const QByteArray head = "{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,";
    const QByteArray messages = "'messages':[{'role':'user','content':'hi'}]";
    const auto row = [](const char *name, const QByteArray &body, const char *expected) {
        QTest::newRow(name) << body << QString::fromUtf8(expected);
    };
    row("version", "{'max_tokens':9," + messages + "}", "anthropic_version:");
    row("max_tokens", "{'anthropic_version':'bedrock-2023-05-31'," + messages + "}",
        "max_tokens: Field required");
    row("messages", head + "'system':'x'}", "messages: Field required");
    row("unknown member", head + "'model':'x'," + messages + "}", "model: Extra inputs are not permitted");
    row("role", head + "'messages':[{'role':'system','content':'hi'}]}", "messages.0.role");
    row("content", head + "'messages':[{'role':'user','content':7}]}", "messages.0.content: must be");
    row("block", head + "'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'txt'}]}]}",
        "messages.0.content.1.type");
}

void TestAnswers::namesThePlaceOfAWrongAnthropicBody()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    const auto converted = converseBodyOfAnthropic(parsed(body));
    QVERIFY(!converted);
    QCOMPARE(converted.error().type, QByteArray("ValidationException"));
    QVERIFY2(converted.error().message.startsWith(expected), qPrintable(converted.error().message));
}

void TestAnswers::stopsAtMaxTokens()
{
    const Answer text = answerTo(asking("Hello", ",'inferenceConfig':{'maxTokens':9}"));
    QCOMPARE(text.stopReason, QStringLiteral("max_tokens"));
    QVERIFY(text.outputTokens > 4 && text.outputTokens <= 9);

    Question question =
        asking("/tool world_clock {\\\"city\\\": \\\"a very long name of a city that is cut\\\"}",
               QByteArray(clockTool) + ",'inferenceConfig':{'maxTokens':22}");
    const Answer cut = answerTo(question);
    QCOMPARE(cut.stopReason, QStringLiteral("max_tokens"));
    QCOMPARE(cut.blocks.size(), 2U);
    QVERIFY(!json::parse(cut.blocks[1].text.toUtf8()).ok());
    QCOMPARE(
        converseResponse(question, cut, 1).value("output"_L1).value("message"_L1).value("content"_L1).size(),
        1);
}

void TestAnswers::stopsAtAStopSequence()
{
    const Question question = asking("Hello", ",'inferenceConfig':{'stopSequences':['never','real is']},"
                                              "'additionalModelResponseFieldPaths':['/stop_sequence']");
    const Answer answer = answerTo(question);
    QCOMPARE(answer.stopReason, QStringLiteral("stop_sequence"));
    QCOMPARE(answer.stopSequence, QStringLiteral("real is"));
    QVERIFY(answer.blocks.back().text.endsWith(QStringLiteral("What is ")));
    QCOMPARE(converseResponse(question, answer, 1).value("additionalModelResponseFields"_L1),
             parsed("{'stop_sequence':'real is'}"));
}

void TestAnswers::sameQuestionSameAnswer()
{
    const Question question = asking("/reason\\nAsk the world clock", clockTool);
    const auto events = [&question] {
        QByteArray all;
        for (const StreamEvent &event :
             converseEvents(question, answerTo(question), [] { return qint64(1); }))
            all += event.type + json::write(event.payload());
        return all;
    };
    QCOMPARE(events(), events());
}

void TestAnswers::longAnswerHasAboutTheWordsAskedFor()
{
    for (const int words : {1, 100, 3000}) {
        const QString text = answerTo(asking("/long " + QByteArray::number(words))).blocks.at(0).text;
        const qsizetype count = text.simplified().split(u' ').size();
        QVERIFY2(count >= words && count < words + 60, qPrintable(QString::number(count)));
    }
}

void TestAnswers::piecesJoinToTheText()
{
    const QString text = QStringLiteral("  a b\n\nc 🪨🪨🪨 d ");
    QCOMPARE(wordPieces(text).join(QString()), text);
    QCOMPARE(wordPieces(text).size(), 6);
    for (int length = 1; length < 8; ++length) {
        for (const QString &piece : fixedPieces(text, length))
            QVERIFY(!piece.front().isLowSurrogate() && !piece.back().isHighSurrogate());
        QCOMPARE(fixedPieces(text, length).join(QString()), text);
    }
}

void TestAnswers::usageAddsUp()
{
    const Json usage = usageJson({1000, 200, 2048, 7}, 50);
    QCOMPARE(usage, parsed("{'inputTokens':7,'outputTokens':50,'totalTokens':3305,'cacheReadInputTokens':"
                           "1000,'cacheWriteInputTokens':2248,"
                           "'cacheDetails':[{'ttl':'1h','inputTokens':2048},{'ttl':'5m','inputTokens':200}],'"
                           "serverToolUsage':{}}"));
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
