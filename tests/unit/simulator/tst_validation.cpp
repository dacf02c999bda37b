// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversationrules.h"
#include "core/simulator/shapevalidator.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::simulator;

namespace
{

/// Single quotes stand for double ones, so that a table of bodies can be read.
json::Json parsed(const QByteArray &text)
{
    const auto value = json::parse(QByteArray(text).replace('\'', '"'));
    if (!value)
        qFatal("bad JSON in a test: %s", text.constData());
    return *value;
}

const QByteArray hello = "{'role':'user','content':[{'text':'hello'}]}";

QByteArray withMessages(const QByteArray &messages)
{
    return "{'messages':[" + messages + "]}";
}

QByteArray withBlock(const QByteArray &block)
{
    return withMessages("{'role':'user','content':[{'text':'hello'}," + block + "]}");
}

QByteArray withMember(const QByteArray &member)
{
    return "{'messages':[" + hello + "]," + member + "}";
}

const QByteArray tool = "{'toolSpec':{'name':'clock','inputSchema':{'json':{'type':'object'}}}}";

QByteArray withTools(const QByteArray &messages)
{
    return "{'toolConfig':{'tools':[" + tool + "]},'messages':[" + messages + "]}";
}

QByteArray call(const QByteArray &id)
{
    return "{'toolUse':{'toolUseId':'" + id + "','name':'clock','input':{}}}";
}

QByteArray result(const QByteArray &id)
{
    return "{'toolResult':{'toolUseId':'" + id + "','content':[{'text':'noon'}]}}";
}

QByteArray turn(const QByteArray &role, const QByteArray &blocks)
{
    return "{'role':'" + role + "','content':[" + blocks + "]}";
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyShapeOfTheTableIsReadAndKnown();
    void namesThePlaceOfAWrongShape_data();
    void namesThePlaceOfAWrongShape();
    void acceptsWhatTheShapesAllow_data();
    void acceptsWhatTheShapesAllow();
    void reportsSeveralViolationsButNotMoreThanTen();
    void namesThePlaceOfABrokenConversation_data();
    void namesThePlaceOfABrokenConversation();
    void promptArnsBringWhatTheRequestLeavesOut();
    void acceptsGoodConversations_data();
    void acceptsGoodConversations();
};

void TestValidation::everyShapeOfTheTableIsReadAndKnown()
{
    const ShapeTable &table = ShapeTable::converse();
    QCOMPARE(table.faults(), QStringList());
    const auto check = [&table](const ShapeType &type, const auto &self) -> void {
        if (type.kind == ShapeType::Kind::Named)
            QVERIFY2(table.find(type.name), qPrintable(type.name));
        if (type.kind == ShapeType::Kind::List)
            QVERIFY(type.element);
        if (type.kind == ShapeType::Kind::Map)
            QVERIFY(type.element && type.key);
        if (type.pattern)
            QVERIFY2(type.pattern->isValid(), qPrintable(type.pattern->pattern()));
        if (type.element)
            self(*type.element, self);
    };
    for (const QString &name : table.names()) {
        for (const ShapeMember &member : table.find(name)->members)
            check(member.type, check);
    }
    QCOMPARE(table.find(QStringLiteral("ContentBlock"))->members.size(), 14U);
    QVERIFY(table.find(QStringLiteral("ContentBlock"))->isUnion);
}

void TestValidation::namesThePlaceOfAWrongShape_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("constraint");
    const auto row = [](const char *name, const QByteArray &body, const char *place, const char *constraint) {
        QTest::newRow(name) << body << QString::fromUtf8(place) << QString::fromUtf8(constraint);
    };
    row("unknown member", withMember("'temperature':1"), "#", "extraneous key [temperature]");
    row("unknown member of a message", withMessages("{'role':'user','content':[],'name':'x'}"),
        "messages.0:", "extraneous key [name]");
    row("unknown kind of block", withBlock("{'txt':'x'}"), "messages.0.content.1",
        "must set one of the following keys");
    row("empty union", withBlock("{}"), "messages.0.content.1",
        "must set one of the following keys: text, image");
    row("union with two members", withBlock("{'text':'x','cachePoint':{'type':'default'}}"),
        "messages.0.content.1", "It sets text and cachePoint");
    row("role missing", withMessages("{'content':[]}"), "'messages.0.role'", "must not be null");
    row("role unknown", withMessages("{'role':'human','content':[]}"), "Value 'human' at 'messages.0.role'",
        "enum value set: [user, assistant, system]");
    row("content no list", withMessages("{'role':'user','content':'hi'}"), "'messages.0.content'",
        "of type list");
    row("text no string", withBlock("{'text':7}"), "'messages.0.content.1.text'", "of type string");
    row("system text empty", withMember("'system':[{'text':''}]"), "'system.0.text'",
        "length greater than or equal to 1");
    row("maxTokens zero", withMember("'inferenceConfig':{'maxTokens':0}"),
        "Value '0' at 'inferenceConfig.maxTokens'", "greater than or equal to 1");
    row("maxTokens fraction", withMember("'inferenceConfig':{'maxTokens':1.5}"),
        "'inferenceConfig.maxTokens'", "of type integer");
    row("temperature too high", withMember("'inferenceConfig':{'temperature':1.01}"),
        "'inferenceConfig.temperature'", "less than or equal to 1");
    row("temperature as text", withMember("'inferenceConfig':{'temperature':'1'}"),
        "'inferenceConfig.temperature'", "of type float");
    row("stop sequence empty", withMember("'inferenceConfig':{'stopSequences':['a','']}"),
        "'inferenceConfig.stopSequences.1'", "length greater than or equal to 1");
    row("no tools", withMember("'toolConfig':{'tools':[]}"), "'toolConfig.tools'",
        "length greater than or equal to 1");
    row("tool name with a space",
        withMember("'toolConfig':{'tools':[{'toolSpec':{'name':'a b','inputSchema':{'json':{}}}}]}"),
        "Value 'a b' at 'toolConfig.tools.0.toolSpec.name'", "regular expression pattern");
    row("tool without schema", withMember("'toolConfig':{'tools':[{'toolSpec':{'name':'a'}}]}"),
        "'toolConfig.tools.0.toolSpec.inputSchema'", "must not be null");
    row("base64 broken", withBlock("{'image':{'format':'png','source':{'bytes':'%%%'}}}"),
        "'messages.0.content.1.image.source.bytes'", "base64");
    row("image empty", withBlock("{'image':{'format':'png','source':{'bytes':''}}}"),
        "'messages.0.content.1.image.source.bytes'", "length greater than or equal to 1");
    row("image format", withBlock("{'image':{'format':'bmp','source':{'bytes':'QQ=='}}}"),
        "'messages.0.content.1.image.format'", "[png, jpeg, gif, webp]");
    row("tool use id too long",
        withBlock("{'toolUse':{'toolUseId':'" + QByteArray(65, 'a') + "','name':'a','input':{}}}"),
        "'messages.0.content.1.toolUse.toolUseId'", "length less than or equal to 64");
    row("metadata key", withMember("'requestMetadata':{'a%':'b'}"), "'requestMetadata.a%'", "pattern");
    row("metadata empty", withMember("'requestMetadata':{}"), "'requestMetadata'",
        "length greater than or equal to 1");
    row("cache point ttl", withBlock("{'cachePoint':{'type':'default','ttl':'2h'}}"),
        "'messages.0.content.1.cachePoint.ttl'", "[5m, 1h]");
    row("eleven response paths",
        withMember(
            "'additionalModelResponseFieldPaths':['/a','/b','/c','/d','/e','/f','/g','/h','/i','/j','/k']"),
        "'additionalModelResponseFieldPaths'", "length less than or equal to 10");
    row("stream option without a stream", withMember("'guardrailConfig':{'streamProcessingMode':'sync'}"),
        "guardrailConfig:", "extraneous key [streamProcessingMode]");
    row("a list as the body", "[]", "#", "of type object");
}

