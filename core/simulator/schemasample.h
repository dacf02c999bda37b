// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

namespace outcrop::simulator
{

/// A value that is valid against a JSON Schema, made without chance: const, default, the first example or
/// enum value where there is one, otherwise the smallest value within the limits. Strings prefer words of @p
/// hint (the user's text): "tide times in Whitby" gives the first plain string "Whitby". Optional properties
/// are filled in when the schema names a default or an example for them, or the hint an enum value.
///
/// Understood: type, const, enum, default, examples, properties, required, items, prefixItems, minItems,
/// uniqueItems, minLength, maxLength, format, minimum, maximum, exclusiveMinimum, exclusiveMaximum,
/// multipleOf, minProperties, allOf, anyOf, oneOf, and $ref within the schema. A pattern is met only by its
/// examples.
json::Json sampleForSchema(const json::Json &schema, const QString &hint);

} // namespace outcrop::simulator
