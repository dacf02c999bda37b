// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"

#include "core/base/filedescriptor.h"
#include "core/base/fileerror.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace outcrop::base
{

namespace
{

constexpr QByteArrayView temporarySuffix(".outcrop-tmp");
/// NAME_MAX is 255: dot, name, dot, six random characters, suffix.
constexpr qsizetype longestNamePart = 255 - 1 - 1 - 6 - temporarySuffix.size();
constexpr qint64 leftoverAgeSeconds = 24 * 60 * 60; // reliability.md, fault 47

QString attempt()
{
    return QStringLiteral("Cannot save");
}

/// A file that goes away again unless it was renamed into place.
class TemporaryFile
{
public:
    explicit TemporaryFile(const QByteArray &pathTemplate) : m_path(pathTemplate)
    {
        m_file = FileDescriptor(retryInterrupted([&] {
            m_path = pathTemplate; // mkostemps leaves it undefined after a failure
            return ::mkostemps(m_path.data(), static_cast<int>(temporarySuffix.size()), O_CLOEXEC);
        }));
        m_exists = m_file.isOpen();
        // Held while the writer lives, so that removeLeftovers() of another process lets it be.
        if (m_exists)
            ::flock(m_file.number(), LOCK_EX | LOCK_NB);
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
    ~TemporaryFile()
    {
        if (m_exists)
            ::unlink(m_path.constData());
    }

    FileDescriptor &file() { return m_file; }
    bool renameTo(const QByteArray &target)
    {
        m_exists = retryInterrupted([&] { return ::rename(m_path.constData(), target.constData()); }) != 0;
        return !m_exists;
    }
    /// False with EEXIST when the name is taken.
    bool claim(const QByteArray &target)
    {
        m_exists = retryInterrupted([&] {
                       return ::renameat2(AT_FDCWD, m_path.constData(), AT_FDCWD, target.constData(),
                                          RENAME_NOREPLACE);
                   }) != 0;
        if (!m_exists || (errno != EINVAL && errno != ENOSYS))
            return !m_exists;
        // A file system that knows no such rename: the second name, then the first one goes.
        return retryInterrupted([&] { return ::link(m_path.constData(), target.constData()); }) == 0;
    }

private:
    QByteArray m_path;
    FileDescriptor m_file;
    bool m_exists = false;
};

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = retryInterrupted(
            [&] { return ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size())); });
        if (written < 0)
            return false;
        if (written == 0) { // not an error by POSIX, but it would never end
            errno = EIO;
            return false;
        }
        bytes = bytes.sliced(written);
    }
    return true;
}

/// Where the bytes really go: @p path with its links followed, checked for what may be replaced.
Result<QByteArray> replaceableTarget(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat link = {};
    if (::lstat(name.constData(), &link) != 0) {
        if (errno == ENOENT)
            return name; // new
        return fileError(attempt(), path, errno);
    }
    char *const resolved = ::realpath(name.constData(), nullptr);
    if (resolved == nullptr) {
        if (errno == ENOENT)
            return fileError(attempt(), path, QStringLiteral("it is a symbolic link that leads nowhere"),
                             QStringLiteral("Repair or remove the link, or choose another name."));
        return fileError(attempt(), path, errno);
    }
    QByteArray target(resolved);
    std::free(resolved);

    struct stat status = {};
    if (::stat(target.constData(), &status) != 0)
        return fileError(attempt(), path, errno);
    if (!S_ISREG(status.st_mode))
        return fileError(attempt(), path, QStringLiteral("it is not a regular file"),
                         QStringLiteral("Choose another name."));
    // The mode is asked too, because access() lets the superuser through and a write-protected file is a
    // wish.
    if ((status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0)
        return fileError(attempt(), path, EACCES);
    if (::access(target.constData(), W_OK) != 0)
        return fileError(attempt(), path, errno);
    return target;
}

enum class Existing { Replace, Refuse };

/// @p target has no links in it any more; @p path is what errors name.
Result<FileIdentity> put(const QString &path, const QByteArray &target, QByteArrayView bytes,
                         Existing existing)
{
    const qsizetype slash = target.lastIndexOf('/');
    const QByteArray folder = slash < 0 ? QByteArrayLiteral(".") : target.left(slash + 1);
    const QByteArray name = target.mid(slash + 1).left(longestNamePart);

    // Opened before anything changes: after the rename only the sync itself can still fail.
    const FileDescriptor folderFile(
        retryInterrupted([&] { return ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!folderFile.isOpen())
        return fileError(attempt(), path, errno);

    TemporaryFile temporary(folder + (folder.endsWith('/') ? "." : "/.") + name + ".XXXXXX" +
                            temporarySuffix.toByteArray());
    if (!temporary.file().isOpen())
        return fileError(attempt(), path, errno);
    const int descriptor = temporary.file().number();
    if (!writeAll(descriptor, bytes) || retryInterrupted([&] { return ::fsync(descriptor); }) != 0)
        return fileError(attempt(), path, errno);
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return fileError(attempt(), path, errno);
    if (!temporary.file().close())
        return fileError(attempt(), path, errno);
    if (existing == Existing::Refuse ? !temporary.claim(target) : !temporary.renameTo(target))
        return fileError(attempt(), path, errno);
    if (retryInterrupted([&] { return ::fsync(folderFile.number()); }) != 0)
        return fileError(attempt(), path, errno);
    return FileIdentity::fromStat(status);
}

} // namespace

FileIdentity FileIdentity::fromStat(const struct stat &status)
{
    FileIdentity identity;
    identity.device = static_cast<quint64>(status.st_dev);
    identity.inode = static_cast<quint64>(status.st_ino);
    identity.bytes = static_cast<qint64>(status.st_size);
    identity.modifiedNanoseconds = static_cast<qint64>(status.st_mtim.tv_sec) * 1'000'000'000 +
                                   static_cast<qint64>(status.st_mtim.tv_nsec);
    return identity;
}

Result<FileIdentity> AtomicFile::write(const QString &path, QByteArrayView bytes)
{
    const Result<QByteArray> target = replaceableTarget(path);
    if (!target)
        return target.error();
    return put(path, *target, bytes, Existing::Replace);
}

Result<FileIdentity> AtomicFile::create(const QString &path, QByteArrayView bytes)
{
    return put(path, QFile::encodeName(path), bytes, Existing::Refuse);
}

int AtomicFile::removeLeftovers(const QString &folder, const QDateTime &now)
{
    int removed = 0;
    const QStringList names =
        QDir(folder).entryList({QStringLiteral(".*") + QString::fromLatin1(temporarySuffix)},
                               QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString &name : names) {
        const QByteArray path = QFile::encodeName(folder + u'/' + name);
        const FileDescriptor file(::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        struct stat status = {};
        if (!file.isOpen() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        if (now.toSecsSinceEpoch() - status.st_mtim.tv_sec < leftoverAgeSeconds)
            continue;
        if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0 && ::unlink(path.constData()) == 0)
            ++removed;
    }
    return removed;
}

} // namespace outcrop::base
