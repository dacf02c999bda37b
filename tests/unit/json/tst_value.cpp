// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/containstext.h"
#include "core/json/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop::json;

namespace
{

Json parsed(const char *text)
{
    const auto result = parse(QByteArray(text));
    return result ? *result : Json();
}

QByteArray compact(const Json &value)
{
    return write(value, Layout::Compact);
}

} // namespace

class TestValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsMemberOrderDuplicatesAndSpelling();
    void readsNumbersByTheirMeaning();
    void buildsAndEdits();
    void keepsUntouchedMembersByteForByte();
    void resolvesAndReplacesByPointer();
    void comparesExactlyAndByMeaning();
    void sharesUntilTheFirstChange();
    void findsDuplicateMembersAtAnyDepth();
    void survivesAnyDepthOfBuiltValues();
    void tellsWhereValuesStood();
    void comparesStringsHoweverTheyAreSpelled();
    void knowsBlankStrings();
    void tellsOneValueFromAnEqualOne();
    void longTextsAreValuesLikeOthers();
    void halfACharacterIsWrittenAsAQuestionMark();
};

void TestValue::keepsMemberOrderDuplicatesAndSpelling()
{
    const QByteArray text =
        R"({"z":1.0,"a":1e2,"z":-0,"n":123456789012345678901234567890,"e":1e400,"s":"\u00e9\/"})";
    const Json value = parsed(text.constData());
    QCOMPARE(value.kind(), Kind::Object);
    QCOMPARE(value.size(), 6);
    QCOMPARE(value.keyAt(0), u"z"_s);
    QCOMPARE(value.keyAt(2), u"z"_s);
    QCOMPARE(value.value("z").numberText(), QByteArray("-0"));
    QCOMPARE(value.at(0).numberText(), QByteArray("1.0"));
    QCOMPARE(value.value("s").toString(), u"é/"_s);
    QVERIFY(value.hasDuplicateMembers());
    QVERIFY(value.value("absent").isNull());
    QVERIFY(!value.find("absent"));
    QCOMPARE(value.indexOf(u"absent"), -1);
    QCOMPARE(compact(value), text);
}

void TestValue::readsNumbersByTheirMeaning()
{
    QCOMPARE(Json::number("12").toInt(), 12);
    QCOMPARE(Json::number("1.0").toInt(), 1);
    QCOMPARE(Json::number("-25e2").toInt(), -2500);
    QCOMPARE(Json::number("9223372036854775807").toInt(), 9223372036854775807LL);
    QCOMPARE(Json::number("9223372036854775808").toInt(), std::nullopt);
    QCOMPARE(Json::number("1.5").toInt(), std::nullopt);
    QCOMPARE(Json::number("1e400").toDouble(), std::nullopt);
    QCOMPARE(Json::number("1e-400").toDouble(), 0.0);
    QCOMPARE(Json::number("0.1").toDouble(), 0.1);
    QVERIFY(Json::number("01").isNull());
    QVERIFY(Json::number("1.").isNull());
    QVERIFY(Json::number("").isNull());
    QCOMPARE(Json(0.7).numberText(), QByteArray("0.7"));
    QCOMPARE(Json(7).numberText(), QByteArray("7"));
    QCOMPARE(Json(quint64(18446744073709551615ULL)).numberText(), QByteArray("18446744073709551615"));
    QVERIFY(Json(qInf()).isNull());
    QCOMPARE(Json(true).toBool(), true);
    QCOMPARE(Json().toBool(), std::nullopt);
    QCOMPARE(parsed("[true]").at(0).toBool(), true);
}

