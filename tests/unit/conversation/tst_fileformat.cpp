// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/exampleconversation.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/library.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace std::chrono_literals;
using json::Json;

class TestFileFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsReadAgain();
    void membersStandInAFixedOrder();
    void oneWordIsOneLine();
    void unknownMembersStayWhereTheyStood();
    void spellingOfUntouchedValuesStays();
    void wrongTypesNameTheirPlace_data();
    void wrongTypesNameTheirPlace();
    void newerVersionIsReadAndMarked();
    void bracesThatWereTextStayText_data();
    void bracesThatWereTextStayText();
    void draftThatGaveWayToARewordingIsBack();
    void bareRequestBodyIsAConversation();
    void missingAndDoubleIdsAreReplaced();
    void truncatedFilesAreErrors();
    void foldersFollowTheEnvironment_data();
    void foldersFollowTheEnvironment();
    void namesForNewFilesAreSafeAndFree();
};

namespace
{

Conversation fullConversation()
{
    Conversation conversation = exampleConversation(QStringLiteral("Simulator"), QStringLiteral("m"));
    conversation.stream = false;
    conversation.otherMembers.set(
        QLatin1StringView("serviceTier"),
        Json::object({{QLatin1StringView("type"), Json(QLatin1StringView("flex"))}}));
    Turn answer = makeTurn(QStringLiteral("assistant"),
                           {textBlock(QStringLiteral("ä\n\u2028\U0001F30B")), textBlock({})});
    answer.state = TurnState::Stopped;
    answer.facts.modelId = QStringLiteral("m");
    answer.facts.connectionName = QStringLiteral("here");
    answer.facts.stopReason = QStringLiteral("end_turn");
    answer.facts.usage = Json::object({{QLatin1StringView("inputTokens"), Json(3)}});
    answer.facts.metrics = Json::object({{QLatin1StringView("latencyMs"), Json(4)}});
    answer.facts.firstByte = 1ms;
    answer.facts.firstToken = 2ms;
    answer.facts.total = 3ms;
    answer.facts.attempts = 2;
    answer.facts.sentUtc =
        QDateTime::fromString(QStringLiteral("2026-11-28T12:34:56.789Z"), Qt::ISODateWithMs);
    answer.facts.exchangeId = std::numeric_limits<qint64>::max();
    answer.facts.requestId = QStringLiteral("r");
    answer.facts.clockOff = -75s;
    answer.facts.error = base::makeError(base::ErrorKind::StreamIncomplete, QStringLiteral("a"),
                                         QStringLiteral("b"), QStringLiteral("c"));
    answer.facts.error->serviceMessage = QStringLiteral("d");
    answer.facts.error->code = QStringLiteral("e");
    answer.facts.error->requestId = QStringLiteral("f");
    answer.facts.error->httpStatus = 500;
    conversation.turns = {userTurn(QStringLiteral("a")), answer};
    return conversation;
}

QByteArray smallFile()
{
    return R"({
  "format": "outcrop-conversation",
  "version": 1,
  "before": {"keep": [1.0, 1e2, -0]},
  "title": "t",
  "system": [{"text": "s", "unknown": 1}],
  "between": 12345678901234567890123,
  "turns": [
    {"id": "1", "x": null, "role": "user", "content": [{"novelty": {"b": 1, "a": 2}}], "y": 1.50},
    {"id": "2", "role": "assistant", "content": [], "answer": {"usage": {"z": 1}, "later": true}}
  ],
  "draft": "d",
  "after": "\u00e4"
}
)";
}

} // namespace

void TestFileFormat::everythingIsReadAgain()
{
    const Conversation before = fullConversation();
    const auto read = decodeConversation(encodeConversation(before), QStringLiteral("f"));
    QVERIFY(read.ok());
    QVERIFY(!read->newerVersion);
    QVERIFY(read->conversation.equivalentTo(before));
    QCOMPARE(encodeConversation(read->conversation), encodeConversation(before));
}

