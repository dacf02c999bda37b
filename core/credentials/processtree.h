// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace outcrop::credentials
{

/// Kills the child @p pid of this program and everything it has started, as far as /proc shows the line of
/// descent: also processes that made a group or session of their own (reliability.md, X2). What was left
/// behind by a parent that ended is not found.
void killProcessTree(qint64 pid);

} // namespace outcrop::credentials
