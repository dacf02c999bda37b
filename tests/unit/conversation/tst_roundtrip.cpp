// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cstdio>
#include <map>
#include <random>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

/// What nobody touched comes back byte for byte: from files with members of the future at every level, and
/// from request bodies with every member of today.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditOfANeighbourLeavesEveryOtherByte();
    void requestBodiesOfEveryMemberComeBack();
    void recordedRequestBodiesComeBack();
};

namespace
{

constexpr int conversationCount = 500;
constexpr int bodyCount = 60;

class Generator
{
public:
    explicit Generator(unsigned seed) : m_random(seed), m_shapes(readShapes()) {}

    /// The text of a conversation file, with unknown members at every level.
    QByteArray file();
    /// A Converse request body in the order in which Outcrop writes one.
    Json body();

private:
    static Json readShapes();

    int below(int count) { return int(m_random() % unsigned(count)); }
    Json shape(const char *name)
    {
        const Json examples = m_shapes.value(QLatin1StringView(name));
        return examples.at(below(int(examples.size())));
    }
    Json oddity();
    void addUnknown(Json &object);
    void sprinkle(Json &value, int depth);
    Json contentBlock(const QString &role);
    Json message(const QString &role);

    std::mt19937 m_random;
    Json m_shapes;
    int m_unknown = 0;
};

Json Generator::readShapes()
{
    QFile file(QStringLiteral(OUTCROP_TEST_DATA "/converse/shapes.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no shapes.json");
    return json::parse(file.readAll()).value();
}

// What a program that knows JSON less well would spell otherwise.
Json Generator::oddity()
{
    static const QByteArray texts[] = {"1.0",
                                       "1e2",
                                       "-0",
                                       "12345678901234567890123",
                                       "1e400",
                                       "\"\\u00e4\\/\"",
                                       "{\"b\":[1.50,{}],\"a\":null}",
                                       "[[],[true,false]]",
                                       "\"\xe2\x80\xa8\"",
                                       "{\"x\":1,\"x\":2}"};
    return json::parse(texts[below(int(std::size(texts)))]).value();
}

void Generator::addUnknown(Json &object)
{
    object.insertMember(below(int(object.size()) + 1), u"future%1"_s.arg(m_unknown++), oddity());
}

// Blocks, turns and tools alike: any object may have learned something.
void Generator::sprinkle(Json &value, int depth)
{
    for (qsizetype at = 0; at < value.size() && depth < 3; ++at) {
        Json inside = value.at(at);
        if (!inside.isObject() && !inside.isArray())
            continue;
        sprinkle(inside, depth + 1);
        value.setAt(at, inside);
    }
    if (value.isObject() && below(2) == 0)
        addUnknown(value);
}

Json Generator::contentBlock(const QString &role)
{
    Json block = shape("ContentBlock");
    // Of an answer a closing thought is not sent back (isSent()), so none stands at its end here.
    while (role == u"assistant" && block.contains("reasoningContent"))
        block = shape("ContentBlock");
    return block;
}

Json Generator::message(const QString &role)
{
    Json content = Json::array();
    for (int left = 1 + below(4); left > 0; --left)
        content.append(shape("ContentBlock"));
    content.append(contentBlock(role));
    return Json::object({{"role"_L1, Json(role)}, {"content"_L1, content}});
}

QByteArray Generator::file()
{
    Json turns = Json::array();
    for (int turn = 0, count = 2 + below(4); turn < count; ++turn) {
        Json one = message(turn % 2 == 0 ? u"user"_s : u"assistant"_s);
        Json content = one.value("content"_L1);
        sprinkle(content, 0);
        content.append(Json::object({{"text"_L1, Json(u"word %1"_s.arg(turn))}}));
        one.set("content"_L1, content);
        one.insertMember(0, "id"_L1, Json(u"turn%1"_s.arg(turn)));
        if (turn % 2 == 1) {
            Json answer = Json::object(
                {{"modelId"_L1, Json("m"_L1)}, {"usage"_L1, Json::object({{"inputTokens"_L1, Json(3)}})}});
            sprinkle(answer, 2);
            one.set("answer"_L1, answer);
        }
        addUnknown(one);
        turns.append(one);
    }
    const Json request = shape("ConverseRequest");
    Json root = Json::object({{"format"_L1, Json("outcrop-conversation"_L1)},
                              {"version"_L1, Json(fileFormatVersion)},
                              {"id"_L1, Json("c"_L1)},
                              {"title"_L1, Json("word title"_L1)},
                              {"connection"_L1, Json(""_L1)},
                              {"modelId"_L1, Json("m"_L1)},
                              {"stream"_L1, Json(false)}});
    for (const QLatin1StringView member : {"system"_L1, "toolConfig"_L1, "inferenceConfig"_L1}) {
        Json value = request.value(member);
        sprinkle(value, 0);
        root.set(member, value);
    }
    root.set("otherMembers"_L1,
             Json::object({{"serviceTier"_L1, request.value("serviceTier"_L1)}, {"future"_L1, oddity()}}));
    root.set("turns"_L1, turns);
    root.set("draft"_L1, Json("half a sentence"_L1));
    addUnknown(root);
    addUnknown(root);
    return json::write(root, json::Layout::Pretty) + '\n';
}

Json Generator::body()
{
    const Json request = shape("ConverseRequest");
    Json body = Json::object();
    for (const QLatin1StringView member : {"toolConfig"_L1, "system"_L1}) {
        if (request.contains(member))
            body.set(member, request.value(member));
    }
    Json messages = Json::array();
    for (int turn = 0, count = 1 + 2 * below(3); turn < count; ++turn)
        messages.append(message(turn % 2 == 0 ? u"user"_s : u"assistant"_s));
    body.set("messages"_L1, messages);
    for (qsizetype at = 0; at < request.size(); ++at) {
        if (!body.contains(request.keyAt(at)))
            body.set(request.keyAt(at), request.at(at));
    }
    if (below(2) == 0)
        body.set("memberOfTheFuture"_L1, oddity());
    return body;
}

struct Difference {
    QByteArray before;
    QByteArray after;
};

/// The lines that differ; nothing when there are more or fewer of them than before.
std::optional<std::vector<Difference>> differences(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> left = before.split('\n');
    const QList<QByteArray> right = after.split('\n');
    if (left.size() != right.size())
        return std::nullopt;
    std::vector<Difference> found;
    for (qsizetype line = 0; line < left.size(); ++line) {
        if (left.at(line) != right.at(line))
            found.push_back({left.at(line), right.at(line)});
    }
    return found;
}

/// Nothing when they are the same; else the first line where they differ.
QByteArray firstDifference(const QByteArray &actual, const QByteArray &expected)
{
    const QList<QByteArray> left = actual.split('\n');
    const QList<QByteArray> right = expected.split('\n');
    for (qsizetype line = 0; line < std::max(left.size(), right.size()); ++line) {
        if (left.value(line) != right.value(line))
            return "line " + QByteArray::number(line + 1) + ": " + left.value(line) + " instead of " +
                   right.value(line);
    }
    return {};
}

QByteArray sent(const Json &body)
{
    return json::write(body, json::Layout::Compact);
}

/// The body as a conversation, and as one that was saved and opened again.
void compareWithExport(const Json &body)
{
    const auto opened = decodeConversation(json::write(body, json::Layout::Pretty), u"body"_s);
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().message));
    const auto saved = decodeConversation(encodeConversation(opened->conversation), u"file"_s);
    QVERIFY(saved.ok());
    for (const Conversation &conversation : {opened->conversation, saved->conversation}) {
        const Json exported = toConverseBody(conversation);
        QCOMPARE(exported.size(), body.size());
        for (qsizetype at = 0; at < body.size(); ++at)
            QCOMPARE(sent(exported.value(body.keyAt(at))), sent(body.at(at)));
    }
}

} // namespace

