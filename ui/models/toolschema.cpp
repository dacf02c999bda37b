// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/toolschema.h"

namespace outcrop::ui::models
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

qsizetype requiredIndex(const Json &required, const QString &name)
{
    for (qsizetype i = 0; i < required.size(); ++i) {
        if (required.at(i).toString() == name)
            return i;
    }
    return -1;
}

/// @p schema with the property's own schema changed by @p change; as it was when there is no such property.
template <typename Change>
Json changed(const Json &schema, const QString &name, Change change)
{
    Json properties = schema.value(u"properties");
    Json property = properties.value(name);
    if (!properties.contains(name))
        return schema;
    change(property);
    properties.set(name, property);
    Json result = schema;
    result.set(u"properties"_s, properties);
    return result;
}

Json withKeyword(const Json &schema, const QString &name, const QString &keyword, const QString &text)
{
    return changed(schema, name, [&](Json &property) {
        if (text.isEmpty())
            property.remove(keyword);
        else
            property.set(keyword, Json(text));
    });
}

} // namespace

QStringList schemaTypes()
{
    return {u"string"_s, u"integer"_s, u"number"_s, u"boolean"_s, u"array"_s, u"object"_s};
}

std::vector<SchemaProperty> propertiesOf(const Json &schema)
{
    const Json properties = schema.value(u"properties");
    const Json required = schema.value(u"required");
    std::vector<SchemaProperty> list;
    for (qsizetype i = 0; properties.isObject() && i < properties.size(); ++i) {
        const Json property = properties.at(i);
        SchemaProperty entry;
        entry.name = properties.keyAt(i);
        entry.type = property.value(u"type").toString();
        entry.description = property.value(u"description").toString();
        entry.required = requiredIndex(required, entry.name) >= 0;
        for (qsizetype k = 0; property.isObject() && k < property.size(); ++k) {
            const QString keyword = property.keyAt(k);
            const bool shown = (keyword == u"type" || keyword == u"description") && property.at(k).isString();
            if (!shown)
                entry.kept.append(keyword);
        }
        list.push_back(entry);
    }
    return list;
}

QStringList keptKeywords(const Json &schema)
{
    QStringList kept;
    for (qsizetype i = 0; schema.isObject() && i < schema.size(); ++i) {
        const QString keyword = schema.keyAt(i);
        if (keyword != u"type" && keyword != u"properties" && keyword != u"required")
            kept.append(keyword);
    }
    return kept;
}

QString unusedPropertyName(const Json &schema)
{
    const Json properties = schema.value(u"properties");
    QString name = u"property"_s;
    for (int number = 2; properties.contains(name); ++number)
        name = u"property_"_s + QString::number(number);
    return name;
}

Json withProperty(const Json &schema, const QString &name)
{
    Json properties = schema.value(u"properties");
    if (!properties.isObject())
        properties = Json::object();
    properties.set(name, Json::object({{"type"_L1, Json(u"string"_s)}}));
    Json result = schema.isObject() ? schema : Json::object({{"type"_L1, Json(u"object"_s)}});
    result.set(u"properties"_s, properties);
    return result;
}

Json withoutProperty(const Json &schema, const QString &name)
{
    Json result = withPropertyRequired(schema, name, false);
    Json properties = result.value(u"properties");
    properties.remove(name);
    result.set(u"properties"_s, properties);
    return result;
}

Json withPropertyRenamed(const Json &schema, const QString &from, const QString &to)
{
    Json properties = schema.value(u"properties");
    const qsizetype at = properties.indexOf(from);
    if (at < 0 || to.isEmpty() || properties.contains(to))
        return schema;
    properties.rename(at, to);
    Json result = schema;
    result.set(u"properties"_s, properties);
    Json required = schema.value(u"required");
    if (const qsizetype named = requiredIndex(required, from); named >= 0) {
        required.setAt(named, Json(to));
        result.set(u"required"_s, required);
    }
    return result;
}

Json withPropertyType(const Json &schema, const QString &name, const QString &type)
{
    return withKeyword(schema, name, u"type"_s, type);
}

Json withPropertyDescription(const Json &schema, const QString &name, const QString &description)
{
    return withKeyword(schema, name, u"description"_s, description);
}

Json withPropertyRequired(const Json &schema, const QString &name, bool required)
{
    Json list = schema.value(u"required");
    const qsizetype at = requiredIndex(list, name);
    if ((at >= 0) == required)
        return schema;
    Json result = schema;
    if (required)
        list.append(Json(name));
    else
        list.removeAt(at);
    if (list.isEmpty())
        result.remove(u"required"_s);
    else
        result.set(u"required"_s, list);
    return result;
}

} // namespace outcrop::ui::models