void TestFileFormat::membersStandInAFixedOrder()
{
    Conversation conversation = fullConversation();
    const QByteArray whole = encodeConversation(conversation);
    QVERIFY(whole.endsWith("}\n") && !whole.endsWith("\n\n"));
    // Without a member and with it again, also over a file.
    const Json tools = std::exchange(conversation.toolConfig, {});
    Conversation reread =
        decodeConversation(encodeConversation(conversation), QStringLiteral("f"))->conversation;
    reread.toolConfig = tools;
    QCOMPARE(encodeConversation(reread), whole);
}

void TestFileFormat::oneWordIsOneLine()
{
    Conversation conversation = fullConversation();
    const QList<QByteArray> before = encodeConversation(conversation).split('\n');
    conversation.turns[1].content[0].value = textBlock(QStringLiteral("ä\n\u2028 word \U0001F30B")).value;
    const QList<QByteArray> after = encodeConversation(conversation).split('\n');
    QCOMPARE(after.size(), before.size());
    int different = 0;
    for (qsizetype i = 0; i < after.size(); ++i)
        different += after.at(i) == before.at(i) ? 0 : 1;
    QCOMPARE(different, 1);
}

void TestFileFormat::unknownMembersStayWhereTheyStood()
{
    auto read = decodeConversation(smallFile(), QStringLiteral("f"));
    QVERIFY(read.ok());
    Conversation conversation = read->conversation;
    conversation.title = QStringLiteral("other");
    conversation.turns[0].content.push_back(textBlock(QStringLiteral("new")));
    conversation.turns[1].facts.stopReason = QStringLiteral("end_turn");
    const Json root = *json::parse(encodeConversation(conversation));
    QStringList keys;
    for (qsizetype i = 0; i < root.size(); ++i)
        keys << root.keyAt(i);
    QCOMPARE(keys.join(u' '),
             QStringLiteral("format version id before title connection modelId stream system between "
                            "turns draft after"));
    QCOMPARE(json::write(root.value(QLatin1StringView("before"))),
             QByteArrayLiteral(R"({"keep":[1.0,1e2,-0]})"));
    QCOMPARE(json::write(root.value(QLatin1StringView("system"))),
             QByteArrayLiteral(R"([{"text":"s","unknown":1}])"));
    QCOMPARE(json::write(root.value(QLatin1StringView("turns")).at(0)),
             QByteArrayLiteral(R"({"id":"1","x":null,"role":"user","content":[{"novelty":{"b":1,"a":2}},)"
                               R"({"text":"new"}],"y":1.50})"));
    QCOMPARE(json::write(root.value(QLatin1StringView("turns")).at(1).value(QLatin1StringView("answer"))),
             QByteArrayLiteral(R"({"usage":{"z":1},"later":true,"stopReason":"end_turn"})"));
}

void TestFileFormat::spellingOfUntouchedValuesStays()
{
    const QByteArray once =
        encodeConversation(decodeConversation(smallFile(), QStringLiteral("f"))->conversation);
    QVERIFY(once.contains("\"between\": 12345678901234567890123,"));
    QVERIFY(once.contains("\"after\": \"\\u00e4\""));
    QCOMPARE(encodeConversation(decodeConversation(once, QStringLiteral("f"))->conversation), once);
}

