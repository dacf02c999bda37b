// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/exchangedatabase.h"

#include "core/base/fileerror.h"
#include "core/base/ids.h"
#include "core/base/privatefolder.h"
#include "core/history/schema.h"
#include "core/history/session.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QVariant>

namespace outcrop::history
{

namespace
{

using std::chrono::nanoseconds;

constexpr int busyTimeoutMilliseconds = 1000;

QString attempt()
{
    return QStringLiteral("Cannot open");
}

QString damageNote(const QString &path)
{
    return path + QStringLiteral("-damaged");
}

/// Only where damage was seen: looking through a file of gigabytes takes its time.
base::Result<void> checkAfterDamage(QSqlDatabase &database)
{
    const QString note = damageNote(database.databaseName());
    if (!QFile::exists(note))
        return {};
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA quick_check(1)")) || !query.next())
        return databaseError(database, attempt(), query.lastError());
    if (query.value(0).toString() == QLatin1StringView("ok")) {
        QFile::remove(note);
        return {};
    }
    base::Error error = base::fileError(attempt(), database.databaseName(), query.value(0).toString(), {});
    error.code = damagedCode;
    return error;
}

base::Result<void> connectTo(QSqlDatabase &database, const QString &path, const QString &options = {})
{
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMilliseconds) +
                               options);
    if (!database.open())
        return databaseError(database, attempt(), database.lastError());
    return {};
}

base::Result<void> setUp(QSqlDatabase &database, const QString &path)
{
    if (const base::Result<void> connected = connectTo(database, path); !connected)
        return connected;
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"}) {
        QSqlQuery query(database);
        if (!query.exec(QString::fromLatin1(pragma)))
            return databaseError(database, attempt(), query.lastError());
    }
    if (const base::Result<void> sound = checkAfterDamage(database); !sound)
        return sound;
    return ensureSchema(database);
}

template <typename T>
std::optional<T> optionalValue(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional<T>(value.value<T>());
}

std::optional<nanoseconds> optionalTime(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(nanoseconds(value.toLongLong()));
}

const QString &summaryColumns()
{
    static const QString columns = QStringLiteral(
        "id, conversation_id, turn_id, attempt, connection_name, model_id, operation, region, method, url,"
        " started_utc_ms, status, head_after_ns, ended_after_ns, outcome, request_bytes, response_bytes, "
        "complete,"
        " error_kind, error_message, error_advice, error_detail, error_service_message, error_code,"
        " error_request_id, error_http_status");
    return columns;
}

std::optional<base::Error> errorOf(const QSqlQuery &query, int column)
{
    const auto kind = base::errorKindFromName(query.value(column).toString());
    if (!kind)
        return std::nullopt;
    base::Error error =
        base::makeError(*kind, query.value(column + 1).toString(), query.value(column + 2).toString(),
                        query.value(column + 3).toString());
    error.serviceMessage = query.value(column + 4).toString();
    error.code = query.value(column + 5).toString();
    error.requestId = query.value(column + 6).toString();
    error.httpStatus = optionalValue<int>(query.value(column + 7));
    return error;
}

ExchangeSummary summaryOf(const QSqlQuery &query)
{
    int column = 0;
    const auto next = [&] { return query.value(column++); };
    ExchangeSummary summary;
    summary.id = next().toLongLong();
    summary.conversationId = next().toString();
    summary.turnId = next().toString();
    summary.attempt = next().toInt();
    summary.connectionName = next().toString();
    summary.modelId = next().toString();
    summary.operation = next().toString();
    summary.region = next().toString();
    summary.method = next().toString().toLatin1();
    summary.url = QUrl::fromEncoded(next().toString().toLatin1(), QUrl::StrictMode);
    summary.startedUtc = QDateTime::fromMSecsSinceEpoch(next().toLongLong(), Qt::UTC);
    summary.status = optionalValue<int>(next());
    summary.headAfter = optionalTime(next());
    summary.endedAfter = optionalTime(next());
    summary.outcome = optionalValue<QString>(next());
    summary.requestBytes = next().toLongLong();
    summary.responseBytes = next().toLongLong();
    summary.complete = next().toBool();
    summary.error = errorOf(query, column);
    return summary;
}

base::Result<std::vector<BodyChunk>> chunksOf(QSqlDatabase &database, ExchangeId id)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(
        QStringLiteral("SELECT bytes, since_start_ns FROM chunk WHERE exchange_id = ? ORDER BY sequence"));
    query.addBindValue(id);
    if (!query.exec())
        return databaseError(database, QStringLiteral("Cannot read"), query.lastError());
    std::vector<BodyChunk> chunks;
    while (query.next())
        chunks.push_back({query.value(0).toByteArray(), nanoseconds(query.value(1).toLongLong())});
    if (query.lastError().isValid())
        return databaseError(database, QStringLiteral("Cannot read"), query.lastError());
    return chunks;
}

} // namespace

QByteArray Exchange::responseBody() const
{
    qsizetype size = 0;
    for (const BodyChunk &chunk : chunks)
        size += chunk.bytes.size();
    QByteArray body;
    body.reserve(size);
    for (const BodyChunk &chunk : chunks)
        body += chunk.bytes;
    return body;
}

