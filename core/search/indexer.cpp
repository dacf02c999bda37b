// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/indexer.h"

#include "core/base/limits.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/library.h"
#include "core/history/exchangedatabase.h"
#include "core/search/rawpassages.h"
#include "core/search/sourcewriter.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSet>

#include <chrono>
#include <cstring>

namespace outcrop::search
{

namespace
{

/// A transaction ends after so long: what a kill can lose, and how long a search sees nothing new.
constexpr std::chrono::milliseconds longestTransaction{500};

/// Runs pieces of work in transactions.
class Batches
{
public:
    explicit Batches(SearchDatabase &database) : m_database(database) {}

    base::Result<void> run(const std::function<base::Result<void>()> &piece)
    {
        base::Result<void> done;
        if (!m_open) {
            done = m_database.run("BEGIN IMMEDIATE");
            m_open = done.ok();
            m_since = std::chrono::steady_clock::now();
        }
        if (done)
            done = piece();
        if (!done) {
            if (std::exchange(m_open, false))
                (void)m_database.run("ROLLBACK");
            return done;
        }
        return std::chrono::steady_clock::now() - m_since > longestTransaction ? commit() : done;
    }

    base::Result<void> commit()
    {
        return std::exchange(m_open, false) ? m_database.run("COMMIT") : base::Result<void>();
    }

private:
    SearchDatabase &m_database;
    bool m_open = false;
    std::chrono::steady_clock::time_point m_since;
};

QString nameOf(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    if (name.endsWith(conversation::fileSuffix))
        name.chop(conversation::fileSuffix.size());
    return name;
}

/// The source and its passages; only its name where the file cannot be read.
std::pair<Source, std::vector<Passage>> read(const QString &path, const base::FileIdentity &identity)
{
    Source source{path,     0,
                  {},       nameOf(path),
                  identity, QDateTime::fromMSecsSinceEpoch(identity.modifiedNanoseconds / 1'000'000)};
    const auto content = base::RegularFile::read(path, base::limits::jsonBytes);
    const auto decoded = content ? conversation::decodeConversation(content->bytes, path)
                                 : base::Result<conversation::ReadConversation>(content.error());
    if (!decoded) {
        qCInfo(lcStore).noquote() << "Not searched:" << decoded.error().message;
        return {source, {}};
    }
    source.identity = content->identity;
    source.conversationId = decoded->conversation.id;
    if (!decoded->conversation.title.isEmpty())
        source.title = decoded->conversation.title.simplified();
    return {source, passagesOf(decoded->conversation)};
}

qint64 hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(bytes);
    qint64 value = 0;
    std::memcpy(&value, hash.result().constData(), sizeof(value));
    return value;
}

base::Result<void> putExchange(SourceWriter &writer, const history::Exchange &exchange)
{
    const history::ExchangeSummary &summary = exchange.summary;
    base::Result<void> noted;
    const std::vector<Passage> passages = passagesOf(exchange, [&](QByteArrayView part) {
        const base::Result<bool> fresh = writer.noteSentPart(summary.conversationId, hashOf(part));
        if (!fresh)
            noted = fresh.error();
        return !fresh.valueOr(true);
    });
    if (!noted)
        return noted;
    return writer.put({{}, summary.id, summary.conversationId, {}, {}, summary.startedUtc}, passages);
}

} // namespace

Indexer::Indexer(SearchDatabase &database, Events events) : m_database(database), m_events(std::move(events))
{
}

base::Result<void> Indexer::updateFiles(const QStringList &paths)
{
    SourceWriter writer(m_database, m_events.shallStop);
    const auto known = writer.knownFiles();
    if (!known)
        return known.error();
    std::vector<std::pair<QString, base::FileIdentity>> changed;
    QSet<QString> there;
    for (const QString &path : paths) {
        const auto identity = base::RegularFile::identity(path);
        if (!identity || there.contains(path))
            continue;
        there.insert(path);
        const auto before = known->find(path);
        if (before == known->end() || *before != *identity)
            changed.emplace_back(path, *identity);
    }
    Batches batches(m_database);
    base::Result<void> done;
    for (auto before = known->begin(); before != known->end() && done; ++before) {
        if (!there.contains(before.key()))
            done = batches.run([&] { return writer.removeFile(before.key()); });
    }
    int count = 0;
    const int total = static_cast<int>(changed.size());
    for (const auto &[path, identity] : changed) {
        if (!done || m_events.shallStop())
            break;
        m_events.progress(count++, total);
        const auto [source, passages] = read(path, identity);
        done =
            batches.run([&, &source = source, &passages = passages] { return writer.put(source, passages); });
    }
    if (done)
        done = batches.commit();
    if (done && !m_events.shallStop())
        m_events.progress(total, total);
    return done;
}

base::Result<void> Indexer::updateExchanges(const QString &path)
{
    if (path.isEmpty() || !QFileInfo::exists(path))
        return {};
    const auto exchanges = history::ExchangeDatabase::open(path);
    if (!exchanges)
        return {}; // said by the store, which opens it too
    SourceWriter writer(m_database, m_events.shallStop);
    const auto known = writer.knownExchanges();
    if (!known)
        return known.error();
    const QSet<qint64> have(known->begin(), known->end());
    std::vector<qint64> fresh;
    for (const qint64 id : (*exchanges)->endedExchanges()) {
        if (!have.contains(id))
            fresh.push_back(id);
    }
    Batches batches(m_database);
    int count = 0;
    const int total = static_cast<int>(fresh.size());
    for (const qint64 id : fresh) {
        if (m_events.shallStop())
            break;
        m_events.progress(count++, total);
        const auto exchange = (*exchanges)->load(id);
        if (!exchange)
            continue;
        if (const auto done = batches.run([&] { return putExchange(writer, *exchange); }); !done)
            return done;
    }
    if (const auto done = batches.commit(); !done)
        return done;
    if (!m_events.shallStop())
        m_events.progress(total, total);
    return {};
}

} // namespace outcrop::search
