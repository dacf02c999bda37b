// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

struct stat;

namespace outcrop::base
{

/// What tells one state of a file from another without reading it (reliability.md, P5).
/// A file that was replaced, rewritten or restored from a backup differs in at least one member.
struct FileIdentity {
    quint64 device = 0;
    quint64 inode = 0;
    qint64 bytes = 0;
    qint64 modifiedNanoseconds = 0; ///< since 1970, as the file system keeps it

    static FileIdentity fromStat(const struct stat &status);

    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

} // namespace outcrop::base
