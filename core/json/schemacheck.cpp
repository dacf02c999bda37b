// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/schemacheck.h"

#include <QRegularExpression>

#include <cmath>

namespace outcrop::json
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostSteps = 20'000; ///< schemas looked at, over all
constexpr int deepest = 64;       ///< schemas inside schemas
constexpr qsizetype longestMatched = 10'000;

QString kindName(const Json &value)
{
    switch (value.kind()) {
    case Kind::Null:
        return u"null"_s;
    case Kind::Bool:
        return u"a boolean"_s;
    case Kind::Number:
        return u"a number"_s;
    case Kind::String:
        return u"a string"_s;
    case Kind::Array:
        return u"an array"_s;
    case Kind::Object:
        return u"an object"_s;
    }
    Q_UNREACHABLE();
}

QString typeName(QStringView type)
{
    if (type == u"null")
        return u"null"_s;
    const bool vowel = type == u"integer" || type == u"array" || type == u"object";
    return (vowel ? u"an "_s : u"a "_s) + type.toString();
}

bool isWhole(const Json &value)
{
    const std::optional<double> number = value.toDouble();
    return value.toInt().has_value() || (number && std::floor(*number) == *number);
}

bool isOfType(const Json &value, QStringView type)
{
    if (type == u"integer")
        return value.isNumber() && isWhole(value);
    if (type == u"number")
        return value.isNumber();
    if (type == u"string")
        return value.isString();
    if (type == u"boolean")
        return value.isBool();
    if (type == u"array")
        return value.isArray();
    if (type == u"object")
        return value.isObject();
    return type != u"null" || value.isNull();
}

QString shortText(const Json &value)
{
    constexpr qsizetype most = 40;
    const QString text = value.isString()   ? u'"' + value.toString() + u'"'
                         : value.isNumber() ? QString::fromLatin1(value.numberText())
                         : value.isBool()   ? (*value.toBool() ? u"true"_s : u"false"_s)
                                            : kindName(value);
    return text.size() > most ? text.first(most) + u'…' : text;
}

/// Code points, as JSON Schema counts them.
qsizetype lengthOf(const QString &text)
{
    return text.toUcs4().size();
}

class Checker
{
public:
    Checker(const Json &root, size_t most) : m_root(root), m_most(most) {}

    void check(const Json &value, const Json &schema, const Pointer &at);
    std::vector<SchemaFault> takeFaults() { return std::move(m_faults); }

private:
    void fault(const Pointer &at, const QString &message)
    {
        if (m_faults.size() < m_most)
            m_faults.push_back({at, message});
    }
    bool holds(const Json &value, const Json &schema, const Pointer &at);
    void checkType(const Json &value, const Json &schema, const Pointer &at);
    void checkNumber(const Json &value, const Json &schema, const Pointer &at);
    void checkString(const Json &value, const Json &schema, const Pointer &at);
    void checkArray(const Json &value, const Json &schema, const Pointer &at);
    void checkObject(const Json &value, const Json &schema, const Pointer &at);
    void checkMembers(const Json &value, const Json &schema, const Pointer &at);
    void checkCombined(const Json &value, const Json &schema, const Pointer &at);
    static bool matches(const QString &text, const QString &pattern);

    const Json &m_root;
    size_t m_most;
    std::vector<SchemaFault> m_faults;
    int m_steps = 0;
    int m_depth = 0;
};

bool Checker::holds(const Json &value, const Json &schema, const Pointer &at)
{
    std::vector<SchemaFault> outer = std::exchange(m_faults, {});
    const size_t most = std::exchange(m_most, 1);
    check(value, schema, at);
    const bool fine = m_faults.empty();
    m_faults = std::move(outer);
    m_most = most;
    return fine;
}

void Checker::check(const Json &value, const Json &schema, const Pointer &at)
{
    if (m_faults.size() >= m_most || ++m_steps > mostSteps || m_depth >= deepest)
        return;
    if (schema.isBool() && !*schema.toBool())
        fault(at, u"nothing is allowed here"_s);
    if (!schema.isObject())
        return;
    ++m_depth;
    const QString reference = schema.value("$ref").toString();
    if (reference.startsWith(u'#')) {
        const auto target = Pointer::parse(QStringView(reference).sliced(1));
        if (const auto found = target ? m_root.resolve(*target) : std::nullopt)
            check(value, *found, at);
    }
    checkType(value, schema, at);
    if (value.isNumber())
        checkNumber(value, schema, at);
    else if (value.isString())
        checkString(value, schema, at);
    else if (value.isArray())
        checkArray(value, schema, at);
    else if (value.isObject())
        checkObject(value, schema, at);
    checkCombined(value, schema, at);
    --m_depth;
}

