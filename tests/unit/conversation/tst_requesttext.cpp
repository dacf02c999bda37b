// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"
#include "core/conversation/requesttext.h"
#include "tests/support/cputimer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;
using json::TextPatch;

namespace
{

Json parsed(const QByteArray &text)
{
    const auto result = json::parse(text);
    return result.ok() ? *result : Json();
}

/// An editor of the text: types, and shows what comes from elsewhere.
class Editor : public QObject
{
    Q_OBJECT

public:
    explicit Editor(ConversationDocument *document) : model(document), shown(model.text())
    {
        connect(&model, &RequestText::patched, this, [this](const std::vector<TextPatch> &patches) {
            shown = json::patched(shown, patches);
            last = patches;
        });
    }

    /// Puts @p text into the place of @p from.
    void replace(const QByteArray &from, const QByteArray &text)
    {
        const qsizetype at = shown.indexOf(from);
        QVERIFY2(at >= 0, from);
        const TextPatch change{{at, from.size()}, text};
        shown = json::patched(shown, {change});
        model.edit(change);
        model.flush();
        QCOMPARE(model.text(), shown);
    }
    void insertBehind(const QByteArray &what, const QByteArray &text) { replace(what, what + text); }

    RequestText model;
    QByteArray shown;
    std::vector<TextPatch> last;
};

Conversation twoTurns()
{
    Conversation conversation = newConversation();
    conversation.system = {textBlock(u"Be brief."_s)};
    conversation.turns = {userTurn(u"Hello {{name}}"_s), makeTurn(u"assistant"_s, {textBlock(u"Well"_s)})};
    conversation.inference = Json::object({{"maxTokens"_L1, Json(10)}});
    return conversation;
}

/// A request of about a megabyte: @p words of long texts between small ones.
Conversation megabyte()
{
    Conversation conversation = newConversation();
    conversation.system = {textBlock(u"Be brief."_s)};
    QString words;
    while (words.size() < 4000)
        words += u"The quick brown fox \"jumps\" over 13 lazy dogs.\n"_s;
    for (int i = 0; i < 240; ++i) {
        Turn turn = makeTurn(i % 2 == 0 ? u"user"_s : u"assistant"_s, {textBlock(words)});
        turn.content.push_back(
            makeBlock(parsed(R"({"toolUse":{"toolUseId":"t","name":"n","input":{"a":[1,2,3]}}})")));
        turn.content.push_back(textBlock(u"Text %1"_s.arg(i)));
        conversation.turns.push_back(turn);
    }
    return conversation;
}

QByteArray base64(int bytes, char seed)
{
    QByteArray data(bytes, seed);
    for (int i = 0; i < bytes; ++i)
        data[i] = char(seed + i * 7 + i / 251);
    return data.toBase64();
}

Block image(const QByteArray &bytes)
{
    return makeBlock(Json::object(
        {{"image"_L1, Json::object({{"format"_L1, Json("png"_L1)},
                                    {"source"_L1, Json::object({{"bytes"_L1, Json::string(bytes)}})}})}}));
}

} // namespace

class TestRequestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheDocumentsOwnText();
    void followsTheDocumentWhereItChanged();
    void comesIntoTheDocument();
    void editsAreAppliedAndFollowedByThemselves();
    void undoIsTheDocuments();
    void aHalfTypedTextStaysAndSaysWhere();
    void changesElsewhereComeIntoAHalfTypedText();
    void aContestedPlaceKeepsWhatIsTyped();
    void undoGoesThroughHalfTypedTexts();
    void aHalfTypedTextSurvivesARestart();
    void discardingGoesBackToTheDocument();
    void emptyMembersAndMessagesStayWhileOneWrites();
    void bytesAreFoldedAndComeBackUnharmed();
    void aDamagedStandInHarmsNothing();
    void pastedBytesAreFolded();
    void aLargeImageCostsNothing();
    void placesAreFoundInAHalfTypedText();
    void everyMemberGoesThrough_data();
    void everyMemberGoesThrough();
    void aMegabyteIsFollowedQuickly();
};

