// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/canvas.h"

#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::shell
{

void Canvas::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::tokensOf(this).canvas);
}

} // namespace outcrop::ui::shell
