// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/tokenestimate.h"

#include <QTest>

using namespace outcrop;
using json::Json;

namespace
{

/// Single quotes stand for double ones.
Json parsed(const QByteArray &text)
{
    const auto value = json::parse(QByteArray(text).replace('\'', '"'));
    if (!value)
        qFatal("bad JSON in a test: %s", text.constData());
    return *value;
}

} // namespace

class TestTokenEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void estimatesTokensByTheWrittenRule_data();
    void estimatesTokensByTheWrittenRule();
    void countsAMalformedSequenceAsOne();
    void countsEveryPartOfAPrompt();
};

void TestTokenEstimate::estimatesTokensByTheWrittenRule_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("tokens");
    const auto row = [](const char *name, const char *text, qint64 tokens) {
        QTest::newRow(name) << QString::fromUtf8(text) << tokens;
    };
    row("nothing", "", 0);
    row("one word", "token", 1);
    row("six letters", "tokens", 1);
    row("seven letters", "tokened", 2);
    row("two words", "two words", 2);
    row("a sentence", "It rains.", 3);
    row("indentation", "        x", 2);
    row("one sign four times", "----", 1);
    row("one sign five times", "-----", 2);
    row("different signs", "{[", 2);
    row("line ends", "a\n\nb", 3);
    row("accented", "éé é", 2);
    row("Cyrillic", "камень", 3);
    row("Chinese", "石英", 2);
    row("emoji", "🪨🪨", 2);
    row("last below U+2E80", "\u2E7F\u2E7F", 1);
    row("first from U+2E80", "\u2E80\u2E80", 2);
}

void TestTokenEstimate::estimatesTokensByTheWrittenRule()
{
    QFETCH(QString, text);
    QFETCH(qint64, tokens);
    QCOMPARE(converse::estimateTextTokens(text.toUtf8()), tokens);
}

void TestTokenEstimate::countsEveryPartOfAPrompt()
{
    const auto block = [](const QByteArray &text) { return converse::estimateBlockTokens(parsed(text)); };
    QCOMPARE(block("{'text':'two words'}"), 2);
    QCOMPARE(block("{'cachePoint':{'type':'default'}}"), 0);
    QCOMPARE(block("{'image':{'format':'png','source':{'bytes':'QQ=='}}}"), 1500);
    QCOMPARE(block("{'document':{'name':'n','format':'txt','source':{'text':'two words'}}}"), 3);
    QCOMPARE(block("{'document':{'name':'n','format':'md','source':{'bytes':'dHdvIHdvcmRz'}}}"), 3);
    QCOMPARE(block("{'toolResult':{'toolUseId':'a','content':[{'text':'two words'},{'json':7}]}}"),
             6 + 2 + 1);
    QCOMPARE(block("{'toolUse':{'toolUseId':'a','name':'clock','input':{}}}"), 6 + 1 + 2);
    QCOMPARE(converse::estimatePromptTokens(
                 parsed("{'system':[{'text':'one'}],'messages':[{'role':'user','content':["
                        "{'text':'two'},{'text':'three'}]}]}")),
             1 + 4 + 1 + 1);
}

void TestTokenEstimate::countsAMalformedSequenceAsOne()
{
    QCOMPARE(converse::estimateTextTokens("\xff\xfe"), 2);
    QCOMPARE(converse::estimateTextTokens("\xc3"), 1);
    QCOMPARE(converse::estimateTextTokens("\xe2\x82"), 1);
    QCOMPARE(converse::estimateTextTokens("a\x80z"), 3);
}

QTEST_GUILESS_MAIN(TestTokenEstimate)
#include "tst_tokenestimate.moc"
