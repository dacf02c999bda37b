// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/session.h"

#include <QFile>

#include <fcntl.h>

namespace outcrop::history
{

namespace
{

base::FileDescriptor openOwners(const QString &path)
{
    const QByteArray name = QFile::encodeName(path + QStringLiteral("-owners"));
    return base::FileDescriptor(
        base::retryInterrupted([&] { return ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }));
}

struct flock byteLock(qint64 id)
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = id;
    lock.l_len = 1;
    return lock;
}

} // namespace

SessionLock::SessionLock(const QString &path, qint64 id) : m_file(openOwners(path))
{
    // Of the open file, not of the process: closing another descriptor of the file does not drop it.
    struct flock lock = byteLock(id);
    if (m_file.isOpen())
        ::fcntl(m_file.number(), F_OFD_SETLK, &lock);
}

bool sessionIsAlive(const QString &path, qint64 id)
{
    const base::FileDescriptor file = openOwners(path);
    struct flock lock = byteLock(id);
    return file.isOpen() && ::fcntl(file.number(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace outcrop::history
