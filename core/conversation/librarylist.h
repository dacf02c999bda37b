// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fileidentity.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace outcrop::conversation
{

/// A conversation file as a list shows it.
struct LibraryEntry {
    QString path;
    QString title; ///< of the conversation, or the file's name where that says none
    QDateTime modified;

    friend bool operator==(const LibraryEntry &, const LibraryEntry &) = default;
};

/// Lists the conversations of a folder. Of a file only its beginning is read, where the title stands, and
/// only when it changed since the last time: thousands of files are listed without reading them. Reads the
/// disk; meant for a thread beside the window's.
class LibraryLister
{
public:
    /// The last changed first. Empty when the folder cannot be read.
    std::vector<LibraryEntry> list(const QString &folder);
    /// One file. Nothing when it is not there.
    std::optional<LibraryEntry> entry(const QString &path);

private:
    struct Known {
        base::FileIdentity identity;
        QString title;
    };
    QHash<QString, Known> m_known; ///< by path
};

/// The title in the first bytes of a conversation file; empty when they hold none.
QString titleIn(QByteArrayView beginning);

/// Moves a conversation into the folder's trash ("trash" inside it), where nothing lists it; gives its new
/// path. Errors: Storage.
base::Result<QString> moveToTrash(const QString &path);
/// The way back, under a free name when the old one is taken; gives the path. Errors: Storage.
base::Result<QString> restoreFromTrash(const QString &trashPath, const QString &path);

} // namespace outcrop::conversation