void TestFileFormat::wrongTypesNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *members, const char *place) {
        QTest::newRow(members) << QByteArrayLiteral("{\"format\":\"outcrop-conversation\",\"version\":1,") +
                                      members + "}"
                               << QString::fromLatin1(place);
    };
    row(R"("title":1)", "/title");
    row(R"("stream":"yes")", "/stream");
    row(R"("system":{})", "/system");
    row(R"("system":[{},"x"])", "/system/1");
    row(R"("toolConfig":[])", "/toolConfig");
    row(R"("inferenceConfig":[])", "/inferenceConfig");
    row(R"("otherMembers":1)", "/otherMembers");
    row(R"("turns":{})", "/turns");
    row(R"("turns":[1])", "/turns/0");
    row(R"("turns":[{"content":[]}])", "/turns/0/role");
    row(R"("turns":[{"role":"user"},{"role":"user","content":"x"}])", "/turns/1/content");
    row(R"("turns":[{"role":"user","content":[{},{},3]}])", "/turns/0/content/2");
    row(R"("turns":[{"role":"user","answer":3}])", "/turns/0/answer");
    row(R"("draft":[])", "/draft");
    QTest::newRow("format") << QByteArrayLiteral(R"({"format":"other","version":1})")
                            << QStringLiteral("/format");
    QTest::newRow("version") << QByteArrayLiteral(R"({"format":"outcrop-conversation","version":"1"})")
                             << QStringLiteral("/version");
    QTest::newRow("syntax") << QByteArrayLiteral("{\"format\":1,}") << QStringLiteral("1");
    QTest::newRow("foreign") << QByteArrayLiteral("[]") << QStringLiteral("conversation");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("1");
}

void TestFileFormat::wrongTypesNameTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const auto read = decodeConversation(text, QStringLiteral("FILE"));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, base::ErrorKind::BadInput);
    QVERIFY2(read.error().message.contains(QStringLiteral("FILE")), qPrintable(read.error().message));
    QVERIFY2((read.error().message + read.error().detail).contains(place), qPrintable(read.error().message));
}

void TestFileFormat::newerVersionIsReadAndMarked()
{
    const auto read =
        decodeConversation(smallFile().replace("\"version\": 1", "\"version\": 4"), QStringLiteral("f"));
    QVERIFY(read.ok());
    QVERIFY(read->newerVersion);
    QCOMPARE(read->conversation.title, QStringLiteral("t"));
}

void TestFileFormat::bracesThatWereTextStayText_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("members"); // before
    QTest::addColumn<QByteArray>("read");    // the same with what is escaped
    const auto row = [](const char *name, int version, const QByteArray &members) {
        QByteArray before = members;
        QByteArray after = members;
        QTest::newRow(name) << version << before.replace("TEXT", "{{x}} {{").replace("USE", "{{x}} {{")
                            << after.replace("TEXT", "{{{{x}} {{{{").replace("USE", "{{x}} {{");
    };
    const QByteArray blocks =
        R"([{"text":"USE"},{"guardContent":{"text":{"text":"TEXT","qualifiers":["{{x}}"]}}},)"
        R"({"toolResult":{"toolUseId":"{{x}}","content":[{"text":"USE"},{"json":{"a":"{{x}}"}},)"
        R"({"searchResult":{"title":"{{x}}","content":[{"text":"TEXT"}]}}]}},)"
        R"({"searchResult":{"content":[{"text":"TEXT"}]},"muted":true}])";
    const QByteArray text = QByteArray(blocks).replace("USE", "TEXT");
    const QByteArray asItStands = QByteArray(blocks).replace("TEXT", "USE");
    const auto turn = [](const char *role, const QByteArray &content) {
        return QByteArrayLiteral(R"({"id":"a","role":")") + role + R"(","content":)" + content + "}";
    };
    const auto draft = [](const QByteArray &role, const QByteArray &word, const QByteArray &around) {
        return R"("draft":")" + word + R"(","draftRole":")" + role + R"(","draftBefore":)" + around +
               R"(,"draftAfter":)" + around;
    };
    const QByteArray tools =
        R"("toolConfig":{"tools":[{"toolSpec":{"name":"{{x}}","description":"USE"}},{"cachePoint":{}}]})";
    row("user", 2, R"("turns":[)" + turn("user", blocks) + "]");
    row("system turn", 2, R"("turns":[)" + turn("system", text) + "]");
    row("assistant", 2, R"("turns":[)" + turn("assistant", asItStands) + "]");
    row("system prompt", 2, R"("turns":[],"system":)" + blocks);
    row("tools", 2, R"("turns":[],)" + tools);
    row("draft", 2, R"("turns":[],)" + draft({}, "USE", blocks));
    row("draft of the system", 2, R"("turns":[],)" + draft("system", "TEXT", text));
    row("prefill", 2, R"("turns":[],)" + draft("assistant", "USE", asItStands));
    row("edits", 2,
        R"("turns":[],"edits":[{"turn":"a","role":"user","content":)" + blocks +
            R"(},{"turn":"b","role":"system","content":)" + text + "}]");
    row("before variables", 1, R"("draft":"TEXT","turns":[)" + turn("user", text) + R"(],"system":)" + text);
    row("values by hand", 1, R"("variables":{"x":"y"},"draft":"USE","turns":[)" + turn("user", blocks) + "]");
    row("present", 3,
        R"("draft":"USE","turns":[)" + turn("user", asItStands) + R"(],"system":)" + asItStands);
}