void TestRequestText::showsTheDocumentsOwnText()
{
    Conversation conversation = twoTurns();
    conversation.variables = Json::object({{"name"_L1, Json("Ada"_L1)}});
    ConversationDocument document(conversation);
    const RequestText model(&document);
    QCOMPARE(model.text(), json::write(requestAsWritten(conversation), json::Layout::Pretty));
    QVERIFY(model.text().contains("Hello {{name}}"));
    QVERIFY(!model.problem());
}

void TestRequestText::followsTheDocumentWhereItChanged()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    editor.replace("{\n      \"text\": \"Be brief.\"\n    }", "{\"text\":   \"Be brief.\"}");
    document.setInference(u"temperature"_s, Json::number("0.20"));
    editor.model.flush();
    QCOMPARE(editor.last.size(), size_t(1));
    QCOMPARE(editor.last[0].text, QByteArray(",\n    \"temperature\": 0.20"));
    document.changeBlock(document.conversation().turns[1].content[0].id,
                         Json::object({{"text"_L1, Json("Yes"_L1)}}));
    document.appendTurn(userTurn(u"More"_s));
    editor.model.flush();
    QVERIFY(editor.shown.contains("{\"text\":   \"Be brief.\"}"));
    QVERIFY(editor.shown.contains("\"More\""));
    QCOMPARE(editor.shown, editor.model.text());
    QVERIFY(parsed(editor.shown) == requestAsWritten(document.conversation()));
}

void TestRequestText::comesIntoTheDocument()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const QString id = document.conversation().turns[1].content[0].id;
    editor.replace("\"Well\"", "\"Well, yes\"");
    QCOMPARE(document.conversation().turns[1].content[0].id, id);
    QCOMPARE(document.conversation().turns[1].content[0].value.value("text").toString(), u"Well, yes"_s);
    QVERIFY(editor.last.empty());
    // What is kept of the text is a copy: the text does not live on in the document.
    QVERIFY(!document.conversation().turns[1].content[0].value.sharesTextWith(parsed(editor.shown)));
    QCOMPARE(document.conversation().turns[1].content[0].value.byteRange()->offset, 0);
}

void TestRequestText::editsAreAppliedAndFollowedByThemselves()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const qsizetype at = editor.shown.indexOf("Well");
    editor.model.edit({{at, 4}, "Good"});
    QTRY_COMPARE(document.conversation().turns[1].content[0].value.value("text").toString(), u"Good"_s);
    document.setInference(u"maxTokens"_s, Json(11));
    QTRY_VERIFY(editor.shown.contains("\"maxTokens\": 11"));
}

void TestRequestText::undoIsTheDocuments()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const QByteArray before = editor.shown;
    for (const char *letter : {"a", "b", "c"}) {
        const qsizetype at = editor.shown.indexOf("\"\n", editor.shown.indexOf("Well"));
        const TextPatch change{{at, 0}, letter};
        editor.shown = json::patched(editor.shown, {change});
        editor.model.edit(change);
        editor.model.flush();
    }
    QVERIFY(editor.shown.contains("\"Wellabc\""));
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    editor.model.flush();
    QCOMPARE(editor.shown, before);
    document.undoStack().redo();
    editor.model.flush();
    QVERIFY(editor.shown.contains("\"Wellabc\""));
}

void TestRequestText::aHalfTypedTextStaysAndSaysWhere()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    QSignalSpy told(&editor.model, &RequestText::problemChanged);
    editor.replace("\"maxTokens\": 10", "\"maxTokens\" 10");
    QVERIFY(editor.model.problem());
    QCOMPARE(told.count(), 1);
    const qsizetype at = editor.shown.indexOf("10");
    QCOMPARE(editor.model.problem()->offset, at);
    QCOMPARE(editor.model.problem()->line, 1 + editor.shown.first(at).count('\n'));
    QCOMPARE(document.conversation().inference.value("maxTokens").toInt(), 10);
    QCOMPARE(document.conversation().requestText, std::optional(QString::fromUtf8(editor.shown)));
    // JSON, but no request: the same.
    editor.replace("\"maxTokens\" 10", "\"maxTokens\": 10");
    QVERIFY(!editor.model.problem());
    QVERIFY(!document.conversation().requestText);
    editor.replace("\"role\": \"assistant\"", "\"rol\": \"ü\"");
    QCOMPARE(editor.model.problem()->pointer, u"/messages/1"_s);
    QCOMPARE(editor.model.problem()->column, 5);
    QCOMPARE(document.conversation().turns[1].role, u"assistant"_s);
}