void TestValidation::namesThePlaceOfAWrongShape()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, place);
    QFETCH(QString, constraint);
    const QString message =
        violationsMessage(ShapeValidator().check(parsed(body), QStringLiteral("ConverseRequest")));
    QVERIFY2(message.contains(place), qPrintable(message));
    QVERIFY2(message.contains(constraint), qPrintable(message));
}

void TestValidation::acceptsWhatTheShapesAllow_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("only messages") << withMessages(hello);
    QTest::newRow("nothing: a prompt ARN brings it") << QByteArray("{}");
    QTest::newRow("null counts as absent") << withMember("'system':null");
    QTest::newRow("limits") << withMember(
        "'inferenceConfig':{'maxTokens':1,'temperature':0,'topP':1.0,'stopSequences':[]}");
    QTest::newRow("any document") << withMember(
        "'additionalModelRequestFields':{'thinking':{'type':'adaptive'},'n':[1,null]}");
    QTest::newRow("tool with cache point")
        << withMember("'toolConfig':{'tools':[" + tool +
                      ",{'cachePoint':{'type':'default','ttl':'1h'}}],'toolChoice':{'auto':{}}}");
    QTest::newRow("image") << withBlock("{'image':{'format':'png','source':{'bytes':'QUJD'}}}");
    QTest::newRow("reasoning") << withBlock(
        "{'reasoningContent':{'reasoningText':{'text':'hm','signature':'s'}}}");
    QTest::newRow("metadata") << withMember("'requestMetadata':{'team':'a b_c','empty':''}");
}