QByteArray encodeHeaders(const HeaderList &headers)
{
    QByteArray text;
    for (const auto &[name, value] : headers)
        text += name + ": " + value + '\n'; // neither may hold a line feed in HTTP
    return text;
}

HeaderList decodeHeaders(const QByteArray &text)
{
    HeaderList headers;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (colon > 0)
            headers.append({line.left(colon), line.mid(colon + 2)});
    }
    return headers;
}

void noteDamage(const QString &path)
{
    QFile(damageNote(path)).open(QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

QStringList databaseFiles(const QString &path)
{
    return {path, path + QStringLiteral("-wal"), path + QStringLiteral("-shm"), damageNote(path)};
}

base::Result<std::unique_ptr<ExchangeDatabase>> ExchangeDatabase::open(const QString &path)
{
    if (const auto folder = base::makePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return folder.error();
    if (const auto file = base::makePrivateFile(path); !file)
        return file.error();

    std::unique_ptr<ExchangeDatabase> database(
        new ExchangeDatabase(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), base::newId())));
    if (const base::Result<void> ready = setUp(database->m_database, path); !ready)
        return ready.error();
    return database;
}

base::Result<std::unique_ptr<ExchangeDatabase>> ExchangeDatabase::openToRead(const QString &path)
{
    std::unique_ptr<ExchangeDatabase> database(
        new ExchangeDatabase(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), base::newId())));
    const auto connected = connectTo(database->m_database, path, QStringLiteral(";QSQLITE_OPEN_READONLY"));
    if (!connected)
        return connected.error();
    return database;
}

ExchangeDatabase::~ExchangeDatabase()
{
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

base::Result<Exchange> ExchangeDatabase::load(ExchangeId id)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT %1, request_headers, response_headers, bytes FROM exchange"
                                 " LEFT JOIN request_body ON exchange_id = id WHERE id = ?")
                      .arg(summaryColumns()));
    query.addBindValue(id);
    if (!query.exec())
        return databaseError(m_database, QStringLiteral("Cannot read"), query.lastError());
    if (!query.next())
        return base::makeError(base::ErrorKind::NotFound,
                               QStringLiteral("Exchange %1 is not in the history.").arg(id));
    Exchange exchange;
    exchange.summary = summaryOf(query);
    exchange.requestHeaders = decodeHeaders(query.value(QStringLiteral("request_headers")).toByteArray());
    exchange.responseHeaders = decodeHeaders(query.value(QStringLiteral("response_headers")).toByteArray());
    exchange.requestBody = query.value(QStringLiteral("bytes")).toByteArray();

    base::Result<std::vector<BodyChunk>> chunks = chunksOf(m_database, id);
    if (!chunks)
        return chunks.error();
    exchange.chunks = std::move(*chunks);
    return exchange;
}

std::vector<ExchangeSummary> ExchangeDatabase::list(const ExchangeFilter &filter)
{
    QStringList conditions;
    QVariantList values;
    if (filter.conversationId) {
        conditions << QStringLiteral("conversation_id = ?");
        values << *filter.conversationId;
    }
    if (filter.turnId) {
        conditions << QStringLiteral("turn_id = ?");
        values << *filter.turnId;
    }
    const QString where = conditions.isEmpty()
                              ? QString()
                              : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(
        QStringLiteral("SELECT %1 FROM exchange%2 ORDER BY id DESC LIMIT ?").arg(summaryColumns(), where));
    for (const QVariant &value : std::as_const(values))
        query.addBindValue(value);
    query.addBindValue(filter.limit);
    std::vector<ExchangeSummary> summaries;
    if (query.exec()) {
        while (query.next())
            summaries.push_back(summaryOf(query));
    }
    return summaries;
}

std::vector<ExchangeId> ExchangeDatabase::endedExchanges()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.exec(QStringLiteral("SELECT id FROM exchange WHERE outcome IS NOT NULL ORDER BY id DESC"));
    std::vector<ExchangeId> ended;
    while (query.next())
        ended.push_back(query.value(0).toLongLong());
    return ended;
}

std::vector<ExchangeId> ExchangeDatabase::recoverInterrupted()
{
    QSqlQuery query(m_database);
    std::vector<ExchangeId> open;
    query.exec(QStringLiteral("SELECT id, session_id FROM exchange WHERE outcome IS NULL ORDER BY id"));
    while (query.next()) {
        if (!sessionIsAlive(path(), query.value(1).toLongLong()))
            open.push_back(query.value(0).toLongLong());
    }
    query.finish();

    std::vector<ExchangeId> recovered;
    for (const ExchangeId id : open) {
        query.prepare(
            QStringLiteral("UPDATE exchange SET outcome = ?, ended_after_ns = coalesce("
                           "(SELECT max(since_start_ns) FROM chunk WHERE exchange_id = exchange.id),"
                           " head_after_ns, 0) WHERE id = ? AND outcome IS NULL"));
        query.addBindValue(QString(interruptedOutcome));
        query.addBindValue(id);
        if (query.exec() && query.numRowsAffected() == 1)
            recovered.push_back(id);
    }
    return recovered;
}

} // namespace outcrop::history
