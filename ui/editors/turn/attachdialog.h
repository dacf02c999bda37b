// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <functional>

class QWidget;

namespace outcrop::ui::editors
{

/// Asks for files, reads them on another thread, and gives a content block for each, in any order, while
/// @p owner is there. What cannot be taken is said in a dialog that waits for nobody.
void openAttachDialog(QWidget *owner, std::function<void(const json::Json &block)> take);

} // namespace outcrop::ui::editors
