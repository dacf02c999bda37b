// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace outcrop::app
{

/// Where this start keeps its files.
struct AppPaths {
    QString dataDir;          ///< absolute; holds conversationsDir
    QString stateDir;         ///< absolute; holds the other files. May be dataDir
    QString conversationsDir; ///< dataDir/conversations
    QString exchangeStore;    ///< the SQLite file of recorded exchanges
    QString lockFile;         ///< held while a window works on these folders
    QString settingsFile;     ///< layout of the window
    /// Prompts, tools and presets, one file each.
    QString libraryFolder() const { return dataDir + QStringLiteral("/library"); }
    /// The index that is searched; can be thrown away.
    QString searchIndex() const { return stateDir + QStringLiteral("/search.db"); }
    /// Where connections are kept.
    QString connectionsFile() const { return dataDir + QStringLiteral("/connections.json"); }

    bool kept = true; ///< false: the folders are temporary and go with the process
    QString notice;   ///< one sentence for the user when something is not kept; else empty

    friend bool operator==(const AppPaths &, const AppPaths &) = default;
};

/// Chooses the folders, creating nothing: @p dataDirOption for everything if given (made absolute), else
/// conversation::defaultFolders(). Nothing if there is no usable HOME either.
std::optional<AppPaths> choosePaths(const QProcessEnvironment &environment, const QString &dataDirOption);

/// choosePaths(), then creates the folders with mode 0700. Where that is not possible (no HOME, a read-only
/// disk) it falls back to a new folder under the temporary directory; kept is false then and notice says so.
AppPaths preparePaths(const QProcessEnvironment &environment, const QString &dataDirOption);

/// Removes a folder that preparePaths() made under the temporary directory. Does nothing for a kept one.
void removeTemporaryPaths(const AppPaths &paths);

} // namespace outcrop::app