void TestValue::buildsAndEdits()
{
    Json object = Json::object({{"text"_L1, u"hi"_s}, {"n"_L1, 1}});
    object.set("n", 2);
    object.set("list", Json::array({1, u"two"_s, Json()}));
    QCOMPARE(compact(object), QByteArray(R"({"text":"hi","n":2,"list":[1,"two",null]})"));
    object.insertMember(0, "first", true);
    object.move(3, 1);
    object.rename(2, "words");
    QCOMPARE(compact(object), QByteArray(R"({"first":true,"list":[1,"two",null],"words":"hi","n":2})"));
    object.remove("list");
    object.removeAt(0);
    QCOMPARE(compact(object), QByteArray(R"({"words":"hi","n":2})"));

    Json list = parsed("[1,2,3]");
    list.insert(1, 9);
    list.setAt(0, false);
    list.append(u"\"\\\n\x01é"_s);
    list.removeAt(99);
    QCOMPARE(compact(list), QByteArray("[false,9,2,3,\"\\\"\\\\\\n\\u0001é\"]"));

    Json fresh;
    fresh.set("a", 1);
    QCOMPARE(write(fresh, Layout::Pretty), QByteArray("{\n  \"a\": 1\n}"));
    QCOMPARE(write(Json::array({Json::array(), Json::object()}), Layout::Pretty),
             QByteArray("[\n  [],\n  {}\n]"));
    QCOMPARE(Json::string(QByteArrayView("a\xff", 2)).toString(), u"a\uFFFD"_s);
}

void TestValue::keepsUntouchedMembersByteForByte()
{
    const QByteArray text =
        "{\n    \"keep\" : [ 1.0 ,\t2 ],\n    \"change\" : 1,\n    \"\\u006b\" : \"\\u00e9\"\n}";
    Json value = parsed(text.constData());
    QCOMPARE(write(value, Layout::AsWritten), text);
    value.set("change", 2);
    QCOMPARE(write(value, Layout::AsWritten),
             "{\n    \"keep\" : [ 1.0 ,\t2 ],\n    \"change\" : 2,\n    \"\\u006b\" : \"\\u00e9\"\n}");
    value.remove("change");
    QCOMPARE(compact(value), QByteArray("{\"keep\":[1.0,2],\"\\u006b\":\"\\u00e9\"}"));
    QCOMPARE(value.value("k").toString(), u"é"_s);
}

void TestValue::resolvesAndReplacesByPointer()
{
    Json value = parsed(R"({"a":[{"b/c":1},{"~":2}],"":3})");
    QCOMPARE(value.resolve(*Pointer::parse(u"/a/0/b~1c"))->toInt(), 1);
    QCOMPARE(value.resolve(*Pointer::parse(u"/a/1/~0"))->toInt(), 2);
    QCOMPARE(value.resolve(*Pointer::parse(u"/"))->toInt(), 3);
    QCOMPARE(*value.resolve(Pointer()), value);
    for (const char16_t *missing : {u"/a/2", u"/a/-", u"/a/00", u"/x", u"/a/0/b/c", u"//"})
        QVERIFY(!value.resolve(*Pointer::parse(missing)));
    QVERIFY(!Pointer::parse(u"a"));
    QVERIFY(!Pointer::parse(u"/~2"));
    QVERIFY(!Pointer::parse(u"/~"));

    const Json before = value;
    QVERIFY(value.replace(*Pointer::parse(u"/a/1/~0"), u"new"_s));
    QVERIFY(!value.replace(*Pointer::parse(u"/a/9"), 1));
    QCOMPARE(compact(value), QByteArray(R"({"a":[{"b/c":1},{"~":"new"}],"":3})"));
    QCOMPARE(before.resolve(*Pointer::parse(u"/a/1/~0"))->toInt(), 2);

    Pointer pointer;
    pointer.append(u"m/n");
    pointer.append(3);
    QCOMPARE(pointer.toString(), u"/m~1n/3"_s);
    QCOMPARE(Pointer::parse(pointer.toString()), pointer);
}

