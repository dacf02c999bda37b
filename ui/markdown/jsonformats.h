// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/textbox.h"

#include <QString>

#include <vector>

namespace outcrop::ui::markdown
{

/// Colours for JSON text, finished or not: keys, strings, numbers and literals. Never fails; what is not JSON
/// stays as it is.
std::vector<TextBox::Format> jsonFormats(QStringView text, const TextStyle &style);

} // namespace outcrop::ui::markdown
