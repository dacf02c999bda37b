// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::base
{

/// A new random id: UUID version 4, lower case, no braces (36 characters).
QString newId();

} // namespace outcrop::base
