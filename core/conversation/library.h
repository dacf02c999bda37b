// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QSet>
#include <QString>

#include <optional>

namespace outcrop::conversation
{

/// What a conversation file's name ends in.
inline constexpr QLatin1StringView fileSuffix(".outcrop.json");

/// Where Outcrop keeps its own files, by the XDG Base Directory Specification: a variable that is unset,
/// empty or relative counts as its default below HOME.
struct Folders {
    QString conversations; ///< $XDG_DATA_HOME/outcrop/conversations
    QString state;         ///< $XDG_STATE_HOME/outcrop: the record of exchanges

    QString exchangeDatabase() const { return state + QStringLiteral("/exchanges.db"); }
};

/// Nothing when HOME is needed and not set, or relative.
std::optional<Folders> defaultFolders(const QProcessEnvironment &environment);

/// A file name for @p title: without what file systems refuse, at most 80 characters, never blank.
QString fileNameFor(const QString &title);

/// A path in @p folder for a conversation called @p title that no file has yet: the title without what file
/// systems refuse, at most 80 characters, with a number where the name is taken, by a file or in @p taken.
QString newConversationPath(const QString &folder, const QString &title, const QSet<QString> &taken = {});

/// The conversation files in @p folder, the last changed first. Empty when it cannot be read.
QStringList conversationFiles(const QString &folder);

} // namespace outcrop::conversation