void TestValidation::acceptsWhatTheShapesAllow()
{
    QFETCH(QByteArray, body);
    QCOMPARE(ShapeValidator().check(parsed(body), QStringLiteral("ConverseRequest")), QStringList());
}

void TestValidation::reportsSeveralViolationsButNotMoreThanTen()
{
    const auto two = ShapeValidator().check(parsed(withMember("'inferenceConfig':{'maxTokens':0,'topP':2}")),
                                            QStringLiteral("ConverseRequest"));
    QCOMPARE(two.size(), 2);
    QVERIFY(violationsMessage(two).startsWith(QStringLiteral("2 validation errors detected: ")));
    QByteArray blocks;
    for (int i = 0; i < 50; ++i)
        blocks += "{'text':1},";
    const auto many = ShapeValidator().check(parsed(withMessages(turn("user", blocks + "{'text':'x'}"))),
                                             QStringLiteral("ConverseRequest"));
    QCOMPARE(many.size(), 10);
}

void TestValidation::namesThePlaceOfABrokenConversation_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &body, const char *expected) {
        QTest::newRow(name) << body << QString::fromUtf8(expected);
    };
    const QByteArray answer = turn("assistant", "{'text':'hi'}");
    row("no messages", "{'messages':[]}", "must have at least one user message");
    row("begins with the assistant", withMessages(answer), "must start with a user message, but messages.0");
    row("two user messages", withMessages(hello + ',' + hello),
        "must alternate between user and assistant roles, but messages.1");
    row("two assistant messages", withMessages(hello + ',' + answer + ',' + answer),
        "but messages.2 has the role assistant");
    row("blank text", withMessages(turn("user", "{'text':' \\n'}")),
        "The text field in the ContentBlock object at messages.0.content.0 is blank");
    row("blank system text", withMember("'system':[{'text':'a'},{'text':' '}]"),
        "The text field in the SystemContentBlock object at system.1 is blank");
    row("no content", withMessages("{'role':'user','content':[]}"),
        "content field in the Message object at messages.0 is empty");
    row("image of the assistant",
        withMessages(hello + ',' + turn("assistant", "{'image':{'format':'png','source':{'bytes':'QQ=='}}}")),
        "at messages.1.content.0 has the key image, which is only allowed in messages with the role user");
    row("tool use of the user", withTools(turn("user", call("a"))),
        "messages.0.content.0 has the key toolUse");
    row("document alone",
        withMessages(turn("user", "{'document':{'name':'n','format':'txt','source':{'text':'x'}}}")),
        "messages.0 has a document but no text block");
    row("document name",
        withBlock("{'document':{'name':'my  file.txt','format':'txt','source':{'text':'x'}}}"),
        "document file name at messages.0.content.1.document can only contain");
    row("same document name",
        withBlock("{'document':{'name':'n','source':{'text':'x'}}},{'document':{'name':'n','source':{'text':'"
                  "y'}}}"),
        "messages.0.content.2.document has the name of another document: n");
    row("tools gone",
        withMessages(hello + ',' + turn("assistant", call("a")) + ',' + turn("user", result("a"))),
        "The toolConfig field must be defined");
    row("result missing",
        withTools(hello + ',' + turn("assistant", call("a") + ',' + call("b")) + ',' +
                  turn("user", result("a"))),
        "Expected toolResult blocks at messages.2.content for the following Ids: b");
    row("result in a later message", withTools(hello + ',' + turn("assistant", call("a")) + ',' + hello),
        "Expected toolResult blocks at messages.2.content");
    row("result of nothing", withTools(turn("user", "{'text':'x'}," + result("z"))),
        "toolResult blocks at messages.0.content answer no toolUse block of the previous turn: z");
    row("result twice",
        withTools(hello + ',' + turn("assistant", call("a")) + ',' +
                  turn("user", result("a") + ',' + result("a"))),
        "toolResult blocks at messages.2.content contain duplicate Ids: a");
    row("call id twice",
        withTools(hello + ',' + turn("assistant", call("a") + ',' + call("a")) + ',' +
                  turn("user", result("a"))),
        "toolUse blocks at messages.1.content contain duplicate Ids: a");
    row("tool name twice", withMember("'toolConfig':{'tools':[" + tool + ',' + tool + "]}"),
        "toolConfig.tools.1.toolSpec has the name of another tool: clock");
    row("schema no object",
        withMember(
            "'toolConfig':{'tools':[{'toolSpec':{'name':'a','inputSchema':{'json':{'type':'string'}}}}]}"),
        "toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object");
    row("chosen tool not offered",
        withMember("'toolConfig':{'tools':[" + tool + "],'toolChoice':{'tool':{'name':'other'}}}"),
        "toolConfig.toolChoice.tool names a tool that toolConfig.tools does not have: other");
    const QByteArray point = "{'cachePoint':{'type':'default'}}";
    const QByteArray hour = "{'cachePoint':{'type':'default','ttl':'1h'}}";
    row("five cache points", withBlock(point + ',' + point + ',' + point + ',' + point + ',' + point),
        "cachePoint at messages.0.content.5 is one too many");
    row("1h after 5m across sections",
        "{'system':[{'text':'a'}," + point + "],'messages':[" + turn("user", "{'text':'x'}," + hour) + "]}",
        "cachePoint at messages.0.content.1 has a ttl of 1h and comes after one of 5m");
    row("tool change of no tool",
        withTools(hello + ',' + turn("system", "{'toolRemoval':{'tool':{'name':'sundial'}}}")),
        "toolRemoval at messages.1.content.0 names a tool that toolConfig.tools does not have: sundial");
    row("output schema",
        withMember(
            "'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'schema':'{'}}}}"),
        "outputConfig.textFormat.structure.jsonSchema.schema is not a JSON Schema");
    row("response path", withMember("'additionalModelResponseFieldPaths':['stop_sequence']"),
        "'additionalModelResponseFieldPaths.0' is not a valid JSON Pointer");
}