void TestRequestText::changesElsewhereComeIntoAHalfTypedText()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    editor.replace("\"Well\"", "\"Well");
    QVERIFY(editor.model.problem());
    document.setInference(u"maxTokens"_s, Json(1234));
    document.changeBlock(document.conversation().system[0].id,
                         Json::object({{"text"_L1, Json("Be very brief."_L1)}}));
    editor.model.flush();
    QVERIFY(editor.shown.contains("1234"));
    QVERIFY(editor.shown.contains("Be very brief."));
    QVERIFY(editor.shown.contains("\"Well\n"));
    QVERIFY(!editor.model.isContested());
    QCOMPARE(document.conversation().requestText, std::optional(QString::fromUtf8(editor.shown)));
    editor.replace("\"Well", "\"Well done\"");
    QVERIFY(!editor.model.problem());
    QCOMPARE(document.conversation().inference.value("maxTokens").toInt(), 1234);
    QCOMPARE(document.conversation().turns[1].content[0].value.value("text").toString(), u"Well done"_s);
}

void TestRequestText::aContestedPlaceKeepsWhatIsTyped()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    editor.replace("\"Well\"", "\"Well, as I");
    const QByteArray typed = editor.shown;
    document.changeBlock(document.conversation().turns[1].content[0].id,
                         Json::object({{"text"_L1, Json("From the form"_L1)}}));
    editor.model.flush();
    QCOMPARE(editor.shown, typed);
    QVERIFY(editor.model.isContested());
    editor.replace("\"Well, as I", "\"Well, as I said\"");
    QVERIFY(!editor.model.isContested());
    QCOMPARE(document.conversation().turns[1].content[0].value.value("text").toString(),
             u"Well, as I said"_s);
    document.undoStack().undo(); // what the form had is not lost
    QCOMPARE(document.conversation().turns[1].content[0].value.value("text").toString(), u"From the form"_s);
}

void TestRequestText::undoGoesThroughHalfTypedTexts()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const QByteArray first = editor.shown;
    editor.replace("\"Well\"", "\"Well");
    const QByteArray half = editor.shown;
    document.setInference(u"maxTokens"_s, Json(77));
    editor.model.flush();
    editor.replace("\"Well", "\"Wells\"");
    QVERIFY(!editor.model.problem());
    const QByteArray last = editor.shown;
    document.undoStack().undo();
    editor.model.flush();
    QVERIFY(editor.model.problem());
    QVERIFY(editor.shown.contains("77") && editor.shown.contains("\"Well\n"));
    document.undoStack().undo();
    editor.model.flush();
    QCOMPARE(editor.shown, half);
    QVERIFY(!editor.model.isContested());
    document.undoStack().undo();
    editor.model.flush();
    QCOMPARE(editor.shown, first);
    QVERIFY(!editor.model.problem());
    for (int i = 0; i < 3; ++i)
        document.undoStack().redo();
    editor.model.flush();
    QCOMPARE(editor.shown, last);
    QVERIFY(!editor.model.problem());
}

