// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace outcrop::credentials
{

/// Splits a command line like a POSIX shell splits words, and does nothing else of what a shell does
/// (protocol/credentials.md, "credential_process"): white space separates; '...' is literal; in "..." a
/// backslash escapes `"` and itself; elsewhere it escapes any character. No variables, no globs.
/// Errors of kind Credentials: an open quote, a backslash at the end, a NUL, no words at all.
base::Result<QStringList> splitCommandLine(const QString &text);

} // namespace outcrop::credentials
