// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <atomic>
#include <functional>

namespace outcrop::search
{

class SearchDatabase;

/// Brings the index up to date with files and exchanges. Reads only what changed, by the files' identity.
/// Works on one thread for as long as that takes; what was done is kept when it is stopped or killed.
class Indexer
{
public:
    struct Events {
        /// So many of so many that changed are in the index.
        std::function<void(int done, int total)> progress = [](int, int) {};
        std::function<bool()> shallStop = [] { return false; };
    };

    Indexer(SearchDatabase &database, Events events);

    /// The index of exactly these conversation files: others vanish from it. The first ones first. A file
    /// that cannot be read is found by its name only. Errors: Storage, of the index; Cancelled.
    base::Result<void> updateFiles(const QStringList &paths);
    /// Of the exchanges in the database at @p path those that have ended and are not in the index yet. No
    /// error when there is no such database.
    base::Result<void> updateExchanges(const QString &path);

private:
    SearchDatabase &m_database;
    const Events m_events;
};

} // namespace outcrop::search