void TestRequestText::aHalfTypedTextSurvivesARestart()
{
    Conversation conversation = twoTurns();
    conversation.turns[0].content.push_back(image(base64(3000, 'a')));
    QByteArray file;
    QByteArray typed;
    {
        ConversationDocument document(conversation);
        Editor editor(&document);
        editor.replace("\"Well\"", "\"Well");
        typed = editor.shown;
        file = encodeConversation(document.conversation());
    }
    auto read = decodeConversation(file, u"f"_s);
    QVERIFY(read.ok());
    ConversationDocument document(read->conversation);
    Editor editor(&document);
    QCOMPARE(editor.shown, typed);
    QVERIFY(editor.model.problem());
    editor.replace("\"Well", "\"Well\"");
    QVERIFY(!editor.model.problem());
    QVERIFY(requestAsWritten(document.conversation()) == requestAsWritten(conversation));
}

void TestRequestText::discardingGoesBackToTheDocument()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const QByteArray before = editor.shown;
    editor.replace("\"Well\"", "\"Well");
    const QByteArray typed = editor.shown;
    editor.model.discard();
    QCOMPARE(editor.shown, before);
    QVERIFY(!editor.model.problem());
    document.undoStack().undo();
    editor.model.flush();
    QCOMPARE(editor.shown, typed);
    QVERIFY(editor.model.problem());
}

void TestRequestText::emptyMembersAndMessagesStayWhileOneWrites()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    editor.replace("{\n    \"maxTokens\": 10\n  }", "{ }");
    editor.insertBehind("\"text\": \"Well\"\n        }\n      ]\n    }",
                        ", {\"content\": [], \"role\": \"assistant\"}");
    document.setOtherMember(u"future"_s, Json(1));
    editor.model.flush();
    QVERIFY(editor.shown.contains("\"inferenceConfig\": { }"));
    QCOMPARE(parsed(editor.shown).value("messages").size(), 3);
    QVERIFY(editor.shown.contains("future"));
    editor.replace("\"content\": []", "\"content\": [{\"text\": \"\"}]");
    editor.replace("{\"text\": \"\"}", "{\"text\": \"On\"}");
    QCOMPARE(document.conversation().turns.size(), size_t(3));
}

