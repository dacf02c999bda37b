// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/operationwriter.h"

#include "core/base/logging.h"
#include "core/history/schema.h"

#include <QVariant>

#include <algorithm>
#include <unistd.h>

namespace outcrop::history
{

namespace
{

QVariant nullable(const std::optional<int> &value)
{
    return value ? QVariant(*value) : QVariant();
}

/// A text column that is never NULL: a null QString would be.
QString present(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

QByteArray present(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArrayLiteral("") : bytes;
}

} // namespace

base::Result<std::unique_ptr<OperationWriter>> OperationWriter::open(const QString &path)
{
    base::Result<std::unique_ptr<ExchangeDatabase>> database = ExchangeDatabase::open(path);
    if (!database)
        return database.error();
    return std::unique_ptr<OperationWriter>(new OperationWriter(std::move(*database)));
}

OperationWriter::OperationWriter(std::unique_ptr<ExchangeDatabase> database)
    : m_database(std::move(database))
    , m_insertExchange(m_database->connection())
    , m_insertBody(m_database->connection())
    , m_updateHead(m_database->connection())
    , m_insertChunk(m_database->connection())
    , m_updateSize(m_database->connection())
    , m_updateEnd(m_database->connection())
{
    m_insertExchange.prepare(
        QStringLiteral("INSERT INTO exchange (id, session_id, conversation_id, turn_id, attempt, "
                       "connection_name, model_id, operation,"
                       " region, method, url, started_utc_ms, request_bytes, request_headers)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    m_insertBody.prepare(QStringLiteral("INSERT INTO request_body (exchange_id, bytes) VALUES (?, ?)"));
    m_updateHead.prepare(QStringLiteral(
        "UPDATE exchange SET status = ?, head_after_ns = ?, response_headers = ? WHERE id = ?"));
    m_insertChunk.prepare(QStringLiteral(
        "INSERT INTO chunk (exchange_id, sequence, since_start_ns, bytes) VALUES (?, ?, ?, ?)"));
    m_updateSize.prepare(QStringLiteral("UPDATE exchange SET response_bytes = ? WHERE id = ?"));
    m_updateEnd.prepare(QStringLiteral("UPDATE exchange SET outcome = ?, ended_after_ns = ?, error_kind = ?, "
                                       "error_message = ?, error_advice = ?,"
                                       " error_detail = ?, error_service_message = ?, error_code = ?, "
                                       "error_request_id = ?, error_http_status = ?"
                                       " WHERE id = ?"));
}

base::Result<void> OperationWriter::execute(const QString &statement)
{
    QSqlQuery query(m_database->connection());
    if (!query.exec(statement))
        return databaseError(m_database->connection(), QStringLiteral("Cannot write to"), query.lastError());
    return {};
}

base::Result<void> OperationWriter::execute(QSqlQuery &prepared)
{
    if (!prepared.exec()) {
        const base::Error error =
            databaseError(m_database->connection(), QStringLiteral("Cannot write to"), prepared.lastError());
        if (!isConstraintViolation(prepared.lastError()))
            return error;
        // Trying again cannot help, and one row must not keep all later ones from being written.
        qCWarning(lcStore).noquote() << "row dropped:" << error.message << error.detail;
    }
    prepared.finish();
    return {};
}

base::Result<void> OperationWriter::beginSession()
{
    QSqlQuery query(m_database->connection());
    query.prepare(QStringLiteral("INSERT INTO session (process_id, started_utc_ms) VALUES (?, ?)"));
    query.addBindValue(static_cast<qint64>(::getpid()));
    query.addBindValue(QDateTime::currentMSecsSinceEpoch());
    if (const base::Result<void> done = execute(query); !done)
        return done;
    m_session = query.lastInsertId().toLongLong();
    // Before the first exchange of the session can be seen by anybody. An earlier try that was rolled back
    // may still hold the lock of the same number.
    m_lock = SessionLock();
    m_lock = SessionLock(m_database->path(), m_session);
    return {};
}

base::Result<void> OperationWriter::write(const std::vector<Operation> &batch)
{
    const bool ends = std::ranges::any_of(
        batch, [](const Operation &operation) { return std::holds_alternative<EndOperation>(operation); });
    // FULL syncs the log at the commit (https://www.sqlite.org/pragma.html#pragma_synchronous); without it a
    // killed process loses nothing, only a machine that loses power does.
    base::Result<void> done = execute(ends ? QStringLiteral("PRAGMA synchronous = FULL")
                                           : QStringLiteral("PRAGMA synchronous = NORMAL"));
    if (done)
        done = execute(QStringLiteral("BEGIN IMMEDIATE"));
    if (!done)
        return done;
    const qint64 sessionBefore = m_session;
    if (m_session == 0)
        done = beginSession();
    for (const Operation &operation : batch) {
        if (done)
            done = std::visit([this](const auto &one) { return write(one); }, operation);
    }
    if (done)
        done = writeSizes();
    if (done)
        done = execute(QStringLiteral("COMMIT"));
    if (!done) {
        QSqlQuery(m_database->connection()).exec(QStringLiteral("ROLLBACK"));
        m_session = sessionBefore;
        m_progress = m_committed;
        return done;
    }
    for (const Operation &operation : batch) {
        if (const auto *end = std::get_if<EndOperation>(&operation))
            m_progress.remove(end->id);
    }
    m_committed = m_progress;
    return {};
}

base::Result<void> OperationWriter::write(const BeginOperation &begin)
{
    const ExchangeRequest &request = begin.request;
    int place = 0;
    m_insertExchange.bindValue(place++, begin.id);
    m_insertExchange.bindValue(place++, m_session);
    m_insertExchange.bindValue(place++, present(request.conversationId));
    m_insertExchange.bindValue(place++, present(request.turnId));
    m_insertExchange.bindValue(place++, request.attempt);
    m_insertExchange.bindValue(place++, present(request.connectionName));
    m_insertExchange.bindValue(place++, present(request.modelId));
    m_insertExchange.bindValue(place++, present(request.operation));
    m_insertExchange.bindValue(place++, present(request.region));
    m_insertExchange.bindValue(place++, present(QString::fromLatin1(request.method)));
    m_insertExchange.bindValue(place++, present(QString::fromLatin1(begin.safeUrl)));
    m_insertExchange.bindValue(place++, request.startedUtc.toMSecsSinceEpoch());
    m_insertExchange.bindValue(place++, request.body.size());
    m_insertExchange.bindValue(place++, present(encodeHeaders(request.headers)));
    if (const base::Result<void> done = execute(m_insertExchange); !done)
        return done;
    m_progress.insert(begin.id, {});

    m_insertBody.bindValue(0, begin.id);
    m_insertBody.bindValue(1, present(request.body));
    return execute(m_insertBody);
}

base::Result<void> OperationWriter::write(const HeadOperation &head)
{
    m_updateHead.bindValue(0, head.status);
    m_updateHead.bindValue(1, static_cast<qint64>(head.sinceStart.count()));
    m_updateHead.bindValue(2, present(encodeHeaders(head.headers)));
    m_updateHead.bindValue(3, head.id);
    return execute(m_updateHead);
}

base::Result<void> OperationWriter::write(const ChunkOperation &chunk)
{
    Progress &progress = m_progress[chunk.id];
    m_insertChunk.bindValue(0, chunk.id);
    m_insertChunk.bindValue(1, progress.chunks++);
    m_insertChunk.bindValue(2, static_cast<qint64>(chunk.chunk.sinceStart.count()));
    m_insertChunk.bindValue(3, present(chunk.chunk.bytes));
    progress.bytes += chunk.chunk.bytes.size();
    return execute(m_insertChunk);
}

base::Result<void> OperationWriter::write(const GapOperation &gap)
{
    QSqlQuery query(m_database->connection());
    query.prepare(QStringLiteral("UPDATE exchange SET complete = 0 WHERE id = ?"));
    query.addBindValue(gap.id);
    return execute(query);
}

base::Result<void> OperationWriter::write(const EndOperation &end)
{
    const base::Error none;
    const base::Error &error = end.error.value_or(none);
    int place = 0;
    m_updateEnd.bindValue(place++, end.outcome);
    m_updateEnd.bindValue(place++, static_cast<qint64>(end.sinceStart.count()));
    m_updateEnd.bindValue(place++, end.error ? QVariant(base::errorKindName(error.kind)) : QVariant());
    for (const QString &text :
         {error.message, error.advice, error.detail, error.serviceMessage, error.code, error.requestId})
        m_updateEnd.bindValue(place++, end.error ? QVariant(text) : QVariant());
    m_updateEnd.bindValue(place++, nullable(error.httpStatus));
    m_updateEnd.bindValue(place++, end.id);
    return execute(m_updateEnd);
}

base::Result<void> OperationWriter::writeSizes()
{
    base::Result<void> done;
    for (auto one = m_progress.cbegin(); done && one != m_progress.cend(); ++one) {
        if (one->bytes == m_committed.value(one.key()).bytes)
            continue;
        m_updateSize.bindValue(0, one->bytes);
        m_updateSize.bindValue(1, one.key());
        done = execute(m_updateSize);
    }
    return done;
}

} // namespace outcrop::history
