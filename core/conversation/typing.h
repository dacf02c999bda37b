// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace outcrop::conversation
{

/// Whether the change from @p middle to @p after goes on where the change from @p before to @p middle
/// stopped: letters typed behind each other, or deleted beside each other, within one line. Then both are one
/// step of undo, as in a text editor. Linear in the texts.
bool continuesTyping(QStringView before, QStringView middle, QStringView after);

} // namespace outcrop::conversation
