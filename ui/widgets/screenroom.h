// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Gives @p window the size @p usual, or as much of it as its screen has room for beside the panels of the
/// desktop and the window's own title.
void resizeWithinScreen(QWidget *window, QSize usual);

} // namespace outcrop::ui::widgets
