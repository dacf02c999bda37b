// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "core/json/textpatch.h"
#include "tests/unit/json/randomjson.h"

#include <QTest>

using namespace outcrop::json;
using namespace Qt::StringLiterals;

class TestTextPatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesOnlyWhatDiffers_data();
    void changesOnlyWhatDiffers();
    void anyTextBecomesAnyOther();
    void smallChangesAreSmallPatches();
    void knowsWhatStandsAtAByte_data();
    void knowsWhatStandsAtAByte();
};

void TestTextPatch::changesOnlyWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *text, const char *wanted, const char *after) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(wanted) << QByteArray(after);
    };
    row("nothing", "{ \"a\" :1 }", "{\"a\":1}", "{ \"a\" :1 }");
    row("a value", "{ \"a\" :1 }", "{\"a\":2}", "{ \"a\" :2 }");
    row("a spelling", "[1.0 , 2]", "[1.00,2]", "[1.00 , 2]");
    row("an item put in", "[1,\n  3]", "[1,2,3]", "[1, 2,\n  3]");
    row("an item at the end", "[\n  1,\n  2\n]", "[1,2,3]", "[\n  1,\n  2,\n  3\n]");
    row("an item at the beginning", "[\n  1\n]", "[0,1]", "[\n  0,\n  1\n]");
    row("an item taken out", "[\n  1,\n  2,\n  3\n]", "[1,3]", "[\n  1,\n  3\n]");
    row("the first taken out", "[\n  1,\n  2\n]", "[2]", "[\n  2\n]");
    row("the last taken out", "[\n  1,\n  2\n]", "[1]", "[\n  1\n]");
    row("all taken out", "[\n  1\n]", "[]", "[]");
    row("something into nothing", "{\n  \"a\": [ ]\n}", "{\"a\":[1]}", "{\n  \"a\": [\n    1\n  ]\n}");
    row("a member put in", "{\n  \"a\": 1\n}", "{\"a\":1,\"b\":{\"c\":2}}",
        "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}");
    row("a member renamed", "{ \"a\": 1, \"b\": 2 }", "{\"x\":1,\"b\":2}", "{ \"x\": 1, \"b\": 2 }");
    row("two of one name", "{ \"a\": 1, \"a\": 2 }", "{\"a\":1,\"a\":3}", "{ \"a\": 1, \"a\": 3 }");
    row("another order outside", "{ \"a\": 1, \"b\": 2 }", "{\"b\":2,\"a\":1}", "{ \"a\": 1, \"b\": 2 }");
    row("another kind", "{ \"a\": [1] }", "{\"a\":null}", "{ \"a\": null }");
    row("the whole", "1", "{}", "{}");
}

void TestTextPatch::changesOnlyWhatDiffers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, after);
    QCOMPARE(patched(text, textPatches(text, *parse(text), *parse(wanted))), after);
}

void TestTextPatch::anyTextBecomesAnyOther()
{
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        const QByteArray text = "[" + randomJson(random, 4) + " , " + randomJson(random, 3) + "]";
        const QByteArray other = "[" + randomJson(random, 4) + "," + randomJson(random, 3) + "]";
        const Json wanted = *parse(other);
        const std::vector<TextPatch> patches = textPatches(text, *parse(text), wanted);
        qint64 end = 0;
        for (const TextPatch &patch : patches) {
            QVERIFY2(patch.range.offset >= end, text + "\n" + other);
            end = patch.range.offset + patch.range.length;
        }
        const auto read = parse(patched(text, patches));
        QVERIFY2(read.ok() && *read == wanted, text + "\n" + other + "\n" + patched(text, patches));
    }
}

void TestTextPatch::smallChangesAreSmallPatches()
{
    QByteArray text = "{\"messages\": [";
    for (int i = 0; i < 1000; ++i)
        text += "\n  {\"n\": " + QByteArray::number(i) + ", \"list\": [1, 2, {\"deep\": \"x\"}]},";
    text += "\n  {}]}";
    Json wanted = *parse(text);
    QVERIFY(wanted.replace(*Pointer::parse(u"/messages/500/list/2/deep"), Json(u"y"_s)));
    const std::vector<TextPatch> patches = textPatches(text, *parse(text), wanted);
    QCOMPARE(patches.size(), size_t(1));
    QCOMPARE(patches[0].text, QByteArray("\"y\""));
    QCOMPARE(text.sliced(patches[0].range.offset, patches[0].range.length), QByteArray("\"x\""));
}

void TestTextPatch::knowsWhatStandsAtAByte_data()
{
    QTest::addColumn<QByteArray>("text"); // the bar is the byte
    QTest::addColumn<QString>("pointer");
    QTest::newRow("outside") << QByteArray("|{\"a\": 1}") << QString();
    QTest::newRow("a name") << QByteArray("{\"|a\": 1}") << u"/a"_s;
    QTest::newRow("a value") << QByteArray("{\"a\": |1}") << u"/a"_s;
    QTest::newRow("behind a value") << QByteArray("{\"a\": 1|}") << u"/a"_s;
    QTest::newRow("between") << QByteArray("{\"a\": 1, | \"b\": 2}") << QString();
    QTest::newRow("inside") << QByteArray("{\"a\": [1, {\"x\": |2}]}") << u"/a/1/x"_s;
    QTest::newRow("in an empty one") << QByteArray("{\"a\": [1, {|}]}") << u"/a/1"_s;
    QTest::newRow("end") << QByteArray("[1, 2 ]|") << QString();
}

void TestTextPatch::knowsWhatStandsAtAByte()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, pointer);
    const qsizetype at = text.indexOf('|');
    text.remove(at, 1);
    const Json root = *parse(text);
    const Pointer found = pointerAt(root, at);
    QCOMPARE(found.toString(), pointer);
    const Range range = *textRangeOf(root, found);
    QVERIFY(range.offset <= at && at <= range.offset + range.length);
}

QTEST_GUILESS_MAIN(TestTextPatch)
#include "tst_textpatch.moc"