void TestValue::comparesExactlyAndByMeaning()
{
    QVERIFY(parsed(R"({"a":"\u0041"})") == Json::object({{"a"_L1, u"A"_s}}));
    QVERIFY(parsed("[1.0]") != parsed("[1]"));
    QVERIFY(parsed("[1.0,-0,1e2,10e-1]").equivalent(parsed("[1,0,100,1]")));
    QVERIFY(!parsed("[1]").equivalent(parsed("[-1]")));
    QVERIFY(!parsed("[10000000000000000000001]").equivalent(parsed("[10000000000000000000000]")));
    QVERIFY(parsed(R"({"a":1,"b":[{"c":2,"d":3}]})").equivalent(parsed(R"({"b":[{"d":3,"c":2}],"a":1})")));
    QVERIFY(parsed(R"({"a":1,"b":2})") != parsed(R"({"b":2,"a":1})"));
    QVERIFY(parsed(R"({"a":1,"a":2})").equivalent(parsed(R"({"a":2})")));
    QVERIFY(!parsed("[1,2]").equivalent(parsed("[2,1]")));
    QVERIFY(parsed("[]") != parsed("{}"));
    QVERIFY(parsed("null") == Json());
    QVERIFY(parsed("[true]") == Json::array({true}));
}

void TestValue::sharesUntilTheFirstChange()
{
    Json first = Json::array({1});
    Json second = first;
    second.append(2);
    QCOMPARE(compact(first), QByteArray("[1]"));
    QCOMPARE(compact(second), QByteArray("[1,2]"));
    first.append(first); // a copy of itself, not a loop
    QCOMPARE(compact(first), QByteArray("[1,[1]]"));
    first = first.at(1); // the new value lives inside the old one
    QCOMPARE(compact(first), QByteArray("[1]"));
}

void TestValue::findsDuplicateMembersAtAnyDepth()
{
    QVERIFY(!parsed(R"({"a":{"a":1},"b":[{"a":1}]})").firstDuplicateMember());
    QCOMPARE(parsed(R"({"x":[0,{"d":1,"\u0064":2}]})").firstDuplicateMember()->toString(), u"/x/1/d"_s);
    QCOMPARE(parsed(R"({"a":1,"a":2})").firstDuplicateMember()->toString(), u"/a"_s);
}

void TestValue::survivesAnyDepthOfBuiltValues()
{
    Json deep;
    for (int i = 0; i < 200'000; ++i) {
        Json outer = Json::array();
        outer.append(std::move(deep));
        deep = std::move(outer);
    }
    const Json copy = parsed("[1]");
    QVERIFY(deep != copy);
    QByteArray text = compact(deep);
    QCOMPARE(text.size(), 400'004);
    const auto refused = parse(text);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ParseError::Code::TooDeep);
    const auto again = parse(text, {.maxDepth = 300'000});
    QVERIFY(again);
    QVERIFY(*again == deep);
    QVERIFY(again->equivalent(deep));
    QCOMPARE(again->byteRange()->length, text.size());
    QVERIFY(write(*again, Layout::Compact) == text);
}

void TestValue::tellsWhereValuesStood()
{
    const QByteArray text = R"( { "a" : [ 1 , "x\"" , { } ] , "bc" : -1.5e3 } )";
    const Json value = *parse(text);
    const auto cut = [&text](const std::optional<Range> &range) {
        return text.mid(range->offset, range->length);
    };
    QCOMPARE(cut(value.byteRange()), text.trimmed());
    QCOMPARE(cut(value.at(0).byteRange()), QByteArray(R"([ 1 , "x\"" , { } ])"));
    QCOMPARE(cut(value.at(0).at(0).byteRange()), QByteArray("1"));
    QCOMPARE(cut(value.at(0).at(1).byteRange()), QByteArray(R"("x\"")"));
    QCOMPARE(cut(value.at(0).at(2).byteRange()), QByteArray("{ }"));
    QCOMPARE(cut(value.at(1).byteRange()), QByteArray("-1.5e3"));
    QCOMPARE(cut(value.keyByteRange(1)), QByteArray("\"bc\""));
    QVERIFY(!Json(1).byteRange());
}

