// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/schemasample.h"

#include "core/simulator/hintwords.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

/// A schema may refer to itself; deeper than this it is not followed.
constexpr int deepest = 12;
/// More items than this are never made up, whatever minItems says.
constexpr qint64 mostItems = 100;
constexpr qint64 longestText = 4096;
/// Values and parts of schemas looked at for one sample: nested lists and references multiply.
constexpr int mostNodes = 10'000;

QString textOfFormat(const QString &format)
{
    static const QHash<QString, QString> samples{
        {QStringLiteral("date"), QStringLiteral("2026-01-15")},
        {QStringLiteral("time"), QStringLiteral("09:30:00Z")},
        {QStringLiteral("date-time"), QStringLiteral("2026-01-15T09:30:00Z")},
        {QStringLiteral("duration"), QStringLiteral("PT15M")},
        {QStringLiteral("email"), QStringLiteral("someone@example.com")},
        {QStringLiteral("hostname"), QStringLiteral("example.com")},
        {QStringLiteral("ipv4"), QStringLiteral("192.0.2.1")},
        {QStringLiteral("ipv6"), QStringLiteral("2001:db8::1")},
        {QStringLiteral("uri"), QStringLiteral("https://example.com/")},
        {QStringLiteral("uuid"), QStringLiteral("00000000-0000-4000-8000-000000000001")},
    };
    return samples.value(format);
}

class Sampler
{
public:
    Sampler(const Json &root, const QString &hint) : m_root(root), m_hint(hint) {}

