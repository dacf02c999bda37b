// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searcher.h"

#include "core/search/searchdatabase.h"
#include "core/search/terms.h"

#include <QHash>
#include <QSqlError>
#include <QVariant>

#include <chrono>

namespace outcrop::search
{

namespace
{

using Clock = std::chrono::steady_clock;

/// The first hits are told when so much time has passed, the others in such steps.
constexpr std::chrono::milliseconds step{40};
constexpr size_t mostAtOnce = 100;
constexpr qint64 baseMask = ~((1LL << idBits) - 1);

/// The rows that can have all terms: a statement that gives their ids, newest source first.
QSqlQuery candidates(SearchDatabase &database, const QStringList &terms)
{
    QStringList grams, shorts;
    for (const QString &term : terms) {
        if (const QString gram = gramCondition(term); !gram.isEmpty())
            grams << gram;
        else if (const QString form = shortCondition(term); !form.isEmpty())
            shorts << form;
    }
    // Grams are the rarer ones; beside them short words are only checked in the text.
    const bool byGrams = !grams.isEmpty();
    const bool byShorts = !byGrams && !shorts.isEmpty();
    QSqlQuery rows =
        database.prepare(byGrams    ? "SELECT rowid FROM gram WHERE gram MATCH ? ORDER BY rowid"
                         : byShorts ? "SELECT rowid FROM short WHERE short MATCH ? ORDER BY rowid"
                                    : "SELECT id FROM passage ORDER BY id");
    if (byGrams || byShorts)
        rows.addBindValue((byGrams ? grams : shorts).join(QStringLiteral(" AND ")));
    return rows;
}

class Run
{
public:
    Run(SearchDatabase &database, const SearchQuery &query, const Searcher::Events &events)
        : m_database(database)
        , m_query(query)
        , m_events(events)
        , m_passage(database.prepare("SELECT kind, turn_id, turn, text FROM passage WHERE id = ?"))
        , m_source(database.prepare("SELECT path, title, exchange, conversation FROM source WHERE base = ?"))
        , m_file(database.prepare("SELECT path, title FROM source WHERE conversation = ? AND path IS NOT NULL"
                                  " ORDER BY base LIMIT 1"))
    {
    }

    base::Result<void> run()
    {
        QSqlQuery rows = candidates(m_database, m_query.terms);
        if (const auto done = m_database.run(rows); !done)
            return done;
        m_told = Clock::now();
        while (!m_events.shallStop() && rows.next()) {
            if (const auto done = look(rows.value(0).toLongLong()); !done)
                return done;
            if (m_full)
                break;
            if (m_hits.size() >= mostAtOnce || (!m_hits.empty() && Clock::now() - m_told > step))
                tell();
        }
        if (rows.lastError().isValid())
            return m_database.errorOf(rows);
        tell();
        return {};
    }

private:
    struct Place {
        QString path; ///< empty: of a conversation that is not there any more
        QString title;
        std::optional<qint64> exchangeId;
    };

    base::Result<void> look(qint64 id)
    {
        const qint64 base = id & baseMask;
        if (base != m_base) {
            if (const auto done = goTo(base); !done)
                return done;
        }
        if (m_place.path.isEmpty() || m_count.value(m_place.path) >= m_query.mostPerConversation)
            return {};
        m_passage.bindValue(0, id);
        if (const auto done = m_database.run(m_passage); !done)
            return done;
        if (!m_passage.next())
            return {};
        const auto kind = static_cast<PassageKind>(m_passage.value(0).toInt());
        const QString text = m_passage.value(3).toString();
        if ((!m_query.kinds.isEmpty() && !m_query.kinds.contains(kind)) || !text.startsWith(m_query.begins) ||
            !hasAll(text, m_query.terms))
            return {};
        if (!m_count.contains(m_place.path) && m_count.size() >= m_query.mostConversations) {
            m_full = true;
            return {};
        }
        ++m_count[m_place.path];
        m_hits.push_back({m_place.path, m_place.title, kind, m_passage.value(1).toString(),
                          m_passage.value(2).toInt(), m_place.exchangeId, snippetOf(text, m_query.terms)});
        return {};
    }

    base::Result<void> goTo(qint64 base)
    {
        m_base = base;
        m_place = {};
        m_source.bindValue(0, base);
        if (const auto done = m_database.run(m_source); !done)
            return done;
        if (!m_source.next())
            return {};
        m_place = {m_source.value(0).toString(), m_source.value(1).toString(), std::nullopt};
        if (m_source.isNull(2))
            return {};
        m_place.exchangeId = m_source.value(2).toLongLong();
        m_file.bindValue(0, m_source.value(3));
        if (const auto done = m_database.run(m_file); !done)
            return done;
        if (m_file.next()) {
            m_place.path = m_file.value(0).toString();
            m_place.title = m_file.value(1).toString();
        }
        return {};
    }

    void tell()
    {
        m_told = Clock::now();
        if (!m_hits.empty())
            m_events.found(std::exchange(m_hits, {}));
    }

    SearchDatabase &m_database;
    const SearchQuery &m_query;
    const Searcher::Events &m_events;
    QSqlQuery m_passage, m_source, m_file;
    qint64 m_base = 0;
    Place m_place;
    QHash<QString, int> m_count; ///< hits by path
    std::vector<SearchHit> m_hits;
    Clock::time_point m_told;
    bool m_full = false;
};

} // namespace

base::Result<void> Searcher::run(SearchDatabase &database, const SearchQuery &query, const Events &events)
{
    return query.terms.isEmpty() ? base::Result<void>() : Run(database, query, events).run();
}

} // namespace outcrop::search
