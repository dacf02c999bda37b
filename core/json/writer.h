// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QByteArray>

namespace outcrop::json
{

/// How white space is written. The spelling of parsed numbers and strings is kept in all of them.
enum class Layout {
    AsWritten, ///< parsed values byte for byte; a changed container keeps the white space style it had
    Compact,   ///< none
    Pretty,    ///< one member or item a line, two spaces a level, no line end after the last
};

/// The value as UTF-8 JSON text. Linear in its size, no recursion.
QByteArray write(const Json &value, Layout layout = Layout::Compact);

} // namespace outcrop::json
