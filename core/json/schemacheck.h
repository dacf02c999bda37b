// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/pointer.h"
#include "core/json/value.h"

#include <QString>

#include <vector>

namespace outcrop::json
{

/// One way in which a value breaks a schema.
struct SchemaFault {
    Pointer at;      ///< in the value
    QString message; ///< "expected an integer, found a string"

    /// "/decade: expected an integer, found a string"; the value itself is "(input)".
    QString toString() const;

    friend bool operator==(const SchemaFault &, const SchemaFault &) = default;
};

/// Where @p value breaks @p schema, in the order of the value; at most @p most faults.
///
/// Of JSON Schema (draft 2020-12, as tools use it): type, enum, const, properties, required,
/// additionalProperties, patternProperties, propertyNames, minProperties, maxProperties, items, prefixItems,
/// contains, minItems, maxItems, uniqueItems, minLength, maxLength, pattern, minimum, maximum,
/// exclusiveMinimum, exclusiveMaximum, multipleOf, allOf, anyOf, oneOf, not, if/then/else, $ref into the
/// schema itself, and schemas that are true or false. Other keywords say nothing about validity here, and so
/// do keywords whose own value is malformed. A schema made to be endless is looked at for a bounded number
/// of steps; what is behind counts as valid.
std::vector<SchemaFault> checkAgainstSchema(const Json &value, const Json &schema, size_t most = 20);

} // namespace outcrop::json
