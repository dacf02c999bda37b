// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/search/searchquery.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>

namespace outcrop::search
{

class SearchDatabase;
class SearchService;

/// One place that searches. A new search ends the one before; nothing is heard of that any more.
class Search : public QObject
{
    Q_OBJECT

public:
    /// @p service must live longer.
    explicit Search(SearchService &service, QObject *parent = nullptr);
    ~Search() override;

    /// Returns at once; the signals come later. Without terms: only stops.
    void start(const SearchQuery &query);
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// In the order of Searcher::Events::found.
    void found(const std::vector<outcrop::search::SearchHit> &hits);
    /// The last signal of a search. @p problem: why not all could be looked at.
    void finished(const std::optional<outcrop::base::Error> &problem);

private:
    friend class SearchService;
    using Wanted = std::shared_ptr<std::atomic<quint64>>;

    SearchService &m_service;
    Wanted m_wanted = std::make_shared<std::atomic<quint64>>(0); ///< number of the search that is wanted
    bool m_running = false;
};

/// Keeps the index of all conversations and exchanges up to date and searches it, each on a thread of its
/// own.
///
/// The index is at a path that nobody else has open. When it is damaged it is made anew.
class SearchService : public QObject
{
    Q_OBJECT

public:
    /// @p exchangeDatabase: may be empty for none.
    SearchService(const QString &indexPath, const QString &exchangeDatabase, QObject *parent = nullptr);
    /// Stops what is going on.
    ~SearchService() override;

    /// The conversation files there are, the ones to look at first first. To be told again when one of them
    /// changed; what did not change costs little.
    void setFiles(const QStringList &paths);
    const QStringList &files() const { return m_files; }
    /// Exchanges have ended. Looks at them soon.
    void noteExchanges();

    /// Of how many files and exchanges that changed so many are in the index; equal when it is up to date.
    int done() const { return m_done; }
    int total() const { return m_total; }
    bool isUpToDate() const { return !m_updating && !m_again && !m_soon.isActive(); }
    /// Why the index cannot be written.
    const std::optional<base::Error> &problem() const { return m_problem; }

Q_SIGNALS:
    /// done(), total(), isUpToDate() or problem() changed.
    void progressChanged();

private:
    friend class Search;
    struct Reader;

    void search(Search *search, const SearchQuery &query, quint64 number);
    void update();
    void updateIndex(const std::optional<QStringList> &files, bool anew);
    void closeReader();
    void noteDamage();
    void endUpdate(const std::optional<base::Error> &problem);
    void setProgress(int done, int total);

    const QString m_indexPath;
    const QString m_exchangeDatabase;
    QStringList m_files;
    bool m_hasFiles = false; ///< before that is known, nothing may vanish from the index
    int m_done = 0;
    int m_total = 0;
    bool m_updating = false;
    bool m_again = false;
    std::optional<base::Error> m_problem;
    QTimer m_soon;
    QElapsedTimer m_since; ///< the update began
    std::atomic<bool> m_stopping{false};
    bool m_damaged = false;
    std::unique_ptr<Reader> m_reader; ///< touched by the reading thread only
    QThreadPool m_writing;
    QThreadPool m_reading;
};

} // namespace outcrop::search
