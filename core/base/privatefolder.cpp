// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/privatefolder.h"

#include "core/base/filedescriptor.h"
#include "core/base/fileerror.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace outcrop::base
{

Result<void> makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (const Result<void> above = makePrivateFolder(parent); !above)
            return above;
    }
    const bool made = ::mkdir(QFile::encodeName(folder).constData(), 0700) == 0;
    if (!made && !(errno == EEXIST && QFileInfo(folder).isDir()))
        return fileError(QStringLiteral("Cannot make the folder"), folder, errno);
    return {};
}

Result<void> makePrivateFile(const QString &path)
{
    const QString attempt = QStringLiteral("Cannot open");
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) == 0) {
        if (!S_ISREG(status.st_mode))
            return fileError(attempt, path, QStringLiteral("it is not a regular file"),
                             QStringLiteral("Give another path."));
        if (::access(name.constData(), R_OK | W_OK) != 0)
            return fileError(attempt, path, errno);
        if ((status.st_mode & 077) != 0 && ::chmod(name.constData(), 0600) != 0)
            return fileError(attempt, path, errno);
        return {};
    }
    FileDescriptor file(
        retryInterrupted([&] { return ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }));
    if (!file.isOpen() || !file.close())
        return fileError(attempt, path, errno);
    return {};
}

} // namespace outcrop::base
