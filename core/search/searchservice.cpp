// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchservice.h"

#include "core/base/logging.h"
#include "core/history/schema.h"
#include "core/search/indexer.h"
#include "core/search/searchdatabase.h"
#include "core/search/searcher.h"

#include <QPointer>
#include <QSemaphore>

#include <algorithm>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace outcrop::search
{

namespace
{

/// Saves come in bursts, and nobody searches for what was written a second ago. Where an update takes long (a
/// file of megabytes that is being written in), the next one waits the longer.
constexpr std::chrono::milliseconds pause{400};
constexpr int pauseForWork = 5;

/// The window comes first where there are few cores. Linux has a nice value for each thread.
void beNice()
{
    constexpr int niceness = 10;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), niceness);
}

/// One attempt: opens the index and brings it up to date.
base::Result<void> updateOnce(const QString &index, const std::optional<QStringList> &files,
                              const QString &exchanges, const Indexer::Events &events)
{
    const auto database = SearchDatabase::open(index);
    if (!database)
        return database.error();
    Indexer indexer(**database, events);
    base::Result<void> done;
    if (files)
        done = indexer.updateFiles(*files);
    return done ? indexer.updateExchanges(exchanges) : done;
}

} // namespace

Search::Search(SearchService &service, QObject *parent) : QObject(parent), m_service(service) {}

Search::~Search()
{
    stop();
}

void Search::start(const SearchQuery &query)
{
    stop();
    if (query.terms.isEmpty())
        return;
    m_running = true;
    m_service.search(this, query, m_wanted->load());
}

void Search::stop()
{
    ++*m_wanted;
    m_running = false;
}

/// The connection that is searched with, of the reading thread.
struct SearchService::Reader {
    std::unique_ptr<SearchDatabase> database;
};

SearchService::SearchService(const QString &indexPath, const QString &exchangeDatabase, QObject *parent)
    : QObject(parent)
    , m_indexPath(indexPath)
    , m_exchangeDatabase(exchangeDatabase)
    , m_reader(std::make_unique<Reader>())
{
    m_writing.setMaxThreadCount(1);
    m_reading.setMaxThreadCount(1);
    m_reading.setExpiryTimeout(-1); // a connection belongs to its thread
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &SearchService::update);
}

SearchService::~SearchService()
{
    m_stopping = true;
    m_writing.waitForDone();
    closeReader();
    m_reading.waitForDone();
}

/// In its thread, as what SQLite keeps of a connection needs. Waits for it.
void SearchService::closeReader()
{
    QSemaphore closed;
    m_reading.start([this, &closed] {
        m_reader->database.reset();
        closed.release();
    });
    closed.acquire();
}

void SearchService::setFiles(const QStringList &paths)
{
    const bool first = !std::exchange(m_hasFiles, true);
    m_files = paths;
    if (first)
        update();
    else if (!m_soon.isActive())
        m_soon.start();
}

void SearchService::noteExchanges()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void SearchService::update()
{
    m_again = m_updating;
    if (m_updating)
        return;
    m_updating = true;
    const auto files = m_hasFiles ? std::optional(m_files) : std::nullopt;
    m_writing.start([this, files, anew = std::exchange(m_damaged, false)] {
        beNice();
        updateIndex(files, anew);
    });
    m_since.start();
}

// On the writing thread.
void SearchService::updateIndex(const std::optional<QStringList> &files, bool anew)
{
    Indexer::Events events;
    events.shallStop = [this] { return m_stopping.load(); };
    events.progress = [this](int done, int total) {
        QMetaObject::invokeMethod(this, [this, done, total] { setProgress(done, total); });
    };
    base::Result<void> done;
    if (!anew)
        done = updateOnce(m_indexPath, files, m_exchangeDatabase, events);
    if (!done && done.error().code == history::damagedCode)
        anew = true;
    if (anew && !m_stopping) {
        qCWarning(lcStore).noquote() << "The search index is made anew:" << m_indexPath;
        closeReader();
        removeIndex(m_indexPath);
        done = updateOnce(m_indexPath, files, m_exchangeDatabase, events);
    }
    const auto problem = done ? std::nullopt : std::optional(done.error());
    QMetaObject::invokeMethod(this, [this, problem] { endUpdate(problem); });
}

void SearchService::noteDamage()
{
    m_damaged = true;
    update();
}

void SearchService::endUpdate(const std::optional<base::Error> &problem)
{
    m_updating = false;
    m_problem = problem;
    m_soon.setInterval(std::max(pause, pauseForWork * std::chrono::milliseconds(m_since.elapsed())));
    if (m_again)
        m_soon.start();
    Q_EMIT progressChanged();
}

void SearchService::setProgress(int done, int total)
{
    m_done = done;
    m_total = total;
    Q_EMIT progressChanged();
}

void SearchService::search(Search *search, const SearchQuery &query, quint64 number)
{
    const auto tell = [this, wanted = search->m_wanted, number, to = QPointer(search)](auto what) {
        QMetaObject::invokeMethod(this, [wanted, number, to, what] {
            if (to && wanted->load() == number)
                what(to.data());
        });
    };
    Searcher::Events events;
    events.shallStop = [this, wanted = search->m_wanted, number] { return m_stopping || *wanted != number; };
    events.found = [tell](const std::vector<SearchHit> &hits) {
        tell([hits](Search *to) { Q_EMIT to->found(hits); });
    };
    m_reading.start([this, query, events, tell] {
        if (events.shallStop())
            return;
        base::Result<void> done;
        if (!m_reader->database) {
            auto opened = SearchDatabase::open(m_indexPath);
            if (opened)
                m_reader->database = std::move(*opened);
            else
                done = opened.error();
        }
        if (done)
            done = Searcher::run(*m_reader->database, query, events);
        if (!done && done.error().code == history::damagedCode)
            QMetaObject::invokeMethod(this, &SearchService::noteDamage);
        const auto problem = done ? std::nullopt : std::optional(done.error());
        tell([problem](Search *to) {
            to->m_running = false;
            Q_EMIT to->finished(problem);
        });
    });
}

} // namespace outcrop::search
