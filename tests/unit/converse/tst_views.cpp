// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/streamevents.h"
#include "core/converse/usage.h"
#include "tests/unit/converse/rebuilt.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace outcrop;
using namespace outcrop::converse;
using json::Json;

namespace
{

Json parsed(const QByteArray &text)
{
    const auto result = json::parse(text);
    return result.ok() ? *result : Json();
}

Json shapesFile()
{
    QFile file(QStringLiteral(OUTCROP_TEST_DATA "/converse/shapes.json"));
    return file.open(QIODevice::ReadOnly) ? parsed(file.readAll()) : Json();
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesEveryMember_data();
    void readsAndWritesEveryMember();
    void leavesNeighboursAsTheyWere();
    void tellsAbsentFromZero();
    void readsNothingOfAWrongType();
    void removesAMember();
    void knowsTheKindOfABlock_data();
    void knowsTheKindOfABlock();
    void replacesTheMemberOfAUnion();
    void keepsUnknownBlocksInAMessage();
    void decodesBlobsStrictly();
    void keepsDocumentsByteForByte();
    void comparesByTheirJson();
    void readsUsage_data();
    void readsUsage();
};

void TestViews::readsAndWritesEveryMember_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QByteArray>("value");
    const Json shapes = shapesFile();
    QVERIFY(shapes.size() >= 110);
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        const Json examples = shapes.at(i);
        for (qsizetype j = 0; j < examples.size(); ++j)
            QTest::addRow("%s %d", qPrintable(shapes.keyAt(i)), int(j))
                << shapes.keyAt(i) << write(examples.at(j));
    }
}

void TestViews::readsAndWritesEveryMember()
{
    QFETCH(QString, shape);
    QFETCH(QByteArray, value);
    const auto rebuilt = rebuiltShape(shape, parsed(value));
    QVERIFY(rebuilt.has_value());
    QCOMPARE(write(*rebuilt), value);
}

void TestViews::leavesNeighboursAsTheyWere()
{
    const QByteArray text =
        R"({ "future" : [1.0, 1e2],  "inferenceConfig": {"topP":0.90, "x":9007199254740993},"b":0 })";
    ConverseRequest request(parsed(text));
    InferenceConfiguration inference = *request.inferenceConfig();
    inference.setTemperature(0.5);
    inference.setTopP(0.8);
    request.setInferenceConfig(inference);
    const QByteArray written = write(request.json(), json::Layout::AsWritten);
    QVERIFY2(written.contains(R"("future" : [1.0, 1e2])"), written.constData());
    QVERIFY(written.contains("9007199254740993"));
    QVERIFY(written.indexOf("topP") < written.indexOf("\"x\"") &&
            written.indexOf("\"x\"") < written.indexOf("temperature"));
    QCOMPARE(request.inferenceConfig()->topP(), std::optional(0.8));
    QCOMPARE(request.json().value(u"b").toInt(), std::optional<qint64>(0));
}

void TestViews::tellsAbsentFromZero()
{
    const InferenceConfiguration empty;
    QCOMPARE(empty.temperature(), std::nullopt);
    QCOMPARE(empty.maxTokens(), std::nullopt);
    QCOMPARE(write(empty.json()), QByteArray("{}"));
    InferenceConfiguration zero;
    zero.setTemperature(0);
    zero.setStopSequences(List<QString>());
    QCOMPARE(zero.temperature(), std::optional(0.0));
    QCOMPARE(zero.stopSequences(), std::optional(List<QString>()));
    QCOMPARE(write(zero.json()), QByteArray(R"({"temperature":0,"stopSequences":[]})"));
    QCOMPARE(InferenceConfiguration(parsed(R"({"temperature":null})")).temperature(), std::nullopt);
}

void TestViews::readsNothingOfAWrongType()
{
    const Json odd = parsed(R"({"maxTokens":"12","temperature":[],"stopSequences":["a",1],"topP":true})");
    const InferenceConfiguration inference(odd);
    QVERIFY(!inference.maxTokens() && !inference.temperature() && !inference.stopSequences() &&
            !inference.topP());
    QCOMPARE(inference.json(), odd);
    for (const char *text : {"null", "[]", "3", "\"x\"", "true"}) {
        const ConverseRequest request(parsed(text));
        QVERIFY(!request.messages() && !request.inferenceConfig() && !request.requestMetadata());
        QCOMPARE(ContentBlock(parsed(text)).kind(), ContentBlock::Kind::Unknown);
    }
    QVERIFY(!InferenceConfiguration(parsed(R"({"maxTokens":1.5})")).maxTokens());
}

void TestViews::removesAMember()
{
    ToolSpecification tool(parsed(R"({"name":"n","description":"d","strict":true})"));
    tool.setDescription(std::nullopt);
    QCOMPARE(write(tool.json()), QByteArray(R"({"name":"n","strict":true})"));
}

