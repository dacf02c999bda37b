// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

/// What is wrong with @p value by the JSON Schema @p schema, or nothing. Only the keywords the tests use; an
/// unknown one fails, so that no test passes by ignoring it.
QString schemaViolation(const outcrop::json::Json &value, const outcrop::json::Json &schema,
                        const outcrop::json::Json &root, const QString &place = QStringLiteral("#"));