void TestRoundTrip::anEditOfANeighbourLeavesEveryOtherByte()
{
    for (unsigned seed = 1; seed <= conversationCount; ++seed) {
        const QByteArray before = Generator(seed).file();
        auto read = decodeConversation(before, u"file"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().message));
        QVERIFY(before.contains("future"));

        ConversationDocument document(std::move(read->conversation));
        QCOMPARE(firstDifference(encodeConversation(document.conversation()), before), QByteArray());

        const std::vector<Turn> &turns = document.conversation().turns;
        const Block &neighbour = turns[seed % turns.size()].content.back();
        QVERIFY(document.changeBlock(neighbour.id, Json::object({{"text"_L1, Json("an edited word"_L1)}})));
        const auto changed = differences(before, encodeConversation(document.conversation()));
        QVERIFY(changed);
        QCOMPARE(changed->size(), size_t(1));
        QVERIFY(changed->front().before.contains("\"text\": \"word "));
        QVERIFY(changed->front().after.contains("\"text\": \"an edited word\""));

        document.undoStack().undo();
        QCOMPARE(firstDifference(encodeConversation(document.conversation()), before), QByteArray());
    }
}

void TestRoundTrip::requestBodiesOfEveryMemberComeBack()
{
    std::map<QString, int> seen;
    for (unsigned seed = 1; seed <= bodyCount; ++seed) {
        const Json body = Generator(seed).body();
        for (qsizetype at = 0; at < body.size(); ++at)
            ++seen[body.keyAt(at)];
        const Json messages = body.value("messages"_L1);
        for (qsizetype message = 0; message < messages.size(); ++message) {
            const Json content = messages.at(message).value("content"_L1);
            for (qsizetype block = 0; block < content.size(); ++block)
                ++seen[content.at(block).keyAt(0)];
        }
        compareWithExport(body);
        if (QTest::currentTestFailed())
            return;
    }
    for (const char *kind : {"text",
                             "image",
                             "document",
                             "video",
                             "audio",
                             "toolUse",
                             "toolResult",
                             "guardContent",
                             "cachePoint",
                             "reasoningContent",
                             "citationsContent",
                             "searchResult",
                             "toolAddition",
                             "toolRemoval",
                             "system",
                             "toolConfig",
                             "inferenceConfig",
                             "guardrailConfig",
                             "additionalModelRequestFields",
                             "promptVariables",
                             "additionalModelResponseFieldPaths",
                             "requestMetadata",
                             "performanceConfig",
                             "serviceTier",
                             "outputConfig"})
        QVERIFY2(seen[QString::fromLatin1(kind)] > 0, kind);
}

void TestRoundTrip::recordedRequestBodiesComeBack()
{
    const QDir folder(qEnvironmentVariable("OUTCROP_VECTORS") + u"/sigv4/bedrock"_s);
    if (!folder.exists()) {
        std::printf("SKIPPED: the recorded requests are not there (OUTCROP_VECTORS/sigv4/bedrock)\n");
        QSKIP("no OUTCROP_VECTORS");
    }
    int bodies = 0;
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json request = json::parse(file.readAll())->value("request"_L1);
        const auto body = json::parse(request.value("body"_L1).toUtf8());
        if (!body.ok() || !body->contains("messages"_L1) ||
            !request.value("requestTarget"_L1).toString().contains(u"/converse"))
            continue;
        compareWithExport(body.value());
        ++bodies;
    }
    QVERIFY(bodies >= 3);
}

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
