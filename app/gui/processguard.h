// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <optional>

namespace outcrop::app
{

/// Makes the process private before anything is read or created: umask 077, no core dump, not readable by a
/// debugger or other processes of the same user (reliability.md, P7 and P22).
void hardenProcess();

/// That the window should not run as the user @p userId, when that is the administrator: what it runs and
/// writes would be the administrator's too (reliability.md, fault 91).
std::optional<base::Error> noticeOfUser(unsigned userId);

} // namespace outcrop::app
