// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/librarywatch.h"

#include <QFileInfo>

#include <algorithm>

namespace outcrop::app
{

namespace
{

// A save is a temporary file and a rename; several fall together.
constexpr std::chrono::milliseconds pause{250};

} // namespace

LibraryWatch::LibraryWatch(QString folder, QObject *parent)
    : QObject(parent), m_folder(std::move(folder)), m_lister(std::make_shared<conversation::LibraryLister>())
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &LibraryWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this](const QString &changed) {
        // A file that was replaced is watched no more, and one that came
        // back not yet.
        for (const QString &path : std::as_const(m_watched)) {
            if (QFileInfo(path).absolutePath() == changed)
                Q_EMIT fileChanged(path);
        }
        lookAgain();
    });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &LibraryWatch::fileChanged);
    m_watcher.addPath(m_folder);
    look();
}

LibraryWatch::~LibraryWatch()
{
    m_pool.waitForDone();
}

void LibraryWatch::setElsewhere(const QStringList &paths)
{
    m_elsewhere = paths;
    lookAgain();
}

void LibraryWatch::setWatched(const QStringList &paths)
{
    m_watched = paths;
    QStringList wanted{m_folder};
    for (const QString &path : paths) {
        if (!path.isEmpty())
            wanted << path << QFileInfo(path).absolutePath();
    }
    wanted.removeDuplicates();
    QStringList before = m_watcher.files() + m_watcher.directories();
    for (const QString &path : std::as_const(before)) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString &path : std::as_const(wanted)) {
        if (!before.contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

void LibraryWatch::lookAgain()
{
    m_again = m_looking;
    if (!m_looking)
        m_soon.start();
}

void LibraryWatch::look()
{
    m_looking = true;
    m_pool.start([this, lister = m_lister, folder = m_folder, elsewhere = m_elsewhere] {
        std::vector<conversation::LibraryEntry> entries = lister->list(folder);
        for (const QString &path : elsewhere) {
            if (auto entry = lister->entry(path))
                entries.push_back(std::move(*entry));
        }
        std::ranges::stable_sort(entries, std::ranges::greater(), &conversation::LibraryEntry::modified);
        QMetaObject::invokeMethod(
            this,
            [this, entries = std::move(entries)] {
                m_looking = false;
                setWatched(m_watched); // files that were replaced
                Q_EMIT listed(entries);
                if (std::exchange(m_again, false))
                    m_soon.start();
            },
            Qt::QueuedConnection);
    });
}

} // namespace outcrop::app