    Json sample(const Json &schema, const QString &name, int depth = 0)
    {
        if (depth > deepest || !schema.isObject() || ++m_nodes > mostNodes)
            return Json::object();
        if (const auto given = givenValue(schema))
            return *given;
        const Json merged = resolved(schema, depth);
        if (const auto given = givenValue(merged))
            return *given;
        const QString type = typeOf(merged);
        if (type == "object"_L1)
            return object(merged, depth);
        if (type == "array"_L1)
            return array(merged, name, depth);
        if (type == "integer"_L1 || type == "number"_L1)
            return number(merged, type == "integer"_L1);
        if (type == "boolean"_L1)
            return Json(true);
        return type == "null"_L1 ? Json() : text(merged, name);
    }

private:
    /// A value the schema itself states.
    std::optional<Json> givenValue(const Json &schema) const
    {
        if (const auto value = schema.find("const"_L1))
            return value;
        const Json values = schema.value("enum"_L1);
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (values.at(i).isString() && m_hint.contains(values.at(i).toString()))
                return values.at(i);
        }
        if (const auto value = schema.find("default"_L1))
            return value;
        for (const Json &list : {schema.value("examples"_L1), values}) {
            if (list.isArray() && !list.isEmpty())
                return list.at(0);
        }
        return std::nullopt;
    }

    /// The schema with its reference followed, its first alternative chosen and all its parts put together.
    Json resolved(const Json &schema, int depth)
    {
        Json result = schema;
        const QString reference = schema.value("$ref"_L1).toString();
        if (reference.startsWith(u'#')) {
            const auto pointer = json::Pointer::parse(QStringView(reference).sliced(1));
            merge(result, pointer ? m_root.resolve(*pointer).value_or(Json()) : Json(), depth);
        }
        const Json parts = schema.value("allOf"_L1);
        for (qsizetype i = 0; i < parts.size(); ++i)
            merge(result, parts.at(i), depth);
        for (const auto key : {"anyOf"_L1, "oneOf"_L1})
            merge(result, schema.value(key).at(0), depth);
        return result;
    }

    void merge(Json &into, const Json &part, int depth)
    {
        if (!part.isObject() || depth >= deepest || ++m_nodes > mostNodes)
            return;
        const Json from = resolved(part, depth + 1);
        for (qsizetype i = 0; i < from.size(); ++i) {
            const QString key = from.keyAt(i);
            Json value = from.at(i);
            if (key == "properties"_L1 || key == "required"_L1)
                value = joined(into.value(key), value);
            if (key != "$ref"_L1 && key != "allOf"_L1 && key != "anyOf"_L1 && key != "oneOf"_L1)
                into.set(key, value);
        }
    }

    static Json joined(Json first, const Json &second)
    {
        if (first.isNull())
            return second;
        for (qsizetype i = 0; i < second.size(); ++i) {
            if (second.isObject())
                first.set(second.keyAt(i), second.at(i));
            else
                first.append(second.at(i));
        }
        return first;
    }

    static QString typeOf(const Json &schema)
    {
        const Json type = schema.value("type"_L1);
        if (type.isArray())
            return type.at(0).toString();
        if (type.isString())
            return type.toString();
        if (schema.contains("properties"_L1))
            return QStringLiteral("object");
        return schema.contains("items"_L1) ? QStringLiteral("array") : QStringLiteral("string");
    }

    static bool contains(const Json &list, const QString &text)
    {
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (list.at(i).toString() == text)
                return true;
        }
        return false;
    }

    bool worthFilling(const Json &schema) const
    {
        const Json values = schema.value("enum"_L1);
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (values.at(i).isString() && m_hint.contains(values.at(i).toString()))
                return true;
        }
        return schema.contains("default"_L1) || schema.contains("examples"_L1);
    }

    Json object(const Json &schema, int depth)
    {
        Json result = Json::object();
        const Json properties = schema.value("properties"_L1);
        const Json required = schema.value("required"_L1);
        const qint64 fewest = schema.value("minProperties"_L1).toInt().value_or(0);
        for (qsizetype i = 0; i < properties.size(); ++i) {
            const QString name = properties.keyAt(i);
            if (contains(required, name) || worthFilling(properties.at(i)))
                result.set(name, sample(properties.at(i), name, depth + 1));
        }
        for (qsizetype i = 0; i < required.size(); ++i) {
            if (const QString name = required.at(i).toString(); !result.contains(name))
                result.set(name, Json(m_words.next(name)));
        }
        for (qsizetype i = 0; i < properties.size() && result.size() < fewest; ++i) {
            if (const QString name = properties.keyAt(i); !result.contains(name))
                result.set(name, sample(properties.at(i), name, depth + 1));
        }
        return result;
    }

    Json array(const Json &schema, const QString &name, int depth)
    {
        Json result = Json::array();
        const Json first = schema.value("prefixItems"_L1);
        const qint64 wanted = std::max<qint64>(schema.value("minItems"_L1).toInt().value_or(1), first.size());
        const qint64 fewest = std::min(wanted, mostItems);
        const qint64 most = schema.value("maxItems"_L1).toInt().value_or(mostItems);
        const bool unique = schema.value("uniqueItems"_L1).toBool().value_or(false);
        const Json items = schema.value("items"_L1);
        for (qint64 i = 0; i < std::min(fewest, most) && m_nodes <= mostNodes; ++i) {
            Json item =
                i < first.size() ? sample(first.at(i), name, depth + 1) : sample(items, name, depth + 1);
            if (unique && i > 0)
                item = different(items, item, i);
            result.append(item);
        }
        return result;
    }

    /// Another value than the ones made before, as far as the type allows.
    static Json different(const Json &schema, const Json &value, qint64 index)
    {
        const Json values = schema.value("enum"_L1);
        if (!values.isEmpty())
            return values.at(index % values.size());
        if (const auto number = value.toInt())
            return Json(*number + index);
        return value.isString() ? Json(QString(value.toString() + u' ' + QString::number(index + 1))) : value;
    }

    static Json number(const Json &schema, bool isInteger)
    {
        const double step = schema.value("multipleOf"_L1).toDouble().value_or(isInteger ? 1.0 : 0.0);
        std::optional<double> least = schema.value("minimum"_L1).toDouble();
        if (const auto above = schema.value("exclusiveMinimum"_L1).toDouble())
            least = *above + (step > 0 ? step : 0.5);
        std::optional<double> most = schema.value("maximum"_L1).toDouble();
        if (const auto below = schema.value("exclusiveMaximum"_L1).toDouble())
            most = *below - (step > 0 ? step : 0.5);
        double value = least.value_or(std::min(1.0, most.value_or(1.0)));
        if (least && most && *least > *most)
            value = (*least + *most) / 2; // open limits closer than our distance from them
        if (step > 0)
            value = std::ceil(value / step) * step;
        return isInteger ? Json(static_cast<qint64>(value)) : Json(value);
    }

    Json text(const Json &schema, const QString &name)
    {
        if (const QString formatted = textOfFormat(schema.value("format"_L1).toString());
            !formatted.isEmpty())
            return Json(formatted);
        const bool isDate = name.contains("date"_L1, Qt::CaseInsensitive) ||
                            schema.value("description"_L1).toString().contains("YYYY-MM-DD"_L1);
        QString result = isDate ? textOfFormat(QStringLiteral("date")) : m_words.next(name);
        const qint64 shortest = std::min(schema.value("minLength"_L1).toInt().value_or(0), longestText);
        const qint64 most = schema.value("maxLength"_L1).toInt().value_or(longestText);
        if (result.size() > most)
            result.truncate(most);
        return Json(result.leftJustified(shortest, u'x'));
    }

    Json m_root;
    QString m_hint;
    int m_nodes = 0;
    HintWords m_words{m_hint};
};

} // namespace

Json sampleForSchema(const Json &schema, const QString &hint)
{
    return Sampler(schema, hint).sample(schema, {});
}

} // namespace outcrop::simulator
