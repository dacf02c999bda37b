// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/keyboardrig.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::Keyboard;

/// Messages, the composer, the request as JSON, variables and the library, without a mouse: only keys are
/// pressed, and the way to each control is found by Tab and by accessible names.
class TestKeyboardMessages : public QObject
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

    void aMessageOfEveryKindIsWritten();
    void aMessageIsComposedAndSent();
    void theRequestIsWrittenAsJson();
    void variablesAreGivenValues();
    void aPromptIsKeptAndTakenAgain();
    void branchesAreGoneThrough();
    void tabMeetsTheSameBothWays();
    void aFindingIsMetBeforeTheComposer();

private:
    /// A further block of a kind of the menu, in the editor of a message.
    void addBlock(const QString &kind, const QString &place);

    testsupport::KeyboardRig m_rig;
};

void TestKeyboardMessages::addBlock(const QString &kind, const QString &place)
{
    GO(u"Add block"_s);
    CHOOSE(kind);
    QCOMPARE(Keyboard::here(), place);
}

void TestKeyboardMessages::aMessageOfEveryKindIsWritten()
{
    QCOMPARE(Keyboard::here(), u"Message"_s);
    Keyboard::type(u"Look"_s);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    Keyboard::press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(Keyboard::here(), u"Text of block 1"_s);
    Keyboard::replace(u"Look at these"_s);
    addBlock(u"Guarded text"_s, u"Guarded text of block 2"_s);
    Keyboard::type(u"A claim"_s);
    GO(u"query"_s);
    Keyboard::press(Qt::Key_Space);
    addBlock(u"Search result"_s, u"Source of block 3"_s);
    Keyboard::type(u"shelf 4"_s);
    Keyboard::press(Qt::Key_Tab);
    QCOMPARE(Keyboard::here(), u"Title of block 3"_s);
    Keyboard::type(u"Catalogue"_s);
    GO(u"Text 1 of block 3"_s);
    Keyboard::type(u"One record"_s);
    addBlock(u"Tool use"_s, u"Tool name of block 4"_s);
    Keyboard::replace(u"find_record"_s);
    GO(u"Call id of block 4"_s);
    Keyboard::replace(u"call-1"_s);
    GO(u"Input of block 4"_s);
    Keyboard::replace(u"{\"sign\":\"A 1\"}"_s);
    addBlock(u"Tool result"_s, u"Call that block 5 answers"_s);
    Keyboard::replace(u"call-1"_s);
    GO(u"Status of block 5"_s);
    PICK(u"error"_s);
    GO(u"Text 1 of block 5"_s);
    Keyboard::type(u"Not on the shelf"_s);
    GO(u"Add content to block 5"_s);
    CHOOSE(u"JSON value"_s);
    Keyboard::replace(u"{\"shelf\":4}"_s);
    addBlock(u"Citations"_s, u"Text 1 of block 6"_s);
    Keyboard::type(u"As the card says"_s);
    addBlock(u"Any block as JSON"_s, u"Block 7 as JSON"_s);
    Keyboard::replace(
        u"{\"image\":{\"format\":\"png\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k.png\"}}}}"_s);
    GO(u"Add cache point"_s);
    Keyboard::press(Qt::Key_Space);
    CHOOSE(u"5 min"_s);
    GO(u"Add text"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"Not to be sent"_s);
    GO(u"Mute block 9"_s);
    Keyboard::press(Qt::Key_Space);
    QVERIFY(Keyboard::isOn());
    GO(u"Add text"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"Goes"_s);
    Keyboard::press(Qt::Key_Delete, Qt::ControlModifier);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(
        m_rig.member(u"messages"_s),
        R"([{"role":"user","content":[{"text":"Look at these"},{"guardContent":{"text":{"text":"A claim",)"
        R"("qualifiers":["query"]}}},{"searchResult":{"source":"shelf 4","title":"Catalogue","content":)"
        R"([{"text":"One record"}]}},{"toolUse":{"toolUseId":"call-1","name":"find_record","input":{"sign":"A 1"}}},)"
        R"({"toolResult":{"toolUseId":"call-1","content":[{"text":"Not on the shelf"},{"json":{"shelf":4}}],)"
        R"("status":"error"}},{"citationsContent":{"content":[{"text":"As the card says"}],"citations":[]}},)"
        R"({"image":{"format":"png","source":{"s3Location":{"uri":"s3://b/k.png"}}}},)"
        R"({"cachePoint":{"type":"default","ttl":"5m"}}]}])");
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboardMessages::aMessageIsComposedAndSent()
{
    QCOMPARE(Keyboard::here(), u"Message"_s);
    Keyboard::type(u"What is on it?"_s);
    GO(u"Attach"_s);
    CHOOSE(u"S3 object…"_s);
    QTRY_COMPARE(Keyboard::here(), u"S3 object"_s);
    Keyboard::type(u"s3://bucket/card.png"_s);
    Keyboard::press(Qt::Key_Return);
    QTRY_COMPARE(Keyboard::here(), u"Attach"_s);
    GO(u"Add a cache point"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_rig.app().waitUntilIdle());
    QCOMPARE(m_rig.app().rows(), 2);
    const json::Json sent = m_rig.body().value("messages"_L1).at(0);
    QCOMPARE(json::write(sent.value("content"_L1), json::Layout::Compact),
             R"([{"image":{"format":"png","source":{"s3Location":{"uri":"s3://bucket/card.png"}}}},)"
             R"({"text":"What is on it?"},{"cachePoint":{"type":"default"}}])");
}

void TestKeyboardMessages::theRequestIsWrittenAsJson()
{
    Keyboard::press(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(Keyboard::here(), u"Request JSON"_s);
    Keyboard::replace(
        u"{\"system\":[{\"text\":\"Be kind\"}],\"messages\":[],\"inferenceConfig\":{\"topP\":0.50}}"_s);
    QTRY_COMPARE(m_rig.member(u"inferenceConfig"_s), QByteArray(R"({"topP":0.50})"));
    COMMAND(u"Inference settings"_s, u"maxTokens"_s);
    Keyboard::replace(u"100"_s);
    Keyboard::press(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(Keyboard::here(), u"Request JSON"_s);
    QTRY_VERIFY(Keyboard::value().contains(u"\"maxTokens\": 100"_s));
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboardMessages::variablesAreGivenValues()
{
    Keyboard::type(u"Hello {{name}}"_s);
    Keyboard::press(Qt::Key_Escape); // the list of names
    Keyboard::press(Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(Keyboard::here(), u"Value of name"_s);
    Keyboard::type(u"Ada"_s);
    GO(u"Name of a new variable"_s);
    Keyboard::type(u"later"_s);
    Keyboard::press(Qt::Key_Return);
    QCOMPARE(Keyboard::here(), u"Value of later"_s);
    Keyboard::type(u"one"_s);
    GO(u"Scope of later"_s);
    PICK(u"all conversations"_s);
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_rig.app().waitUntilIdle());
    QVERIFY(m_rig.member(u"messages"_s).contains("Hello Ada"));
}

void TestKeyboardMessages::aPromptIsKeptAndTakenAgain()
{
    COMMAND(u"System prompt"_s, u"+ Text"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::type(u"Be brief."_s);
    GO(u"Library…"_s);
    Keyboard::press(Qt::Key_Space);
    QTRY_COMPARE(Keyboard::here(), u"Filter the library"_s);
    GO(u"Name in the library"_s);
    Keyboard::type(u"brief"_s);
    GO(u"Save"_s);
    Keyboard::press(Qt::Key_Space);
    QTRY_VERIFY2(m_rig.keys.go(u"Insert"_s),
                 m_rig.keys.report().constData()); // it stands in the list, chosen
    Keyboard::press(Qt::Key_Space);
    QCOMPARE(m_rig.member(u"system"_s), R"([{"text":"Be brief."},{"text":"Be brief."}])");
    Keyboard::press(Qt::Key_Escape);
    QTRY_COMPARE(Keyboard::here(), u"Library…"_s);
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

void TestKeyboardMessages::branchesAreGoneThrough()
{
    Keyboard::type(u"First"_s);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_rig.app().waitUntilIdle());
    Keyboard::press(Qt::Key_Up, Qt::ControlModifier);
    QTRY_COMPARE(Keyboard::here(), u"Text of block 1"_s);
    Keyboard::replace(u"Other"_s);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_rig.app().rows(), 1);
    QCOMPARE(m_rig.app().row(0).siblings, 2);
    Keyboard::press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(m_rig.app().rows(), 2);
    COMMAND(u"Tree of branches"_s, u"user, First, 1/2"_s);
    Keyboard::press(Qt::Key_Down);
    Keyboard::press(Qt::Key_Down);
    QCOMPARE(Keyboard::here(), u"user, Other, 2/2"_s);
    Keyboard::press(Qt::Key_Return); // the other branch
    QTRY_COMPARE(m_rig.app().rows(), 1);
    COMMAND(u"Tree of branches"_s, u"user, Other, 2/2"_s);
    Keyboard::press(Qt::Key_Delete);
    QTRY_COMPARE(m_rig.app().row(0).siblings, 1);
    QVERIFY2(m_rig.undoAndRedo(), m_rig.keys.report().constData());
}

/// Nothing holds the keyboard, and nothing is met on one way alone: with a tool and a message open, and JSON
/// in either.
void TestKeyboardMessages::tabMeetsTheSameBothWays()
{
    COMMAND(u"Tools"_s, u"+ Tool"_s);
    Keyboard::press(Qt::Key_Space);
    COMMAND(u"Advanced members"_s, u"guardrailConfig"_s);
    GO(u"additionalModelRequestFields"_s);
    Keyboard::press(Qt::Key_Space);
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    Keyboard::type(u"First"_s);
    Keyboard::press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    Keyboard::press(Qt::Key_Up, Qt::ControlModifier);
    QTRY_COMPARE(Keyboard::here(), u"Text of block 1"_s);
    addBlock(u"Tool use"_s, u"Tool name of block 2"_s);
    addBlock(u"Tool result"_s, u"Call that block 3 answers"_s);
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(Keyboard::here(), u"Message"_s);
    QStringList there = m_rig.keys.round();
    QVERIFY2(Keyboard::here() == u"Message"_s, m_rig.keys.report().constData());
    QStringList back = m_rig.keys.round(Qt::ShiftModifier);
    QVERIFY2(Keyboard::here() == u"Message"_s, m_rig.keys.report().constData());
    for (const QString &met : {u"Sample input"_s, u"Input of block 2"_s, u"Call that block 3 answers"_s})
        QVERIFY2(there.contains(met), qPrintable(met));
    QVERIFY2(!there.contains(QString()), qPrintable(there.join(u" | ")));
    // Not the section that the tabs stand at, not the estimate, nor what shows only while its row has the
    // keyboard.
    const QRegularExpression moves(u"^(About|System|Tools|Advanced|edited|Move|Mute|Show|Delete)\\b"_s);
    for (QStringList *way : {&there, &back})
        way->erase(std::remove_if(way->begin(), way->end(),
                                  [&](const QString &met) { return moves.match(met).hasMatch(); }),
                   way->end());
    std::reverse(back.begin() + 1, back.end());
    QCOMPARE(back.join(u" | "), there.join(u" | "));
}

void TestKeyboardMessages::aFindingIsMetBeforeTheComposer()
{
    COMMAND(u"System prompt"_s, u"+ Text"_s);
    Keyboard::press(Qt::Key_Space); // a blank one
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    Keyboard::type(u"First"_s);
    QTRY_VERIFY(m_rig.app().control(u"Run anyway"_s));
    for (int steps = 0; steps < 4 && Keyboard::here() != u"Remove it"_s; ++steps)
        Keyboard::press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(Keyboard::here(), u"Remove it"_s);
    Keyboard::press(Qt::Key_Space);
    QTRY_VERIFY(m_rig.app().control(u"Run"_s));
    QVERIFY(!m_rig.body().contains("system"_L1));
}

QTEST_MAIN(TestKeyboardMessages)
#include "tst_keyboardmessages.moc"
