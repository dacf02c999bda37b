// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace outcrop::ui::widgets
{

/// Has combo boxes read out the accessible names they were given. Qt's own interface for them gives the value
/// in place of the name on this platform. To be called once there is a QApplication; further calls do
/// nothing.
void installComboAccessibility();

} // namespace outcrop::ui::widgets
