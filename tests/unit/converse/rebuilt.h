// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>

/// The shape called @p name, taken apart by its getters and put together again by its setters, all the way
/// down; nothing for a name that is none.
std::optional<outcrop::json::Json> rebuiltShape(const QString &name, const outcrop::json::Json &value);
