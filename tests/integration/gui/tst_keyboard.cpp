// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/keyboardrig.h"

#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::Keyboard;

/// The forms of the request, without a mouse: only keys are pressed, and the way to each control is found by
/// Tab and by accessible names.
class TestKeyboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_rig.canBe())
            QSKIP("no windows that take the keyboard");
    }
    void init() { QVERIFY(m_rig.start()); }
    void cleanup() { m_rig.end(); }

    void theSystemPromptIsWritten();
    void toolsAreWritten();
    void everyMemberOfInferenceIsSet();
    void everyAdvancedMemberIsSet();

private:
    testsupport::KeyboardRig m_rig;
};

void TestKeyboard::theSystemPromptIsWritten()
{
    COMMAND(u"System prompt"_s, u"+ Text"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(Keyboard::here(), u"System text block 1"_s);
    Keyboard::type(u"Be brief."_s);
    GO(u"+ Cache point"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(Keyboard::here(), u"Cache point after block 1, 5 min (default)"_s);
    CHOOSE(u"1 h"_s);
    QCOMPARE(Keyboard::here(), u"Cache point after block 1, 1 h"_s);
    GO(u"+ Guard"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(Keyboard::here(), u"System guarded block 3"_s);
    Keyboard::type(u"The source"_s);
    GO(u"grounding_source"_s);
    Keyboard::press(Qt::Key_Space);
    QVERIFY(Keyboard::isOn());
    GO(u"+ Text"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"First of all"_s);
    for (int place = 3; place > 0; --place)
        Keyboard::press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(Keyboard::here(), u"System text block 1"_s);
    GO(u"+ Text"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"Not wanted"_s);
    Keyboard::press(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(m_rig.member(u"system"_s),
             R"([{"text":"First of all"},{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}},)"
             R"({"guardContent":{"text":{"text":"The source","qualifiers":["grounding_source"]}}}])");
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboard::toolsAreWritten()
{
    COMMAND(u"Tools"_s, u"+ Tool"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(Keyboard::here(), u"Tool name"_s);
    Keyboard::replace(u"find_record"_s);
    GO(u"Tool description"_s);
    Keyboard::type(u"Finds a record"_s);
    GO(u"strict"_s);
    PICK(u"true"_s);
    GO(u"+ Property"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::replace(u"sign"_s);
    Keyboard::press(Qt::Key_Tab);
    QCOMPARE(Keyboard::here(), u"Type of sign"_s);
    PICK(u"string"_s);
    GO(u"Description of sign"_s);
    Keyboard::type(u"On its back"_s);
    GO(u"sign is required"_s);
    Keyboard::press(Qt::Key_Space);
    QVERIFY(Keyboard::isOn());
    GO(u"Sample input"_s);
    Keyboard::type(u"{\"sign\": 1}"_s);
    GO_BACK(u"Form"_s);
    Keyboard::press(Qt::Key_Right);
    QCOMPARE(Keyboard::here(), u"JSON"_s);
    QVERIFY(Keyboard::isOn());
    GO(u"inputSchema as JSON"_s);
    Keyboard::replace(
        u"{\"type\":\"object\",\"properties\":{\"sign\":{\"type\":\"string\",\"minLength\":2}}}"_s);
    GO(u"+ Tool cache point"_s);
    Keyboard::press(Qt::Key_Space);
    GO(u"+ System tool"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::replace(u"nova_grounding"_s);
    GO_BACK(u"toolChoice"_s);
    PICK(u"tool: find_record"_s);
    QCOMPARE(
        m_rig.member(u"toolConfig"_s),
        R"({"tools":[{"toolSpec":{"name":"find_record","inputSchema":)"
        R"({"json":{"type":"object","properties":{"sign":{"type":"string","minLength":2}}}},"description":"Finds a record",)"
        R"("strict":true}},)"
        R"({"cachePoint":{"type":"default"}},{"systemTool":{"name":"nova_grounding"}}],)"
        R"("toolChoice":{"tool":{"name":"find_record"}}})");
    GO(u"Send nova_grounding"_s);
    Keyboard::press(Qt::Key_Space); // off: in the file and not sent
    QVERIFY(!m_rig.member(u"toolConfig"_s).contains("nova_grounding"));
    Keyboard::press(Qt::Key_Space);
    Keyboard::press(Qt::Key_Up, Qt::AltModifier);
    QVERIFY(m_rig.member(u"toolConfig"_s)
                .contains(R"(}},{"systemTool":{"name":"nova_grounding"}},{"cachePoint")"));
    Keyboard::press(Qt::Key_Delete, Qt::ControlModifier);
    QVERIFY(!m_rig.member(u"toolConfig"_s).contains("nova_grounding"));
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboard::everyMemberOfInferenceIsSet()
{
    COMMAND(u"Inference settings"_s, u"maxTokens"_s);
    Keyboard::replace(u"512"_s);
    GO(u"temperature"_s);
    Keyboard::replace(u"0.2"_s);
    GO_BACK(u"temperature slider"_s);
    Keyboard::press(Qt::Key_Right);
    GO(u"topP"_s);
    Keyboard::replace(u"0.90"_s);
    GO(u"Add a stop sequence"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(Keyboard::here(), u"New stop sequence"_s);
    Keyboard::type(u"END\\n"_s);
    Keyboard::press(Qt::Key_Return);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"more"_s);
    Keyboard::press(Qt::Key_Return);
    GO_BACK(u"Remove stop sequence more"_s);
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(m_rig.member(u"inferenceConfig"_s),
             R"({"maxTokens":512,"temperature":0.21,"topP":0.90,"stopSequences":["END\n"]})");
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboard::everyAdvancedMemberIsSet()
{
    COMMAND(u"Advanced members"_s, u"guardrailConfig"_s);
    const auto open = [this](const QString &member) {
        GO(member);
        Keyboard::press(Qt::Key_Space);
        QVERIFY(Keyboard::isOn());
    };
    const auto fill = [this](const QString &field, const QString &text) {
        GO(field);
        Keyboard::type(text);
    };
    const auto turn = [this](const QString &field, const QString &choice) {
        GO(field);
        PICK(choice);
    };
    open(u"guardrailConfig"_s);
    fill(u"guardrailIdentifier"_s, u"gr-1"_s);
    fill(u"guardrailVersion"_s, u"DRAFT"_s);
    turn(u"trace"_s, u"enabled_full"_s);
    turn(u"streamProcessingMode"_s, u"async"_s);
    open(u"outputConfig"_s);
    fill(u"effort"_s, u"high"_s);
    fill(u"schema"_s, u"{\"type\":\"object\"}"_s);
    GO_BACK(u"name"_s);
    Keyboard::type(u"card"_s);
    open(u"additionalModelRequestFields"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::type(u"{\"top_k\": 40}"_s);
    open(u"additionalModelResponseFieldPaths"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"/usage"_s);
    open(u"performanceConfig"_s);
    turn(u"latency"_s, u"optimized"_s);
    open(u"serviceTier"_s);
    turn(u"type"_s, u"flex"_s);
    open(u"promptVariables"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"genre"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::type(u"ballad"_s);
    open(u"requestMetadata"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"team"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::type(u"archive"_s);
    open(u"fallbacks"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"other/model"_s);
    open(u"other members"_s);
    Keyboard::press(Qt::Key_Tab);
    Keyboard::type(u"{\"x-new\": 1.50}"_s);
    QCOMPARE(
        json::write(m_rig.body(), json::Layout::Compact),
        R"({"messages":[],"guardrailConfig":{"guardrailIdentifier":"gr-1","guardrailVersion":"DRAFT",)"
        R"("trace":"enabled_full","streamProcessingMode":"async"},"outputConfig":{"effort":"high","textFormat":)"
        R"({"structure":{"jsonSchema":{"schema":"{\"type\":\"object\"}","name":"card"}},"type":"json_schema"}},)"
        R"("additionalModelRequestFields":{"top_k":40},"additionalModelResponseFieldPaths":["/usage"],)"
        R"("performanceConfig":{"latency":"optimized"},"serviceTier":{"type":"flex"},"promptVariables":)"
        R"({"genre":{"text":"ballad"}},"requestMetadata":{"team":"archive"},"fallbacks":["other/model"],)"
        R"("x-new":1.50})");
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
