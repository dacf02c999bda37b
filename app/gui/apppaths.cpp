// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/apppaths.h"

#include "core/conversation/library.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

AppPaths pathsIn(const QString &dataDir, const QString &stateDir)
{
    const QDir data(dataDir);
    const QDir state(stateDir);
    AppPaths paths;
    paths.dataDir = data.absolutePath();
    paths.stateDir = state.absolutePath();
    paths.conversationsDir = data.absoluteFilePath(QStringLiteral("conversations"));
    paths.exchangeStore = state.absoluteFilePath(QStringLiteral("exchanges.db"));
    paths.lockFile = data.absoluteFilePath(QStringLiteral("lock"));
    paths.settingsFile = state.absoluteFilePath(QStringLiteral("window.ini"));
    return paths;
}

// The process runs with umask 077, so what mkpath() makes is private; a folder that was there before keeps
// its mode, except that ours is never open to others.
bool createPrivate(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return false;
    const QByteArray name = QFile::encodeName(folder);
    ::chmod(name.constData(), S_IRWXU);
    return ::access(name.constData(), W_OK | X_OK) == 0;
}

bool createPrivate(const AppPaths &paths)
{
    return createPrivate(paths.dataDir) && createPrivate(paths.stateDir) &&
           createPrivate(paths.conversationsDir);
}

AppPaths temporaryPaths(const QString &reason)
{
    QByteArray name = QFile::encodeName(QDir::tempPath() + QStringLiteral("/outcrop-XXXXXX"));
    if (!::mkdtemp(name.data()))
        name = QFile::encodeName(QDir::tempPath());
    AppPaths paths = pathsIn(QFile::decodeName(name), QFile::decodeName(name));
    paths.kept = false;
    paths.notice = QCoreApplication::translate(
                       "AppPaths", "%1, so conversations and recorded exchanges are not kept after this "
                                   "window is closed. Start with --data-dir to keep them.")
                       .arg(reason);
    createPrivate(paths);
    return paths;
}

} // namespace

std::optional<AppPaths> choosePaths(const QProcessEnvironment &environment, const QString &dataDirOption)
{
    if (!dataDirOption.isEmpty())
        return pathsIn(dataDirOption, dataDirOption);
    const auto folders = conversation::defaultFolders(environment);
    if (!folders)
        return std::nullopt;
    return pathsIn(QFileInfo(folders->conversations).path(), folders->state);
}

AppPaths preparePaths(const QProcessEnvironment &environment, const QString &dataDirOption)
{
    const std::optional<AppPaths> chosen = choosePaths(environment, dataDirOption);
    if (!chosen)
        return temporaryPaths(QCoreApplication::translate("AppPaths", "HOME is not set to a folder"));
    if (!createPrivate(*chosen))
        return temporaryPaths(
            QCoreApplication::translate("AppPaths", "The folder %1 cannot be written").arg(chosen->dataDir));
    return *chosen;
}

void removeTemporaryPaths(const AppPaths &paths)
{
    if (!paths.kept && paths.dataDir.startsWith(QDir::tempPath() + QStringLiteral("/outcrop-")))
        QDir(paths.dataDir).removeRecursively();
}

} // namespace outcrop::app
