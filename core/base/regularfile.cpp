// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/regularfile.h"

#include "core/base/filedescriptor.h"
#include "core/base/fileerror.h"

#include <QFile>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

namespace outcrop::base
{

namespace
{

constexpr qint64 readStep = 1024 * 1024;

QString attempt()
{
    return QStringLiteral("Cannot read");
}

Error tooLarge(const QString &path, qint64 maxBytes)
{
    return fileError(attempt(), path, QStringLiteral("it is larger than %1 bytes").arg(maxBytes),
                     QStringLiteral("Check that this is the file you meant."));
}

/// Reads to the end of the file, which may have grown since its size was asked; one byte over @p maxBytes
/// at most, so that the caller can tell. False with errno set on a read error.
bool readToEnd(int descriptor, qint64 sizeHint, qint64 maxBytes, QByteArray &bytes)
{
    qint64 filled = 0;
    for (qint64 room = sizeHint + 1; filled <= maxBytes; room = readStep) {
        room = std::min(room, maxBytes + 1 - filled);
        bytes.resize(filled + room);
        const ssize_t got = retryInterrupted(
            [&] { return ::read(descriptor, bytes.data() + filled, static_cast<size_t>(room)); });
        if (got < 0)
            return false;
        filled += got;
        if (got == 0)
            break;
    }
    bytes.resize(filled);
    return true;
}

} // namespace

Result<RegularFile::Content> RegularFile::read(const QString &path, qint64 maxBytes, Links links)
{
    // O_NONBLOCK: opening a pipe nobody writes to must not wait.
    const int flags =
        O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == Links::Refuse ? O_NOFOLLOW : 0);
    const FileDescriptor file(
        retryInterrupted([&] { return ::open(QFile::encodeName(path).constData(), flags); }));
    if (!file.isOpen())
        return fileError(attempt(), path, errno);
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0)
        return fileError(attempt(), path, errno);
    if (!S_ISREG(status.st_mode))
        return fileError(attempt(), path, QStringLiteral("it is not a regular file"),
                         QStringLiteral("Choose a file."));
    if (status.st_size > maxBytes)
        return tooLarge(path, maxBytes);

    Content content;
    content.identity = FileIdentity::fromStat(status);
    if (!readToEnd(file.number(), status.st_size, maxBytes, content.bytes))
        return fileError(attempt(), path, errno);
    if (content.bytes.size() > maxBytes)
        return tooLarge(path, maxBytes);
    return content;
}

Result<FileIdentity> RegularFile::identity(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return fileError(attempt(), path, errno);
    return FileIdentity::fromStat(status);
}

} // namespace outcrop::base
