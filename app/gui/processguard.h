// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace outcrop::app
{

/// Makes the process private before anything is read or created: umask 077, no core dump, not readable by a
/// debugger or other processes of the same user (reliability.md, P7 and P22).
void hardenProcess();

} // namespace outcrop::app
