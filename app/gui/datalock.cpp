// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/datalock.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

base::Error lockedError(const QString &lockFile, int descriptor)
{
    std::array<char, 32> owner{};
    const ssize_t length = ::pread(descriptor, owner.data(), owner.size() - 1, 0);
    const QByteArray pid = QByteArray(owner.data(), length > 0 ? length : 0).trimmed();
    return base::makeError(base::ErrorKind::Storage,
                           QCoreApplication::translate("DataLock", "Outcrop already works on %1 (process %2)")
                               .arg(QFileInfo(lockFile).absolutePath(),
                                    pid.isEmpty() ? QStringLiteral("?") : QString::fromLatin1(pid)),
                           QCoreApplication::translate(
                               "DataLock", "Use that window, or start with --data-dir and another folder."));
}

} // namespace

base::Result<std::unique_ptr<DataLock>> DataLock::take(const QString &lockFile)
{
    const int descriptor =
        ::open(QFile::encodeName(lockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return base::makeError(
            base::ErrorKind::Storage,
            QCoreApplication::translate("DataLock", "The lock file %1 cannot be opened").arg(lockFile), {},
            QString::fromLocal8Bit(std::strerror(errno)));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const base::Error error = lockedError(lockFile, descriptor);
        ::close(descriptor);
        return error;
    }
    const QByteArray pid = QByteArray::number(static_cast<qlonglong>(::getpid())) + '\n';
    if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
        const ssize_t written = ::pwrite(descriptor, pid.constData(), static_cast<size_t>(pid.size()), 0);
    return std::unique_ptr<DataLock>(new DataLock(descriptor));
}

DataLock::~DataLock()
{
    ::close(m_descriptor);
}

} // namespace outcrop::app