void TestValue::comparesStringsHoweverTheyAreSpelled()
{
    const Json spellings = parsed(R"(["a\"\u00e9", "a\u0022é", "a\"e", "ab", "ab", "abc", "\u0061b"])");
    QVERIFY(spellings.at(0) == spellings.at(1));
    QVERIFY(spellings.at(0) != spellings.at(2));
    QVERIFY(spellings.at(3) == spellings.at(4));
    QVERIFY(spellings.at(3) != spellings.at(5));
    QVERIFY(spellings.at(3) == spellings.at(6));
    QVERIFY(spellings.at(0) == Json(u"a\"é"_s));
    QVERIFY(Json(u"ab"_s) == spellings.at(6));
    QVERIFY(Json(u"ab"_s) == spellings.at(3));
    QVERIFY(Json(u"ac"_s) != spellings.at(3));
    QVERIFY(Json(u"abcdefghi"_s) != spellings.at(6));
}

void TestValue::knowsBlankStrings()
{
    for (const char *blank : {R"("")", R"(" \n\t\r\f ")", R"(" \u0020\u00a0 ")", "\"\u00a0 \""})
        QVERIFY2(parsed(blank).isBlankString(), blank);
    for (const char *text : {R"("a")", R"("  \" ")", R"(" \u0041")", R"("\\n")", "\"é\"", "1", "[]"})
        QVERIFY2(!parsed(text).isBlankString(), text);
    QVERIFY(Json(u" "_s).isBlankString());
    QVERIFY(!Json(u" a"_s).isBlankString());
}

void TestValue::tellsOneValueFromAnEqualOne()
{
    const Json text = parsed("[{}, {}]");
    QVERIFY(text.at(0).isSameValueAs(text.at(0)));
    QVERIFY(!text.at(0).isSameValueAs(text.at(1)));
    QVERIFY(text.at(0).sharesTextWith(text));
    QVERIFY(!text.sharesTextWith(parsed("[{}, {}]")));
    Json built = Json::array();
    const Json copy = built;
    QVERIFY(copy.isSameValueAs(built));
    built.append(1);
    QVERIFY(!copy.isSameValueAs(built));
    QVERIFY(!built.sharesTextWith(copy));
}

// They are kept in another way: shared with whoever gave them.
void TestValue::longTextsAreValuesLikeOthers()
{
    const QString text = u"a \"line\" of ïts own 🎉\n"_s.repeated(10'000);
    const Json value(text);
    QVERIFY(value.toString().constData() == text.constData());
    QCOMPARE(value.toUtf8(), text.toUtf8());
    QVERIFY(!value.isBlankString());
    QVERIFY(Json(QString(100'000, u' ')).isBlankString());

    const Json object = Json::object({{"text"_L1, value}});
    const auto read = parse(write(object));
    QVERIFY(read);
    QVERIFY(*read == object);
    QVERIFY(object == *read);
    QVERIFY(value == Json::string(text.toUtf8()));
    QVERIFY(value == Json(u"a \"line\" of ïts own 🎉\n"_s.repeated(10'000)));
    QVERIFY(value != Json(text.chopped(1)));
    QVERIFY(value != Json(text.chopped(1) + u'x'));
    QVERIFY(value != Json::string(text.toUtf8().chopped(1)));
    QVERIFY(*parse(write(Json(QString(text).replace(u'"', u' ').remove(u'\n')))) ==
            Json(QString(text).replace(u'"', u' ').remove(u'\n')));
    for (const Json &one : {value, Json::string(text.toUtf8()), *parse(write(value)), Json(u"a line"_s)}) {
        QVERIFY(containsText(one, "line"_L1));
        QVERIFY(!containsText(one, "lime"_L1));
    }
    QVERIFY(!containsText(Json(17), "17"_L1));

    Json named = object;
    named.rename(0, text);
    QCOMPARE(named.keyAt(0), text);
    QVERIFY(named.contains(text));
}

void TestValue::halfACharacterIsWrittenAsAQuestionMark()
{
    const QString filling(100'000, u'x');
    const Json half(filling + QChar(0xd83d));
    QCOMPARE(half.toUtf8(), filling.toUtf8() + "?");
    QVERIFY(half == Json(filling + u'?'));
    QVERIFY(half != Json(filling + u"🎉"_s));
    QVERIFY(half != Json(filling + u'x'));
}

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
