// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fileerror.h"

#include <cerrno>
#include <cstring>

namespace outcrop::base
{

namespace
{

QString adviceFor(int errorNumber)
{
    switch (errorNumber) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return QStringLiteral("Free some space there, or choose another folder.");
    case EACCES:
    case EPERM:
        return QStringLiteral("Check the permissions of the file and its folder, or choose another folder.");
    case EROFS:
        return QStringLiteral("The file system is read-only: choose another folder.");
    case ENOENT:
    case ENOTDIR:
        return QStringLiteral("The file or its folder is gone: put it back, or choose another place.");
    case EMFILE:
    case ENFILE:
        return QStringLiteral("Too many files are open: close some windows or programs and try again.");
    case ELOOP:
        return QStringLiteral("Symbolic links lead in a circle or are not allowed here: give the real path.");
    case ENAMETOOLONG:
        return QStringLiteral("Choose a shorter name.");
    case EIO:
        return QStringLiteral("The disk reported an error: save to another disk and check this one.");
    default:
        return QStringLiteral("Try again, or choose another folder.");
    }
}

QString sentence(const QString &attempt, const QString &path, const QString &reason)
{
    return QStringLiteral("%1 %2: %3.").arg(attempt, path, reason);
}

} // namespace

Error fileError(const QString &attempt, const QString &path, int errorNumber)
{
    const char *name = strerrorname_np(errorNumber);
    const QString reason = QString::fromLocal8Bit(strerrordesc_np(errorNumber));
    Error error = makeError(ErrorKind::Storage, sentence(attempt, path, reason), adviceFor(errorNumber));
    error.code = name != nullptr ? QString::fromLatin1(name) : QString::number(errorNumber);
    return error;
}

Error fileError(const QString &attempt, const QString &path, const QString &reason, const QString &advice)
{
    return makeError(ErrorKind::Storage, sentence(attempt, path, reason), advice);
}

} // namespace outcrop::base