void TestFileFormat::bracesThatWereTextStayText()
{
    QFETCH(int, version);
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, read);
    const auto file = [](int number, const QByteArray &rest) {
        return R"({"format":"outcrop-conversation","id":"i","version":)" + QByteArray::number(number) + "," +
               rest + "}";
    };
    const auto older = decodeConversation(file(version, members), QStringLiteral("f"));
    const auto present = decodeConversation(file(fileFormatVersion, read), QStringLiteral("f"));
    QVERIFY(older.ok() && present.ok());
    QCOMPARE(older->olderVersion, version < fileFormatVersion ? version : 0);
    QCOMPARE(older->escapedBraces, members != read);
    QCOMPARE(encodeConversation(older->conversation), encodeConversation(present->conversation));
    QVERIFY(older->conversation.equivalentTo(present->conversation));
}

void TestFileFormat::draftThatGaveWayToARewordingIsBack()
{
    const auto read = [](const QByteArray &members) {
        const auto file = decodeConversation(R"({"format":"outcrop-conversation","version":2,"turns":[],)"
                                             R"("draft":"reworded","draftBefore":[{"text":"its"}],)" +
                                                 members + "}",
                                             QStringLiteral("f"));
        return file ? file->conversation : Conversation();
    };
    const Conversation kept = read(R"("draftTarget":{"kind":"sibling","turn":"a","keptDraft":"mine",)"
                                   R"("keptRole":"assistant","keptAfter":[{"text":"own"}]})");
    QCOMPARE(kept.draft, QStringLiteral("mine"));
    QCOMPARE(kept.draftFrame.role, QStringLiteral("assistant"));
    QVERIFY(kept.draftFrame.before.empty());
    QCOMPARE(kept.draftFrame.after.size(), 1U);
    QCOMPARE(kept.draftFrame.after.front().value, textBlock(QStringLiteral("own")).value);
    const QByteArray written = encodeConversation(kept);
    QVERIFY(!written.contains("draftTarget"));
    QVERIFY(!written.contains("its"));
    QVERIFY(decodeConversation(written, QStringLiteral("f"))->conversation.equivalentTo(kept));

    const Conversation alone = read(R"("draftTarget":{"kind":"sibling","turn":"a"})");
    QCOMPARE(alone.draft, QStringLiteral("reworded"));
    QCOMPARE(alone.draftFrame.before.size(), 1U);
    QVERIFY(!encodeConversation(alone).contains("draftTarget"));
}

void TestFileFormat::bareRequestBodyIsAConversation()
{
    const QByteArray body =
        R"({"messages":[{"role":"user","content":[{"text":"a"}]}],"guardrailConfig":{"x":1},)"
        R"("system":[{"text":"s"}],"inferenceConfig":{"topP":0.50},"modelId":"m"})";
    const auto read = decodeConversation(body, QStringLiteral("f"));
    QVERIFY(read.ok());
    QCOMPARE(read->conversation.modelId, QStringLiteral("m"));
    QVERIFY(read->conversation.stored.isNull());
    QCOMPARE(
        json::write(toConverseBody(read->conversation)),
        QByteArrayLiteral(R"({"system":[{"text":"s"}],"messages":[{"role":"user","content":[{"text":"a"}]}],)"
                          R"("inferenceConfig":{"topP":0.50},"guardrailConfig":{"x":1}})"));
}

