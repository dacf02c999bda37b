// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/screenroom.h"

#include <QScreen>
#include <QWidget>

namespace outcrop::ui::widgets
{

namespace
{

// Not known before the window is shown; those of the usual desktops are lower.
constexpr int titleHeight = 38;

} // namespace

void resizeWithinScreen(QWidget *window, QSize usual)
{
    const QWidget *at = window->parentWidget() ? window->parentWidget() : window;
    const QSize room = at->screen()->availableSize() - QSize(0, titleHeight);
    window->resize(usual.boundedTo(room));
}

} // namespace outcrop::ui::widgets
