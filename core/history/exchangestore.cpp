// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/exchangestore.h"

#include "core/history/exchangedatabase.h"
#include "core/history/exchangewriter.h"
#include "core/history/schema.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace outcrop::history
{

namespace
{

/// Grows with time, so that newest first is by id; the random part keeps two processes apart.
ExchangeId newExchangeId(const QDateTime &utc)
{
    constexpr int randomBits = 20;
    return (static_cast<ExchangeId>(utc.toMSecsSinceEpoch()) << randomBits) |
           static_cast<ExchangeId>(QRandomGenerator::global()->bounded(1 << randomBits));
}

/// Renames a damaged database and its companions; gives the new name of the main file, or nothing.
QString putAside(const QString &path, const QDateTime &utc)
{
    const QString suffix = QStringLiteral(".damaged-") + utc.toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    for (const QString &name : databaseFiles(path)) {
        if (QFile::exists(name) && !QFile::rename(name, path + suffix + name.mid(path.size())))
            return {};
    }
    return path + suffix;
}

base::Result<Exchange> loadFrom(ExchangeDatabase &database, ExchangeId id)
{
    base::Result<Exchange> exchange = database.load(id);
    if (!exchange && exchange.error().code == damagedCode)
        noteDamage(database.path());
    return exchange;
}

} // namespace

base::Result<std::unique_ptr<ExchangeStore>> ExchangeStore::open(const QString &path)
{
    base::Result<std::unique_ptr<ExchangeDatabase>> database = ExchangeDatabase::open(path);
    std::optional<base::Error> notice;
    if (!database && database.error().code == damagedCode) {
        const QString aside = putAside(path, QDateTime::currentDateTimeUtc());
        if (aside.isEmpty())
            return database.error();
        notice = database.error();
        notice->message =
            QStringLiteral("The record of exchanges in %1 is damaged; a new one was begun.").arg(path);
        notice->advice = QStringLiteral("The damaged file is kept as %1.").arg(aside);
        database = ExchangeDatabase::open(path);
    }
    if (!database)
        return database.error();
    std::unique_ptr<ExchangeStore> store(new ExchangeStore(path, std::move(*database)));
    store->m_notice = notice;
    return store;
}

ExchangeStore::ExchangeStore(const QString &path, std::unique_ptr<ExchangeDatabase> database)
    : m_database(std::move(database))
{
    const auto tell = [this](auto what) {
        QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
    };
    ExchangeWriter::Events events;
    events.written = [this, tell](const std::vector<ExchangeId> &ids) {
        tell([this, ids] { std::ranges::for_each(ids, [this](ExchangeId id) { Q_EMIT changed(id); }); });
    };
    events.failed = [this, tell](const base::Error &error) { tell([this, error] { Q_EMIT failed(error); }); };
    events.restored = [this, tell] { tell([this] { Q_EMIT restored(); }); };
    m_writer = std::make_unique<ExchangeWriter>(path, std::move(events));
}

ExchangeStore::~ExchangeStore() = default;

void ExchangeStore::registerSecret(const base::SecretString &secret)
{
    m_writer->registerSecret(secret);
}

ExchangeId ExchangeStore::begin(const ExchangeRequest &request)
{
    m_lastId = std::max(m_lastId + 1, newExchangeId(QDateTime::currentDateTimeUtc()));
    m_writer->post(BeginOperation{m_lastId, request, {}});
    return m_lastId;
}

void ExchangeStore::responseHead(ExchangeId id, int status, const HeaderList &headers,
                                 std::chrono::nanoseconds sinceStart)
{
    m_writer->post(HeadOperation{id, status, headers, sinceStart});
}

void ExchangeStore::bodyChunk(ExchangeId id, const QByteArray &bytes, std::chrono::nanoseconds sinceStart)
{
    m_writer->post(ChunkOperation{id, {bytes, sinceStart}});
}

void ExchangeStore::end(ExchangeId id, const QString &outcome, const std::optional<base::Error> &error,
                        std::chrono::nanoseconds sinceStart)
{
    m_writer->post(EndOperation{id, outcome, error, sinceStart});
}

bool ExchangeStore::flush(std::chrono::milliseconds patience)
{
    return m_writer->waitUntilWritten(patience);
}

base::Result<Exchange> ExchangeStore::load(ExchangeId id)
{
    (void)flush(std::chrono::seconds(1)); // what cannot be written shows as it was last written
    return loadFrom(*m_database, id);
}

ExchangeStore::Reading ExchangeStore::reading(ExchangeId id) const
{
    return [path = m_database->path(), id]() -> base::Result<Exchange> {
        const auto database = ExchangeDatabase::openToRead(path);
        if (!database)
            return database.error();
        return loadFrom(**database, id);
    };
}

std::vector<ExchangeSummary> ExchangeStore::list(const ExchangeFilter &filter)
{
    return m_database->list(filter);
}

std::vector<ExchangeId> ExchangeStore::recoverInterrupted()
{
    return m_database->recoverInterrupted();
}

} // namespace outcrop::history
