// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "core/json/schemacheck.h"

#include <QTest>

using namespace outcrop::json;

class TestSchemaCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void endlessSchemasEnd_data();
    void endlessSchemasEnd();
    void saysNoMoreThanAsked();
};

namespace
{

Json parsed(const QByteArray &text)
{
    const auto value = parse(text);
    return value ? *value : Json();
}

QStringList faultsOf(const QByteArray &value, const QByteArray &schema)
{
    QStringList texts;
    for (const SchemaFault &fault : checkAgainstSchema(parsed(value), parsed(schema)))
        texts.append(fault.toString());
    return texts;
}

} // namespace

void TestSchemaCheck::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("faults"); // joined by " | "
    const auto row = [](const char *name, const char *schema, const char *value, const char *faults) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(value) << QString::fromUtf8(faults);
    };
    row("nothing asked", "{}", "[1]", "");
    row("true", "true", "1", "");
    row("false", "false", "1", "(input): nothing is allowed here");
    row("no schema", "7", "1", "");
    row("type fits", R"({"type":"object"})", "{}", "");
    row("type", R"({"type":"integer"})", R"("80s")", "(input): expected an integer, found a string");
    row("whole by value", R"({"type":"integer"})", "1.0", "");
    row("not whole", R"({"type":"integer"})", "1.5", "(input): expected an integer, found 1.5");
    row("large integer", R"({"type":"integer"})", "12345678901234567890123", "");
    row("several types", R"({"type":["string","null"]})", "1",
        "(input): expected a string or null, found a number");
    row("one of several", R"({"type":["string","null"]})", "null", "");
    row("enum", R"({"enum":["a","b",1]})", R"("c")", R"((input): "c" is none of "a", "b", 1)");
    row("enum by value", R"({"enum":[1]})", "1.0", "");
    row("const", R"({"const":true})", "false", "(input): expected true, found false");
    row("required", R"({"required":["sign","x"]})", R"({"x":1})", R"((input): "sign" is required)");
    row("property", R"({"properties":{"decade":{"type":"integer"}}})", R"({"decade":"80s"})",
        "/decade: expected an integer, found a string");
    row("escaped name", R"({"properties":{"a/b":{"type":"null"}}})", R"({"a/b":1})",
        "/a~1b: expected null, found a number");
    row("additional", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1,"b":2})",
        "/b: the schema knows no such property");
    row("additional of a kind", R"({"additionalProperties":{"type":"string"}})", R"({"b":2})",
        "/b: expected a string, found a number");
    row("pattern property", R"({"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false})",
        R"({"x-a":1,"y":2})",
        "/x-a: expected a string, found a number | /y: the schema knows no such property");
    row("names", R"({"propertyNames":{"maxLength":1}})", R"({"ab":1})",
        "/ab: a property may not be called that");
    row("few properties", R"({"minProperties":1})", "{}", "(input): 0 properties, at least 1 are needed");
    row("many properties", R"({"maxProperties":0})", R"({"a":1})",
        "(input): 1 properties, at most 0 are allowed");
    row("items", R"({"items":{"type":"string"}})", R"(["a",1])", "/1: expected a string, found a number");
    row("prefix", R"({"prefixItems":[{"type":"null"}],"items":{"type":"string"}})", "[1,2]",
        "/0: expected null, found a number | /1: expected a string, found a number");
    row("contains", R"({"contains":{"const":3}})", "[1]", "(input): no item is of the kind that is needed");
    row("few items", R"({"minItems":1})", "[]", "(input): 0 items, at least 1 are needed");
    row("many items", R"({"maxItems":1})", "[1,2]", "(input): 2 items, at most 1 are allowed");
    row("unique", R"({"uniqueItems":true})", "[1,2,1.0]", "/2: the same as item 0");
    row("short", R"({"minLength":2})", R"("a")", "(input): 1 characters, at least 2 are needed");
    row("long", R"({"maxLength":1})", R"("ab")", "(input): 2 characters, at most 1 are allowed");
    row("an emoji is one", R"({"maxLength":1})", "\"\xF0\x9F\x98\x80\"", "");
    row("pattern", R"({"pattern":"^W"})", R"("KRP")", R"((input): "KRP" does not match ^W)");
    row("bad pattern", R"({"pattern":"("})", R"("x")", "");
    row("minimum", R"({"minimum":1950,"maximum":2030})", "1949", "(input): 1949 is less than 1950");
    row("maximum", R"({"minimum":1950,"maximum":2030})", "2031", "(input): 2031 is more than 2030");
    row("on the border", R"({"minimum":1,"maximum":1})", "1", "");
    row("exclusive", R"({"exclusiveMinimum":1,"exclusiveMaximum":1})", "1",
        "(input): 1 is not more than 1 | (input): 1 is not less than 1");
    row("multiple", R"({"multipleOf":10})", "85", "(input): 85 is no multiple of 10");
    row("decimal multiple", R"({"multipleOf":0.01})", "4.35", "");
    row("allOf", R"({"allOf":[{"minimum":2},{"maximum":0}]})", "1",
        "(input): 1 is less than 2 | (input): 1 is more than 0");
    row("anyOf", R"({"anyOf":[{"type":"null"},{"type":"string"}]})", "1",
        "(input): fits none of the 2 allowed forms");
    row("anyOf fits", R"({"anyOf":[{"type":"null"},{"type":"number"}]})", "1", "");
    row("oneOf", R"({"oneOf":[{"type":"integer"},{"type":"number"}]})", "1",
        "(input): fits 2 forms of which only one is allowed");
    row("not", R"({"not":{"type":"null"}})", "null", "(input): of a form that is not allowed");
    row("then", R"({"if":{"type":"string"},"then":{"minLength":3},"else":false})", R"("a")",
        "(input): 1 characters, at least 3 are needed");
    row("else", R"({"if":{"type":"string"},"then":{"minLength":3},"else":false})", "1",
        "(input): nothing is allowed here");
    row("reference", R"({"$defs":{"n":{"type":"number"}},"properties":{"a":{"$ref":"#/$defs/n"}}})",
        R"({"a":"x"})", "/a: expected a number, found a string");
    row("reference to nothing", R"({"$ref":"#/$defs/none"})", "1", "");
    row("malformed keywords", R"({"type":7,"enum":1,"required":"a","properties":[],"minimum":"x"})",
        R"({"a":1})", "");
}

void TestSchemaCheck::saysWhatIsWrong()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(QString, faults);
    QCOMPARE(faultsOf(value, schema).join(QStringLiteral(" | ")), faults);
}

void TestSchemaCheck::endlessSchemasEnd_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::newRow("itself") << QByteArray(R"({"$ref":"#"})");
    QTest::newRow("itself by a choice") << QByteArray(R"({"anyOf":[{"$ref":"#"},{"$ref":"#"}]})");
    QTest::newRow("all, many times") << QByteArray(R"({"allOf":[{"$ref":"#"},{"$ref":"#"},{"$ref":"#"}]})");
}

void TestSchemaCheck::endlessSchemasEnd()
{
    QFETCH(QByteArray, schema);
    QVERIFY(faultsOf("{}", schema).size() <= 20);
}

void TestSchemaCheck::saysNoMoreThanAsked()
{
    const Json many = parsed("[1,2,3,4,5]");
    QCOMPARE(checkAgainstSchema(many, parsed(R"({"items":{"type":"string"}})"), 3).size(), size_t(3));
}

QTEST_APPLESS_MAIN(TestSchemaCheck)
#include "tst_schemacheck.moc"
