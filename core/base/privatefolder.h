// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace outcrop::base
{

/// Makes @p folder and what is missing above it, with mode 0700 (reliability.md, P7). A folder that exists is
/// left as it is. Error: Storage, naming the folder that could not be made.
Result<void> makePrivateFolder(const QString &folder);

/// Makes an empty file with mode 0600 at @p path, or takes other users' rights from the one that is there:
/// SQLite gives what it keeps beside a database the mode of the database. A file that exists is not opened,
/// since closing it would drop SQLite's POSIX locks of this process. Errors: Storage; not a regular file, or
/// not to be read and written.
Result<void> makePrivateFile(const QString &path);

} // namespace outcrop::base
