// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace outcrop::base
{

/// An Error of kind Storage for a system call that failed with @p errorNumber (errno).
/// @p attempt is a clause such as "Cannot save"; the path is added to it. The advice fits the error number;
/// Error::code is its symbolic name ("ENOSPC"), so that callers can tell cases apart.
Error fileError(const QString &attempt, const QString &path, int errorNumber);

/// The same for a reason that is ours and not the system's; @p code stays empty.
Error fileError(const QString &attempt, const QString &path, const QString &reason, const QString &advice);

} // namespace outcrop::base
