// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QStringList>

#include <vector>

/// The form's view of the JSON Schema of a tool's input: a list of properties. Every change leaves all that
/// it does not name as it was, keywords nobody here knows included.
namespace outcrop::ui::models
{

/// One property as the form shows it.
struct SchemaProperty {
    QString name;
    QString type;        ///< "string"; empty when the schema says none or several
    QString description; ///< empty for none
    bool required = false;
    QStringList kept; ///< its other keywords, as in the schema

    friend bool operator==(const SchemaProperty &, const SchemaProperty &) = default;
};

/// The types a property can be given.
QStringList schemaTypes();

std::vector<SchemaProperty> propertiesOf(const json::Json &schema);
/// Keywords of the schema itself that the form does not show.
QStringList keptKeywords(const json::Json &schema);

/// A name that no property has.
QString unusedPropertyName(const json::Json &schema);
json::Json withProperty(const json::Json &schema, const QString &name);
json::Json withoutProperty(const json::Json &schema, const QString &name);
/// Unchanged when @p to is empty or the name of another property.
json::Json withPropertyRenamed(const json::Json &schema, const QString &from, const QString &to);
/// Empty @p type or @p description removes the keyword.
json::Json withPropertyType(const json::Json &schema, const QString &name, const QString &type);
json::Json withPropertyDescription(const json::Json &schema, const QString &name, const QString &description);
json::Json withPropertyRequired(const json::Json &schema, const QString &name, bool required);

} // namespace outcrop::ui::models
