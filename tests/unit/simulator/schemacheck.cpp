// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemacheck.h"

#include <QHash>

#include <cmath>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using outcrop::json::Json;

namespace
{

struct Context {
    Json value;
    Json root;
    QString place;
};

using Keyword = std::function<QString(const Context &, const Json &)>;

bool hasType(const Json &value, const QString &type)
{
    return (type == "object"_L1 && value.isObject()) || (type == "array"_L1 && value.isArray()) ||
           (type == "string"_L1 && value.isString()) || (type == "number"_L1 && value.isNumber()) ||
           (type == "integer"_L1 && value.toInt().has_value()) || (type == "boolean"_L1 && value.isBool()) ||
           (type == "null"_L1 && value.isNull());
}

QString require(bool holds, const Context &context, const char *what)
{
    return holds ? QString() : context.place + ": "_L1 + QLatin1StringView(what);
}

QString checkType(const Context &context, const Json &types)
{
    bool fits = types.isString() && hasType(context.value, types.toString());
    for (qsizetype i = 0; i < types.size(); ++i)
        fits = fits || hasType(context.value, types.at(i).toString());
    return require(fits, context, "type");
}

QString checkEnum(const Context &context, const Json &values)
{
    bool found = false;
    for (qsizetype i = 0; i < values.size(); ++i)
        found = found || context.value.equivalent(values.at(i));
    return require(found, context, "enum");
}

QString checkRequired(const Context &context, const Json &names)
{
    bool all = true;
    for (qsizetype i = 0; i < names.size(); ++i)
        all = all && context.value.contains(names.at(i).toString());
    return require(all, context, "required");
}

QString checkProperties(const Context &context, const Json &properties)
{
    QString violation;
    for (qsizetype i = 0; i < properties.size() && violation.isEmpty(); ++i) {
        const QString name = properties.keyAt(i);
        if (const auto member = context.value.find(name))
            violation = schemaViolation(*member, properties.at(i), context.root, context.place + u'/' + name);
    }
    return violation;
}

QString checkItems(const Context &context, const Json &schema)
{
    QString violation;
    for (qsizetype i = 0; i < context.value.size() && violation.isEmpty(); ++i)
        violation = schemaViolation(context.value.at(i), schema, context.root,
                                    context.place + u'/' + QString::number(i));
    return violation;
}

QString checkUnique(const Context &context, const Json &)
{
    bool unique = true;
    for (qsizetype i = 0; i < context.value.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j)
            unique = unique && !context.value.at(i).equivalent(context.value.at(j));
    }
    return require(unique, context, "uniqueItems");
}

int fitting(const Context &context, const Json &schemas)
{
    int count = 0;
    for (qsizetype i = 0; i < schemas.size(); ++i)
        count += schemaViolation(context.value, schemas.at(i), context.root, context.place).isEmpty() ? 1 : 0;
    return count;
}

QString checkMultiple(const Context &context, const Json &step)
{
    const double steps = context.value.toDouble().value_or(0.1) / step.toDouble().value_or(1);
    return require(std::abs(steps - std::round(steps)) < 1e-9, context, "multipleOf");
}

QString checkReference(const Context &context, const Json &reference)
{
    const auto pointer = outcrop::json::Pointer::parse(reference.toString().sliced(1));
    return schemaViolation(context.value, context.root.resolve(*pointer).value_or(Json()), context.root,
                           context.place);
}

double number(const Json &value)
{
    return value.toDouble().value_or(std::nan(""));
}

const QHash<QString, Keyword> &keywords()
{
    const Keyword ignored = [](const Context &, const Json &) { return QString(); };
    static const QHash<QString, Keyword> table{
        {QStringLiteral("type"), checkType},
        {QStringLiteral("enum"), checkEnum},
        {QStringLiteral("const"),
         [](auto &c, auto &v) { return require(c.value.equivalent(v), c, "const"); }},
        {QStringLiteral("required"), checkRequired},
        {QStringLiteral("properties"), checkProperties},
        {QStringLiteral("items"), checkItems},
        {QStringLiteral("uniqueItems"), checkUnique},
        {QStringLiteral("minItems"),
         [](auto &c, auto &v) { return require(c.value.size() >= v.toInt(), c, "minItems"); }},
        {QStringLiteral("maxItems"),
         [](auto &c, auto &v) { return require(c.value.size() <= v.toInt(), c, "maxItems"); }},
        {QStringLiteral("minProperties"),
         [](auto &c, auto &v) { return require(c.value.size() >= v.toInt(), c, "minProperties"); }},
        {QStringLiteral("minLength"),
         [](auto &c, auto &v) { return require(c.value.toString().size() >= v.toInt(), c, "minLength"); }},
        {QStringLiteral("maxLength"),
         [](auto &c, auto &v) { return require(c.value.toString().size() <= v.toInt(), c, "maxLength"); }},
        {QStringLiteral("minimum"),
         [](auto &c, auto &v) { return require(number(c.value) >= number(v), c, "minimum"); }},
        {QStringLiteral("maximum"),
         [](auto &c, auto &v) { return require(number(c.value) <= number(v), c, "maximum"); }},
        {QStringLiteral("exclusiveMinimum"),
         [](auto &c, auto &v) { return require(number(c.value) > number(v), c, "exclusiveMinimum"); }},
        {QStringLiteral("exclusiveMaximum"),
         [](auto &c, auto &v) { return require(number(c.value) < number(v), c, "exclusiveMaximum"); }},
        {QStringLiteral("multipleOf"), checkMultiple},
        {QStringLiteral("anyOf"), [](auto &c, auto &v) { return require(fitting(c, v) >= 1, c, "anyOf"); }},
        {QStringLiteral("oneOf"), [](auto &c, auto &v) { return require(fitting(c, v) == 1, c, "oneOf"); }},
        {QStringLiteral("allOf"),
         [](auto &c, auto &v) { return require(fitting(c, v) == v.size(), c, "allOf"); }},
        {QStringLiteral("$ref"), checkReference},
        {QStringLiteral("$defs"), ignored},
        {QStringLiteral("default"), ignored},
        {QStringLiteral("examples"), ignored},
        {QStringLiteral("format"), ignored},
        {QStringLiteral("description"), ignored},
    };
    return table;
}

} // namespace

QString schemaViolation(const Json &value, const Json &schema, const Json &root, const QString &place)
{
    if (!schema.isObject())
        return place + ": no schema"_L1;
    for (qsizetype i = 0; i < schema.size(); ++i) {
        const Keyword keyword = keywords().value(schema.keyAt(i));
        if (!keyword)
            return place + ": the checker does not know "_L1 + schema.keyAt(i);
        if (const QString violation = keyword({value, root, place}, schema.at(i)); !violation.isEmpty())
            return violation;
    }
    return {};
}