void Checker::checkType(const Json &value, const Json &schema, const Pointer &at)
{
    const Json type = schema.value("type");
    if (type.isString() && !isOfType(value, type.toString())) {
        const QString found =
            type.toString() == u"integer" && value.isNumber() ? shortText(value) : kindName(value);
        fault(at, u"expected %1, found %2"_s.arg(typeName(type.toString()), found));
    }
    if (type.isArray() && !type.isEmpty()) {
        QStringList names;
        bool any = false;
        for (qsizetype i = 0; i < type.size(); ++i) {
            names.append(typeName(type.at(i).toString()));
            any = any || isOfType(value, type.at(i).toString());
        }
        if (!any)
            fault(at, u"expected %1, found %2"_s.arg(names.join(u" or "_s), kindName(value)));
    }
    const Json choices = schema.value("enum");
    if (choices.isArray()) {
        QStringList names;
        bool any = false;
        for (qsizetype i = 0; i < choices.size(); ++i) {
            any = any || choices.at(i).equivalent(value);
            if (i < 6)
                names.append(shortText(choices.at(i)));
        }
        if (choices.size() > 6)
            names.append(u"…"_s);
        if (!any)
            fault(at, u"%1 is none of %2"_s.arg(shortText(value), names.join(u", "_s)));
    }
    if (const auto only = schema.find("const"); only && !only->equivalent(value))
        fault(at, u"expected %1, found %2"_s.arg(shortText(*only), shortText(value)));
}

void Checker::checkNumber(const Json &value, const Json &schema, const Pointer &at)
{
    const std::optional<double> number = value.toDouble();
    if (!number)
        return;
    const QString spelled = QString::fromLatin1(value.numberText());
    const auto limit = [&](const char *keyword) {
        return schema.value(QLatin1StringView(keyword)).toDouble();
    };
    const auto said = [&](const char *keyword) {
        return QString::fromLatin1(schema.value(QLatin1StringView(keyword)).numberText());
    };
    if (const auto least = limit("minimum"); least && *number < *least)
        fault(at, u"%1 is less than %2"_s.arg(spelled, said("minimum")));
    if (const auto most = limit("maximum"); most && *number > *most)
        fault(at, u"%1 is more than %2"_s.arg(spelled, said("maximum")));
    if (const auto least = limit("exclusiveMinimum"); least && *number <= *least)
        fault(at, u"%1 is not more than %2"_s.arg(spelled, said("exclusiveMinimum")));
    if (const auto most = limit("exclusiveMaximum"); most && *number >= *most)
        fault(at, u"%1 is not less than %2"_s.arg(spelled, said("exclusiveMaximum")));
    if (const auto step = limit("multipleOf"); step && *step > 0) {
        const double times = *number / *step;
        if (std::abs(times - std::round(times)) > 1e-9 * std::max(1.0, std::abs(times)))
            fault(at, u"%1 is no multiple of %2"_s.arg(spelled, said("multipleOf")));
    }
}

bool Checker::matches(const QString &text, const QString &pattern)
{
    const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption);
    // A pattern nobody can read refuses nothing, and a long text is not searched.
    return !expression.isValid() || text.size() > longestMatched || expression.match(text).hasMatch();
}

void Checker::checkString(const Json &value, const Json &schema, const Pointer &at)
{
    const QString text = value.toString();
    const auto least = schema.value("minLength").toInt();
    const auto most = schema.value("maxLength").toInt();
    if (least || most) {
        const qsizetype length = lengthOf(text);
        if (least && length < *least)
            fault(at, u"%1 characters, at least %2 are needed"_s.arg(length).arg(*least));
        if (most && length > *most)
            fault(at, u"%1 characters, at most %2 are allowed"_s.arg(length).arg(*most));
    }
    const Json pattern = schema.value("pattern");
    if (pattern.isString() && !matches(text, pattern.toString()))
        fault(at, u"%1 does not match %2"_s.arg(shortText(value), pattern.toString()));
}

