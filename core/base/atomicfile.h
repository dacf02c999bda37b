// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fileidentity.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace outcrop::base
{

/// Saving a file so that every moment shows either the whole old or the whole new content
/// (reliability.md, P1, P2, traps D1 and D2, decision 6).
namespace AtomicFile
{

/// Replaces the content of @p path by @p bytes, or creates it with mode 0600.
///
/// Order: temporary file in the same folder, all bytes, fsync, rename, fsync of the folder. On an error the
/// old content is still there and whole; only when the last step, the sync of the folder, fails is the new
/// content in place already, and then it is whole too. Errors are of kind Storage and name the path.
///
/// * A symbolic link stays: the file it leads to is replaced. A link that leads nowhere is refused.
/// * A hard link is separated: the other names keep the old content.
/// * The new file belongs to this user and has mode 0600, whatever the old one had.
/// * A file without write permission, and anything but a regular file, is refused.
///
/// Blocks until the disk has it. May be called from any thread.
Result<FileIdentity> write(const QString &path, QByteArrayView bytes);

/// The same for a file that must not be there yet. When anything has the name, a link that leads nowhere too,
/// it stays as it is, and the error has the code "EEXIST".
Result<FileIdentity> create(const QString &path, QByteArrayView bytes);

/// Removes what killed programs left of their temporary files in @p folder: those older than a day that
/// no living program is still writing. Gives their number. @p now is wall-clock time.
int removeLeftovers(const QString &folder, const QDateTime &now);

} // namespace AtomicFile

} // namespace outcrop::base
