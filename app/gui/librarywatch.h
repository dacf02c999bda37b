// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/librarylist.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace outcrop::app
{

/// Knows the conversation files of a folder, and of a few places elsewhere, and
/// says when they change. The disk is read on a thread of its own.
class LibraryWatch : public QObject
{
    Q_OBJECT

public:
    explicit LibraryWatch(QString folder, QObject *parent = nullptr);
    ~LibraryWatch() override;

    QString folder() const { return m_folder; }
    /// Files outside the folder that are listed too.
    void setElsewhere(const QStringList &paths);
    /// Files that are open, to hear of changes by other programs at once.
    void setWatched(const QStringList &paths);
    /// Looks again soon. Changes of the folder do this by themselves.
    void lookAgain();

Q_SIGNALS:
    void listed(const std::vector<outcrop::conversation::LibraryEntry> &entries);
    /// A watched file was changed, replaced or removed, by us or by somebody
    /// else.
    void fileChanged(const QString &path);

private:
    void look();

    const QString m_folder;
    QStringList m_elsewhere;
    QStringList m_watched;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    bool m_looking = false;
    bool m_again = false;
    std::shared_ptr<conversation::LibraryLister> m_lister; ///< touched by the thread only
    QThreadPool m_pool;                                    ///< one thread
};

} // namespace outcrop::app