void TestFileFormat::missingAndDoubleIdsAreReplaced()
{
    const auto read = decodeConversation(
        R"({"format":"outcrop-conversation","version":1,"turns":[{"role":"user"},{"id":"a","role":"user"},)"
        R"({"id":"a","role":"user"}]})",
        QStringLiteral("f"));
    QVERIFY(read.ok());
    const std::vector<Turn> &turns = read->conversation.turns;
    QVERIFY(!turns[0].id.isEmpty());
    QCOMPARE(turns[1].id, QStringLiteral("a"));
    QVERIFY(!turns[2].id.isEmpty() && turns[2].id != turns[1].id);
}

void TestFileFormat::truncatedFilesAreErrors()
{
    const QByteArray whole = encodeConversation(fullConversation()).trimmed();
    for (qsizetype length = 0; length < whole.size(); length += length < 300 ? 1 : 37)
        QVERIFY(!decodeConversation(whole.left(length), QStringLiteral("f")).ok());
}

void TestFileFormat::foldersFollowTheEnvironment_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QString>("conversations");
    QTest::addColumn<QString>("state");
    QTest::newRow("home") << QStringList{QStringLiteral("HOME=/h")}
                          << QStringLiteral("/h/.local/share/outcrop/conversations")
                          << QStringLiteral("/h/.local/state/outcrop");
    QTest::newRow("set") << QStringList{QStringLiteral("HOME=/h"), QStringLiteral("XDG_DATA_HOME=/d"),
                                        QStringLiteral("XDG_STATE_HOME=/s/")}
                         << QStringLiteral("/d/outcrop/conversations") << QStringLiteral("/s/outcrop");
    QTest::newRow("relative") << QStringList{QStringLiteral("HOME=/h"), QStringLiteral("XDG_DATA_HOME=d"),
                                             QStringLiteral("XDG_STATE_HOME=")}
                              << QStringLiteral("/h/.local/share/outcrop/conversations")
                              << QStringLiteral("/h/.local/state/outcrop");
    QTest::newRow("nothing") << QStringList{QStringLiteral("XDG_DATA_HOME=/d")} << QString() << QString();
}

void TestFileFormat::foldersFollowTheEnvironment()
{
    QFETCH(QStringList, variables);
    QProcessEnvironment environment;
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    const auto folders = defaultFolders(environment);
    QTEST(folders ? folders->conversations : QString(), "conversations");
    QTEST(folders ? folders->state : QString(), "state");
}

void TestFileFormat::namesForNewFilesAreSafeAndFree()
{
    const QTemporaryDir folder;
    const auto name = [&](const QString &title) {
        return newConversationPath(folder.path(), title).mid(folder.path().size() + 1);
    };
    QCOMPARE(name(QStringLiteral("Field desk")), QStringLiteral("Field desk.outcrop.json"));
    QCOMPARE(name(QStringLiteral("../a/b\n c")), QStringLiteral("-a-b c.outcrop.json"));
    QCOMPARE(name(QStringLiteral("  ")), QStringLiteral("Untitled.outcrop.json"));
    QVERIFY(name(QString(500, u'x')).size() < 120);
    QFile file(newConversationPath(folder.path(), QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(QFile::link(QStringLiteral("absent"), folder.filePath(QStringLiteral("a 2.outcrop.json"))));
    QCOMPARE(name(QStringLiteral("a")), QStringLiteral("a 3.outcrop.json"));
    const QSet<QString> taken{folder.filePath(QStringLiteral("a 3.outcrop.json"))};
    QCOMPARE(newConversationPath(folder.path(), QStringLiteral("a"), taken),
             folder.filePath(QStringLiteral("a 4.outcrop.json")));
    QCOMPARE(conversationFiles(folder.path()), QStringList{file.fileName()});
}

QTEST_GUILESS_MAIN(TestFileFormat)
#include "tst_fileformat.moc"
