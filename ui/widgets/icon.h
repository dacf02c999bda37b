// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace outcrop::ui::widgets
{

/// The icon resources/icons/<name>.svg, drawn in the text colour of the theme that is current when it is
/// painted (faint where disabled, the colour on the accent for QIcon::Selected).
QIcon icon(const QString &name);

} // namespace outcrop::ui::widgets