void Checker::checkArray(const Json &value, const Json &schema, const Pointer &at)
{
    if (const auto least = schema.value("minItems").toInt(); least && value.size() < *least)
        fault(at, u"%1 items, at least %2 are needed"_s.arg(value.size()).arg(*least));
    if (const auto most = schema.value("maxItems").toInt(); most && value.size() > *most)
        fault(at, u"%1 items, at most %2 are allowed"_s.arg(value.size()).arg(*most));
    const Json first = schema.value("prefixItems");
    const auto items = schema.find("items");
    for (qsizetype i = 0; i < value.size() && m_faults.size() < m_most && m_steps < mostSteps; ++i) {
        if (i < first.size())
            check(value.at(i), first.at(i), at.child(i));
        else if (items)
            check(value.at(i), *items, at.child(i));
        if (schema.value("uniqueItems").toBool().value_or(false)) {
            for (qsizetype j = 0; j < i && ++m_steps < mostSteps; ++j) {
                if (value.at(j).equivalent(value.at(i)))
                    fault(at.child(i), u"the same as item %1"_s.arg(j));
            }
        }
    }
    if (const auto wanted = schema.find("contains")) {
        bool any = false;
        for (qsizetype i = 0; i < value.size() && !any; ++i)
            any = holds(value.at(i), *wanted, at.child(i));
        if (!any)
            fault(at, u"no item is of the kind that is needed"_s);
    }
}

void Checker::checkObject(const Json &value, const Json &schema, const Pointer &at)
{
    const Json required = schema.value("required");
    for (qsizetype i = 0; i < required.size(); ++i) {
        const QString name = required.at(i).toString();
        if (required.at(i).isString() && !value.contains(name))
            fault(at, u"\"%1\" is required"_s.arg(name));
    }
    if (const auto least = schema.value("minProperties").toInt(); least && value.size() < *least)
        fault(at, u"%1 properties, at least %2 are needed"_s.arg(value.size()).arg(*least));
    if (const auto most = schema.value("maxProperties").toInt(); most && value.size() > *most)
        fault(at, u"%1 properties, at most %2 are allowed"_s.arg(value.size()).arg(*most));
    checkMembers(value, schema, at);
}

void Checker::checkMembers(const Json &value, const Json &schema, const Pointer &at)
{
    const Json properties = schema.value("properties");
    const Json patterns = schema.value("patternProperties");
    const auto additional = schema.find("additionalProperties");
    const auto names = schema.find("propertyNames");
    for (qsizetype i = 0; i < value.size() && m_faults.size() < m_most; ++i) {
        const QString name = value.keyAt(i);
        const Pointer inside = at.child(name);
        bool known = false;
        if (const auto property = properties.find(name)) {
            known = true;
            check(value.at(i), *property, inside);
        }
        for (qsizetype p = 0; p < patterns.size(); ++p) {
            if (!matches(name, patterns.keyAt(p)))
                continue;
            known = true;
            check(value.at(i), patterns.at(p), inside);
        }
        if (names && !holds(Json(name), *names, inside))
            fault(inside, u"a property may not be called that"_s);
        if (known || !additional)
            continue;
        if (additional->isBool() && !*additional->toBool())
            fault(inside, u"the schema knows no such property"_s);
        else
            check(value.at(i), *additional, inside);
    }
}

void Checker::checkCombined(const Json &value, const Json &schema, const Pointer &at)
{
    const Json all = schema.value("allOf");
    for (qsizetype i = 0; i < all.size(); ++i)
        check(value, all.at(i), at);
    const auto matching = [&](const Json &choices) {
        qsizetype count = 0;
        for (qsizetype i = 0; i < choices.size(); ++i)
            count += holds(value, choices.at(i), at) ? 1 : 0;
        return count;
    };
    if (const Json any = schema.value("anyOf"); any.isArray() && !any.isEmpty() && matching(any) == 0)
        fault(at, u"fits none of the %1 allowed forms"_s.arg(any.size()));
    if (const Json one = schema.value("oneOf"); one.isArray() && !one.isEmpty()) {
        const qsizetype count = matching(one);
        if (count == 0)
            fault(at, u"fits none of the %1 allowed forms"_s.arg(one.size()));
        else if (count > 1)
            fault(at, u"fits %1 forms of which only one is allowed"_s.arg(count));
    }
    if (const auto never = schema.find("not"); never && holds(value, *never, at))
        fault(at, u"of a form that is not allowed"_s);
    if (const auto condition = schema.find("if")) {
        const auto follows = schema.find(holds(value, *condition, at) ? "then" : "else");
        if (follows)
            check(value, *follows, at);
    }
}

} // namespace

QString SchemaFault::toString() const
{
    return (at.isEmpty() ? u"(input)"_s : at.toString()) + u": "_s + message;
}

std::vector<SchemaFault> checkAgainstSchema(const Json &value, const Json &schema, size_t most)
{
    Checker checker(schema, most);
    checker.check(value, schema, {});
    return checker.takeFaults();
}

} // namespace outcrop::json