void TestRequestText::bytesAreFoldedAndComeBackUnharmed()
{
    const QByteArray bytes = base64(30'000, 'x');
    Conversation conversation = twoTurns();
    conversation.turns[0].content.push_back(image(bytes));
    conversation.turns[0].content.push_back(image(base64(20, 'y')));
    ConversationDocument document(conversation);
    Editor editor(&document);
    QVERIFY(editor.shown.contains("\"40 kB base64 · "));
    QVERIFY(editor.shown.size() < 2000);
    QVERIFY(editor.shown.contains(base64(20, 'y')));
    const auto imageBytes = [&](int block) {
        return document.conversation()
            .turns[0]
            .content[size_t(block)]
            .value.resolve(*json::Pointer::parse(u"/image/source/bytes"))
            ->toUtf8();
    };
    editor.replace("Hello", "Hallo");
    editor.replace("\"png\"", "\"jpeg\"");
    QCOMPARE(imageBytes(1), bytes);
    QCOMPARE(document.conversation().turns[0].content[1].value.at(0).value("format").toString(), u"jpeg"_s);
    // Copied with its bytes, and pasted beside it without.
    const qsizetype at = editor.shown.indexOf("\"40 kB");
    const QByteArray standIn = editor.shown.sliced(at, editor.shown.indexOf('"', at + 1) + 1 - at);
    QCOMPARE(editor.model.wholeText(standIn), '"' + bytes + '"');
    editor.replace('"' + base64(20, 'y') + '"', standIn);
    QCOMPARE(imageBytes(2), bytes);
    QVERIFY(toConverseBody(document.conversation()) == requestAsWritten(document.conversation()));
}

void TestRequestText::aDamagedStandInHarmsNothing()
{
    const QByteArray bytes = base64(30'000, 'x');
    Conversation conversation = twoTurns();
    conversation.turns[0].content.push_back(image(bytes));
    ConversationDocument document(conversation);
    Editor editor(&document);
    const QByteArray before = editor.shown;
    editor.replace("40 kB base64", "40 kB base6");
    QVERIFY(editor.model.problem());
    QCOMPARE(editor.model.problem()->pointer, u"/messages/0/content/1/image/source/bytes"_s);
    QVERIFY(document.conversation().turns[0].content[1] == conversation.turns[0].content[1]);
    editor.replace("40 kB base6", "40 kB base64");
    QVERIFY(!editor.model.problem());
    QCOMPARE(editor.shown, before);
    QVERIFY(document.conversation().turns[0].content[1] == conversation.turns[0].content[1]);
}

void TestRequestText::pastedBytesAreFolded()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const QByteArray bytes = base64(3000, 'q');
    editor.replace("{\n          \"text\": \"Well\"\n        }",
                   "{\"image\": {\"format\": \"png\", \"source\": {\"bytes\": \"" + bytes + "\"}}}");
    QVERIFY(!editor.shown.contains(bytes));
    QVERIFY(editor.shown.contains("\"4.0 kB base64 · "));
    QCOMPARE(document.conversation()
                 .turns[1]
                 .content[0]
                 .value.resolve(*json::Pointer::parse(u"/image/source/bytes"))
                 ->toUtf8(),
             bytes);
    editor.replace("\"png\"", "\"gif\"");
    QCOMPARE(document.conversation()
                 .turns[1]
                 .content[0]
                 .value.resolve(*json::Pointer::parse(u"/image/source/bytes"))
                 ->toUtf8(),
             bytes);
}

void TestRequestText::aLargeImageCostsNothing()
{
    Conversation conversation = twoTurns();
    conversation.turns[0].content.push_back(image(QByteArray(33'000'000, 'A')));
    ConversationDocument document(conversation);
    Editor editor(&document);
    testsupport::CpuTimer baseline;
    QCOMPARE(QByteArray(33'000'000, 'A').count('B'), 0);
    const qint64 once = std::max<qint64>(baseline.nsecsElapsed(), 3'000'000);
    testsupport::CpuTimer timer;
    for (int i = 0; i < 20; ++i) {
        editor.replace("\"format\": \"", "\"format\": \"x");
        document.setInference(u"maxTokens"_s, Json(i + 100));
        editor.model.flush();
    }
    // Going through the bytes even once for each edit and change would take 40 times as long.
    QVERIFY2(timer.nsecsElapsed() < 20 * once, QByteArray::number(timer.nsecsElapsed() / once));
}

void TestRequestText::placesAreFoundInAHalfTypedText()
{
    ConversationDocument document(twoTurns());
    Editor editor(&document);
    const auto pointerOf = [&](const QByteArray &text) {
        return editor.model.pointerAt(editor.shown.indexOf(text)).toString();
    };
    QCOMPARE(pointerOf("Well"), u"/messages/1/content/0/text"_s);
    editor.replace("\"Be brief.\"", "\"Be brief.\" and so on");
    QVERIFY(editor.model.problem());
    QCOMPARE(pointerOf("Well"), u"/messages/1/content/0/text"_s);
    QCOMPARE(pointerOf("10"), u"/inferenceConfig/maxTokens"_s);
    const json::Range range = editor.model.rangeOf(*json::Pointer::parse(u"/messages/1/content/0/text"));
    QCOMPARE(editor.shown.sliced(range.offset, range.length), QByteArray("\"text\": \"Well\""));
}

void TestRequestText::everyMemberGoesThrough_data()
{
    QTest::addColumn<QByteArray>("body");
    QFile file(QStringLiteral(OUTCROP_TEST_DATA "/converse/shapes.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json shapes = parsed(file.readAll());
    const auto add = [&](const char *shape, const auto &place) {
        const Json examples = shapes.value(QLatin1StringView(shape));
        QVERIFY2(!examples.isEmpty(), shape);
        for (qsizetype i = 0; i < examples.size(); ++i)
            QTest::addRow("%s %d", shape, int(i)) << json::write(place(examples.at(i)));
    };
    const auto message = [](QLatin1StringView role, const Json &block) {
        return Json::object(
            {{"messages"_L1,
              Json::array({Json::object({{"role"_L1, Json(role)}, {"content"_L1, Json::array({block})}})})}});
    };
    const auto with = [](QLatin1StringView member, const Json &value) {
        return Json::object({{member, value}, {"messages"_L1, Json::array()}});
    };
    const auto behind = [](QLatin1StringView member, const Json &value) {
        return Json::object({{"messages"_L1, Json::array()}, {member, value}});
    };
    add("ConverseRequest", [](const Json &value) { return value; });
    add("ContentBlock", [&](const Json &value) { return message("user"_L1, value); });
    add("Message", [](const Json &value) { return Json::object({{"messages"_L1, Json::array({value})}}); });
    add("SystemContentBlock", [&](const Json &value) { return with("system"_L1, Json::array({value})); });
    add("ToolConfiguration", [&](const Json &value) { return with("toolConfig"_L1, value); });
    add("Tool", [&](const Json &value) {
        return with("toolConfig"_L1, Json::object({{"tools"_L1, Json::array({value})}}));
    });
    add("InferenceConfiguration", [&](const Json &value) { return behind("inferenceConfig"_L1, value); });
    add("GuardrailConfiguration", [&](const Json &value) { return behind("guardrailConfig"_L1, value); });
    add("PromptVariableValues", [&](const Json &value) {
        return behind("promptVariables"_L1, Json::object({{"x"_L1, value}}));
    });
    add("PerformanceConfiguration", [&](const Json &value) { return behind("performanceConfig"_L1, value); });
    add("ServiceTier", [&](const Json &value) { return behind("serviceTier"_L1, value); });
    add("OutputConfig", [&](const Json &value) { return behind("outputConfig"_L1, value); });
}

void TestRequestText::everyMemberGoesThrough()
{
    QFETCH(QByteArray, body);
    ConversationDocument document(newConversation());
    Editor editor(&document);
    editor.replace(editor.shown, body);
    QVERIFY2(!editor.model.problem(),
             qPrintable(editor.model.problem() ? editor.model.problem()->message : QString()));
    // Members in the order of the cache, so the order is not that of every example; empty ones are left out.
    const Json now = requestAsWritten(document.conversation(), editor.model.shape());
    QVERIFY2(json::textPatches(editor.shown, parsed(editor.shown), now).empty() ||
                 now.equivalent(parsed(body)),
             json::write(now));
    // And from the document into the text.
    ConversationDocument other(document.conversation());
    const RequestText shown(&other);
    QVERIFY(parsed(shown.wholeText(shown.text())) == requestAsWritten(document.conversation()));
}

void TestRequestText::aMegabyteIsFollowedQuickly()
{
    const auto read = decodeConversation(encodeConversation(megabyte()), u"f"_s);
    QVERIFY(read.ok());
    ConversationDocument document(read->conversation);
    Editor editor(&document);
    QVERIFY(editor.shown.size() > 1'000'000);
    constexpr int rounds = 5;
    testsupport::CpuTimer timer;
    for (int i = 0; i < rounds; ++i)
        QVERIFY(json::write(parsed(editor.shown), json::Layout::Pretty).size() > 1'000'000);
    const qint64 readAndWrite = timer.nsecsElapsed() / rounds;

    timer.restart();
    for (int i = 0; i < rounds; ++i)
        editor.insertBehind("Text 120", "x");
    const qint64 toDocument = timer.nsecsElapsed() / rounds;
    timer.restart();
    for (int i = 0; i < rounds; ++i) {
        document.setInference(u"maxTokens"_s, Json(i + 1));
        editor.model.flush();
    }
    const qint64 toText = timer.nsecsElapsed() / rounds;
    qInfo("read and written %.1f ms, to the document %.1f ms, to the text %.1f ms",
          double(readAndWrite) / 1e6, double(toDocument) / 1e6, double(toText) / 1e6);
    QVERIFY(editor.shown.contains("\"maxTokens\": 5") && editor.shown.contains("Text 120xxxxx"));
    QVERIFY(toDocument < 6 * readAndWrite);
    QVERIFY(toText < 6 * readAndWrite);
}

QTEST_GUILESS_MAIN(TestRequestText)
#include "tst_requesttext.moc"
