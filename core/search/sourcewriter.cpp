// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/sourcewriter.h"

#include "core/search/terms.h"

#include <QMultiHash>
#include <QVariant>

#include <algorithm>
#include <cstdlib>

namespace outcrop::search
{

namespace
{

/// Ids count down from the year 2109, so that the newest source has the lowest.
constexpr qint64 lastMillisecond = 1LL << 42;
/// A file that is written to all the time keeps its place for so long, and what did not change its rows.
constexpr qint64 keepsPlaceFor = 24LL * 3600 * 1000;
constexpr qint64 mostPassages = 1LL << idBits;

qint64 baseAt(const QDateTime &when)
{
    return std::clamp<qint64>(lastMillisecond - when.toMSecsSinceEpoch(), 1, lastMillisecond) << idBits;
}

void bind(QSqlQuery &query, std::initializer_list<QVariant> values)
{
    int place = 0;
    for (const QVariant &value : values)
        query.bindValue(place++, value);
}

} // namespace

SourceWriter::SourceWriter(SearchDatabase &database, std::function<bool()> shallStop)
    : m_database(database)
    , m_shallStop(std::move(shallStop))
    , m_findBase(database.prepare("SELECT base FROM source WHERE path = ?"))
    , m_isTaken(database.prepare("SELECT 1 FROM source WHERE base = ?"))
    , m_insertSource(database.prepare(
          "INSERT OR REPLACE INTO source (base, path, exchange, conversation, title, device, inode, bytes,"
          " modified_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"))
    , m_deleteSource(database.prepare("DELETE FROM source WHERE base = ?"))
    , m_passages(database.prepare(
          "SELECT id, kind, turn_id, turn, text FROM passage WHERE id >= ? AND id < ? ORDER BY id"))
    , m_insertPassage(
          database.prepare("INSERT INTO passage (id, kind, turn_id, turn, text) VALUES (?, ?, ?, ?, ?)"))
    , m_deletePassage(database.prepare("DELETE FROM passage WHERE id = ?"))
    , m_placePassage(database.prepare("UPDATE passage SET turn = ? WHERE id = ?"))
    , m_insertGram(database.prepare("INSERT INTO gram (rowid, text) VALUES (?, ?)"))
    , m_deleteGram(database.prepare("INSERT INTO gram (gram, rowid, text) VALUES ('delete', ?, ?)"))
    , m_insertShort(database.prepare("INSERT INTO short (rowid, forms) VALUES (?, ?)"))
    , m_deleteShort(database.prepare("INSERT INTO short (short, rowid, forms) VALUES ('delete', ?, ?)"))
    , m_insertPart(database.prepare("INSERT OR IGNORE INTO sent_part (conversation, hash) VALUES (?, ?)"))
{
}

base::Result<QHash<QString, base::FileIdentity>> SourceWriter::knownFiles()
{
    QSqlQuery query = m_database.prepare(
        "SELECT path, device, inode, bytes, modified_ns FROM source WHERE path IS NOT NULL");
    if (const auto done = m_database.run(query); !done)
        return done.error();
    QHash<QString, base::FileIdentity> known;
    while (query.next())
        known.insert(query.value(0).toString(), {static_cast<quint64>(query.value(1).toLongLong()),
                                                 static_cast<quint64>(query.value(2).toLongLong()),
                                                 query.value(3).toLongLong(), query.value(4).toLongLong()});
    return known;
}

base::Result<std::vector<qint64>> SourceWriter::knownExchanges()
{
    QSqlQuery query = m_database.prepare("SELECT exchange FROM source WHERE exchange IS NOT NULL");
    if (const auto done = m_database.run(query); !done)
        return done.error();
    std::vector<qint64> known;
    while (query.next())
        known.push_back(query.value(0).toLongLong());
    return known;
}

base::Result<std::optional<qint64>> SourceWriter::baseOf(const QString &path)
{
    bind(m_findBase, {path});
    if (const auto done = m_database.run(m_findBase); !done)
        return done.error();
    const std::optional<qint64> base =
        m_findBase.next() ? std::optional(m_findBase.value(0).toLongLong()) : std::nullopt;
    m_findBase.finish();
    return base;
}

base::Result<qint64> SourceWriter::freeBase(const QDateTime &when)
{
    for (qint64 base = baseAt(when);; base += mostPassages) {
        bind(m_isTaken, {base});
        if (const auto done = m_database.run(m_isTaken); !done)
            return done.error();
        const bool taken = m_isTaken.next();
        m_isTaken.finish();
        if (!taken)
            return base;
    }
}

base::Result<std::vector<SourceWriter::Kept>> SourceWriter::passagesIn(qint64 base)
{
    bind(m_passages, {base, base + mostPassages});
    if (const auto done = m_database.run(m_passages); !done)
        return done.error();
    std::vector<Kept> kept;
    while (m_passages.next())
        kept.push_back(
            {m_passages.value(0).toLongLong(),
             {static_cast<PassageKind>(m_passages.value(1).toInt()), m_passages.value(2).toString(),
              m_passages.value(3).toInt(), m_passages.value(4).toString()}});
    m_passages.finish();
    return kept;
}

base::Result<void> SourceWriter::insert(qint64 id, const Passage &passage)
{
    if (m_shallStop())
        return base::makeError(base::ErrorKind::Cancelled, QStringLiteral("Indexing was stopped."));
    bind(m_insertPassage,
         {id, static_cast<int>(passage.kind), passage.turnId.isNull() ? QStringLiteral("") : passage.turnId,
          passage.turn, passage.text});
    bind(m_insertGram, {id, passage.text});
    bind(m_insertShort, {id, shortForms(passage.text)});
    for (QSqlQuery *query : {&m_insertPassage, &m_insertGram, &m_insertShort}) {
        if (const auto done = m_database.run(*query); !done)
            return done;
    }
    return {};
}

base::Result<void> SourceWriter::erase(const Kept &kept)
{
    // A table without its text has to be told what goes.
    bind(m_deletePassage, {kept.id});
    bind(m_deleteGram, {kept.id, kept.passage.text});
    bind(m_deleteShort, {kept.id, shortForms(kept.passage.text)});
    for (QSqlQuery *query : {&m_deletePassage, &m_deleteGram, &m_deleteShort}) {
        if (const auto done = m_database.run(*query); !done)
            return done;
    }
    return {};
}

base::Result<void> SourceWriter::replace(qint64 base, const std::vector<Passage> &passages)
{
    base::Result<std::vector<Kept>> before = passagesIn(base);
    if (!before)
        return before.error();
    qint64 next = before->empty() ? base : before->back().id + 1;
    const auto key = [](const Passage &passage) {
        return qHashMulti(0, static_cast<int>(passage.kind), passage.turnId, passage.text);
    };
    QMultiHash<size_t, const Kept *> stay;
    for (const Kept &kept : *before)
        stay.insert(key(kept.passage), &kept);
    base::Result<void> done;
    std::vector<const Passage *> fresh;
    for (const Passage &passage : passages) {
        const auto found = stay.find(key(passage));
        if (found == stay.end()) {
            fresh.push_back(&passage);
            continue;
        }
        if ((*found)->passage.turn != passage.turn) {
            bind(m_placePassage, {passage.turn, (*found)->id});
            done = m_database.run(m_placePassage);
        }
        stay.erase(found);
        if (!done)
            return done;
    }
    for (const Kept *gone : std::as_const(stay)) {
        if (done = erase(*gone); !done)
            return done;
    }
    for (const Passage *passage : fresh) {
        if (next >= base + mostPassages) // a million of one file: what is left out is found in the file
            break;
        if (done = insert(next++, *passage); !done)
            return done;
    }
    return {};
}

base::Result<void> SourceWriter::removeSource(qint64 base)
{
    if (const auto done = replace(base, {}); !done)
        return done;
    bind(m_deleteSource, {base});
    return m_database.run(m_deleteSource);
}

/// Where the ids of the source begin.
base::Result<qint64> SourceWriter::placeOf(const Source &source)
{
    if (source.path.isEmpty())
        return freeBase(source.when);
    const auto known = baseOf(source.path);
    if (!known)
        return known.error();
    if (!known->has_value())
        return freeBase(source.when);
    const qint64 place = known->value();
    if (std::abs(place - baseAt(source.when)) >> idBits <= keepsPlaceFor)
        return place;
    if (const auto done = removeSource(place); !done)
        return done.error();
    return freeBase(source.when);
}

base::Result<void> SourceWriter::put(const Source &source, const std::vector<Passage> &passages)
{
    const base::Result<qint64> place = placeOf(source);
    if (!place)
        return place.error();
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    bind(m_insertSource,
         {*place, source.path.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(source.path),
          source.exchangeId == 0 ? QVariant(QMetaType::fromType<qint64>()) : QVariant(source.exchangeId),
          text(source.conversationId), text(source.title), static_cast<qint64>(source.identity.device),
          static_cast<qint64>(source.identity.inode), source.identity.bytes,
          source.identity.modifiedNanoseconds});
    if (const auto done = m_database.run(m_insertSource); !done)
        return done;
    return replace(*place, passages);
}

base::Result<void> SourceWriter::removeFile(const QString &path)
{
    const auto base = baseOf(path);
    if (!base)
        return base.error();
    return *base ? removeSource(**base) : base::Result<void>();
}

base::Result<bool> SourceWriter::noteSentPart(const QString &conversationId, qint64 hash)
{
    bind(m_insertPart, {conversationId, hash});
    if (const auto done = m_database.run(m_insertPart); !done)
        return done.error();
    return m_insertPart.numRowsAffected() > 0;
}

} // namespace outcrop::search
