// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::ui::markdown
{

/// @p text as it is handed to the text layout: same length, unit for unit, so that positions are positions in
/// the text itself. Line ends become line separators, control characters their visible pictures, and
/// combining marks beyond limits::combiningRun nothing (reliability.md, R7).
QString displayText(QStringView text);

} // namespace outcrop::ui::markdown
