// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/filedescriptor.h"

#include <QString>

namespace outcrop::history
{

/// That a process using the store lives, told to other processes by a lock on one byte of the -owners file.
/// The kernel drops the lock when the process ends in any way, so no process id can be mistaken.
class SessionLock
{
public:
    SessionLock() = default;
    /// Takes the lock of session @p id of the store at @p path. A file system without locks leaves it open;
    /// then other processes take this one for dead, which end() of a running exchange puts right again.
    SessionLock(const QString &path, qint64 id);

private:
    base::FileDescriptor m_file;
};

/// Whether the process of session @p id still runs.
bool sessionIsAlive(const QString &path, qint64 id);

} // namespace outcrop::history