void TestViews::knowsTheKindOfABlock_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *text, ContentBlock::Kind kind) {
        QTest::newRow(text) << QByteArray(text) << int(kind);
    };
    using Kind = ContentBlock::Kind;
    row(R"({"text":""})", Kind::Text);
    row(R"({"image":{}})", Kind::Image);
    row(R"({"document":{}})", Kind::Document);
    row(R"({"video":{}})", Kind::Video);
    row(R"({"audio":{}})", Kind::Audio);
    row(R"({"toolUse":{}})", Kind::ToolUse);
    row(R"({"toolResult":{}})", Kind::ToolResult);
    row(R"({"guardContent":{}})", Kind::GuardContent);
    row(R"({"cachePoint":{}})", Kind::CachePoint);
    row(R"({"reasoningContent":{}})", Kind::ReasoningContent);
    row(R"({"citationsContent":{}})", Kind::CitationsContent);
    row(R"({"searchResult":{}})", Kind::SearchResult);
    row(R"({"toolAddition":{}})", Kind::ToolAddition);
    row(R"({"toolRemoval":{}})", Kind::ToolRemoval);
    row(R"({"hologram":{}})", Kind::Unknown);
    row(R"({})", Kind::Unknown);
    row(R"({"text":"a","image":{}})", Kind::Unknown);
}

void TestViews::knowsTheKindOfABlock()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QCOMPARE(int(ContentBlock(parsed(text)).kind()), kind);
}

void TestViews::replacesTheMemberOfAUnion()
{
    ContentBlock block = ContentBlock::ofText(QStringLiteral("hi"));
    QCOMPARE(block.text(), std::optional(QStringLiteral("hi")));
    block.setCachePoint(CachePointBlock(parsed(R"({"type":"default"})")));
    QCOMPARE(write(block.json()), QByteArray(R"({"cachePoint":{"type":"default"}})"));
    ToolChoice choice;
    choice.setAutomatic(AutoToolChoice());
    QCOMPARE(write(choice.json()), QByteArray(R"({"auto":{}})"));
    choice.setAny(AnyToolChoice());
    QCOMPARE(write(choice.json()), QByteArray(R"({"any":{}})"));
}

void TestViews::keepsUnknownBlocksInAMessage()
{
    const QByteArray text =
        R"({"role":"assistant","content":[{"hologram":{"z":1.50,"a":null}},{"text":"t","p":"pad"},7]})";
    const Message message(parsed(text));
    const auto content = message.content();
    QCOMPARE(content->size(), size_t(3));
    QCOMPARE(content->at(0).unionMember(), QStringLiteral("hologram"));
    QCOMPARE(content->at(1).text(), std::optional(QStringLiteral("t")));
    Message copy;
    copy.setRole(message.role());
    copy.setContent(content);
    QCOMPARE(write(copy.json()), text);
}

void TestViews::decodesBlobsStrictly()
{
    QCOMPARE(ImageSource(parsed(R"({"bytes":"AAEC/w=="})")).bytes(),
             std::optional(Blob{QByteArray("\0\1\2\xff", 4)}));
    for (const char *bad : {R"({"bytes":"AA*C"})", R"({"bytes":"A"})", R"({"bytes":12})"})
        QVERIFY2(!ImageSource(parsed(bad)).bytes(), bad);
    ImageSource source;
    source.setBytes(Blob{QByteArray("\xfb\xef")});
    QCOMPARE(write(source.json()), QByteArray(R"({"bytes":"++8="})"));
}

void TestViews::keepsDocumentsByteForByte()
{
    const QByteArray text =
        R"({"toolUseId":"t","name":"n","input":{"z":1.0,"a":12345678901234567890,"z":2}})";
    const ToolUseBlock call(parsed(text));
    ContentBlock block;
    block.setToolUse(call);
    QCOMPARE(write(block.json()), "{\"toolUse\":" + text + "}");
    QVERIFY(ToolUseBlock(parsed(R"({"input":null})")).input()->isNull()); // null is a document too
}

void TestViews::comparesByTheirJson()
{
    QCOMPARE(Message(parsed(R"({"role":"user"})")), Message(parsed(R"({ "role" : "user" })")));
    QVERIFY(!(Message(parsed(R"({"role":"user"})")) == Message()));
}

void TestViews::readsUsage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("summary");
    const auto row = [](const char *text, const char *summary) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(summary);
    };
    row(R"({"inputTokens":5,"outputTokens":7,"totalTokens":12})", "5 7 12 - - =5");
    row(R"({"inputTokens":5,"outputTokens":7,"totalTokens":12,"cacheReadInputTokens":100,"cacheWriteInputTokens":0})",
        "5 7 12 100 0 =105");
    row(R"({"inputTokens":0})", "0 - - - - =0");
    row(R"({"outputTokens":3,"inputTokens":-1})", "- 3 - - - =-");
    row(R"({"inputTokens":"5","outputTokens":1.5})", "- - - - - =-");
    row("{}", "- - - - - =-");
    row("null", "- - - - - =-");
    row("[]", "- - - - - =-");
}

void TestViews::readsUsage()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, summary);
    const Usage usage = usageOf(parsed(text));
    const auto shown = [](const std::optional<qint64> &count) {
        return count ? QString::number(*count) : QStringLiteral("-");
    };
    QCOMPARE(QStringList({shown(usage.input), shown(usage.output), shown(usage.total), shown(usage.cacheRead),
                          shown(usage.cacheWrite), u'=' + shown(usage.wholeInput())})
                 .join(u' '),
             summary);
    QCOMPARE(usage.isEmpty(), !summary.contains(QRegularExpression(QStringLiteral("\\d"))));
}

QTEST_GUILESS_MAIN(TestViews)
#include "tst_views.moc"