void TestValidation::namesThePlaceOfABrokenConversation()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(ShapeValidator().check(parsed(body), QStringLiteral("ConverseRequest")), QStringList());
    const auto violation = conversationViolation(parsed(body));
    QVERIFY(violation);
    QVERIFY2(violation->contains(expected), qPrintable(*violation));
}

void TestValidation::promptArnsBringWhatTheRequestLeavesOut()
{
    const QString arn = QStringLiteral("arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1");
    const json::Json withVariables = parsed("{'promptVariables':{'topic':{'text':'folds'}}}");
    QVERIFY(!promptViolation(arn, withVariables));
    QVERIFY(
        promptViolation(QStringLiteral("a.b"), withVariables)->contains(QStringLiteral("promptVariables")));
    QVERIFY(promptViolation(arn, parsed("{'system':[]}"))->contains(QStringLiteral("system")));
    QVERIFY(!promptViolation(QStringLiteral("a.b"), parsed("{'system':[]}")));
}

void TestValidation::acceptsGoodConversations_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray answer = turn("assistant", "{'text':'hi'}");
    QTest::newRow("one question") << withMessages(hello);
    QTest::newRow("the assistant's beginning last") << withMessages(hello + ',' + answer);
    QTest::newRow("parallel calls") << withTools(
        hello + ',' + turn("assistant", "{'text':'ok'}," + call("a") + ',' + call("b")) + ',' +
        turn("user", result("b") + ',' + result("a")));
    QTest::newRow("a call of the provider's own")
        << withTools(hello + ',' +
                     turn("assistant", "{'toolUse':{'toolUseId':'s','name':'search','input':{},'type':'"
                                       "server_tool_use'}},{'text':'x'}") +
                     ',' + hello);
    QTest::newRow("four cache points, 1h first")
        << QByteArray("{'toolConfig':{'tools':[" + tool +
                      ",{'cachePoint':{'type':'default','ttl':'1h'}}]},'system':[{'text':'a'},"
                      "{'cachePoint':{'type':'default','ttl':'1h'}}],'messages':[" +
                      turn("user", "{'text':'x'},{'cachePoint':{'type':'default'}},{'text':'y'},{'cachePoint'"
                                   ":{'type':'default','ttl':'5m'}}") +
                      "]}");
    QTest::newRow("tool change between the turns")
        << withTools(hello + ',' + answer + ',' +
                     turn("system", "{'toolAddition':{'tool':{'name':'clock'}}}") + ',' + hello);
}

void TestValidation::acceptsGoodConversations()
{
    QFETCH(QByteArray, body);
    QCOMPARE(ShapeValidator().check(parsed(body), QStringLiteral("ConverseRequest")), QStringList());
    QCOMPARE(conversationViolation(parsed(body)).value_or(QString()), QString());
}

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
