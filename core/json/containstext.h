// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

namespace outcrop::json
{

/// Whether @p string is one that holds @p ascii. Nothing of a long text is recoded for it.
bool containsText(const Json &string, QLatin1StringView ascii);

} // namespace outcrop::json
