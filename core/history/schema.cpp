// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/schema.h"

#include "core/base/fileerror.h"

#include <QFile>
#include <QSqlQuery>
#include <QVariant>

namespace outcrop::history
{

namespace
{

// Result codes of https://www.sqlite.org/rescode.html; the driver gives them as text.
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteConstraint = 19;
constexpr int sqliteNotADatabase = 26;

/// The primary code in the low byte of an extended one.
int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

// Times are nanoseconds since the start of the exchange; NULL is "not yet" or "none".
const Schema::Statements creation{
    R"(CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        process_id INTEGER NOT NULL,
        started_utc_ms INTEGER NOT NULL))",
    R"(CREATE TABLE exchange (
        id INTEGER PRIMARY KEY,
        session_id INTEGER NOT NULL,
        conversation_id TEXT NOT NULL,
        turn_id TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        connection_name TEXT NOT NULL,
        model_id TEXT NOT NULL,
        operation TEXT NOT NULL,
        region TEXT NOT NULL,
        method TEXT NOT NULL,
        url TEXT NOT NULL,
        started_utc_ms INTEGER NOT NULL,
        status INTEGER,
        head_after_ns INTEGER,
        ended_after_ns INTEGER,
        outcome TEXT,
        error_kind TEXT,
        error_message TEXT,
        error_advice TEXT,
        error_detail TEXT,
        error_service_message TEXT,
        error_code TEXT,
        error_request_id TEXT,
        error_http_status INTEGER,
        request_bytes INTEGER NOT NULL,
        response_bytes INTEGER NOT NULL DEFAULT 0,
        complete INTEGER NOT NULL DEFAULT 1,
        request_headers BLOB NOT NULL,
        response_headers BLOB))",
    "CREATE TABLE request_body (exchange_id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    R"(CREATE TABLE chunk (
        id INTEGER PRIMARY KEY,
        exchange_id INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        since_start_ns INTEGER NOT NULL,
        bytes BLOB NOT NULL))",
    "CREATE UNIQUE INDEX chunk_order ON chunk (exchange_id, sequence)",
    "CREATE INDEX exchange_conversation ON exchange (conversation_id, id)",
    "CREATE INDEX exchange_turn ON exchange (turn_id, id)",
    "CREATE INDEX exchange_open ON exchange (session_id) WHERE outcome IS NULL",
};

base::Result<void> run(QSqlDatabase &database, const QString &statement)
{
    QSqlQuery query(database);
    if (!query.exec(statement))
        return databaseError(database, QStringLiteral("Cannot prepare"), query.lastError());
    return {};
}

base::Result<int> number(QSqlDatabase &database, const QString &question)
{
    QSqlQuery query(database);
    if (!query.exec(question) || !query.next())
        return databaseError(database, QStringLiteral("Cannot open"), query.lastError());
    return query.value(0).toInt();
}

/// Runs @p statements, sets the version and commits, or rolls back.
base::Result<void> runTogether(QSqlDatabase &database, const Schema::Statements &statements, int version)
{
    base::Result<void> done = run(database, QStringLiteral("BEGIN IMMEDIATE"));
    for (const char *statement : statements) {
        if (done)
            done = run(database, QString::fromLatin1(statement));
    }
    if (done)
        done = run(database, QStringLiteral("PRAGMA user_version = %1").arg(version));
    if (done)
        done = run(database, QStringLiteral("PRAGMA application_id = %1").arg(schemaApplicationId));
    if (done)
        done = run(database, QStringLiteral("COMMIT"));
    if (!done)
        QSqlQuery(database).exec(QStringLiteral("ROLLBACK"));
    return done;
}

base::Result<void> migrate(QSqlDatabase &database, const Schema &schema, int from)
{
    const QString backup = QStringLiteral("%1.backup-v%2").arg(database.databaseName()).arg(from);
    if (!QFile::exists(backup)) {
        QString quoted = backup;
        quoted.replace(u'\'', QStringLiteral("''"));
        if (const auto saved = run(database, QStringLiteral("VACUUM INTO '%1'").arg(quoted)); !saved)
            return saved;
        QFile::setPermissions(backup, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    Schema::Statements statements;
    for (size_t step = static_cast<size_t>(from - 1); step < schema.migrations.size(); ++step)
        statements.insert(statements.end(), schema.migrations[step].begin(), schema.migrations[step].end());
    return runTogether(database, statements, schema.version());
}

base::Error refusal(const QSqlDatabase &database, QLatin1StringView code, const QString &reason,
                    const QString &advice)
{
    base::Error error =
        base::fileError(QStringLiteral("Cannot open"), database.databaseName(), reason, advice);
    error.code = code;
    return error;
}

} // namespace

base::Error databaseError(const QSqlDatabase &database, const QString &attempt, const QSqlError &error)
{
    const int code = primaryCode(error);
    const bool damaged = code == sqliteCorrupt || code == sqliteNotADatabase;
    QString advice = QStringLiteral("Check the disk and the permissions of the file.");
    if (code == sqliteFull)
        advice = QStringLiteral("Free some space there.");
    else if (damaged)
        advice =
            QStringLiteral("Start Outcrop again: it will put the damaged file aside and begin a new one.");
    base::Error result = base::fileError(attempt, database.databaseName(), error.databaseText(), advice);
    if (damaged)
        result.code = damagedCode;
    result.detail = QStringLiteral("SQLite result %1").arg(error.nativeErrorCode());
    return result;
}

bool isConstraintViolation(const QSqlError &error)
{
    return primaryCode(error) == sqliteConstraint;
}

const Schema &currentSchema()
{
    static const Schema schema{creation, {}};
    return schema;
}

base::Result<void> ensureSchema(QSqlDatabase &database, const Schema &schema)
{
    const base::Result<int> version = number(database, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return version.error();
    const base::Result<int> application = number(database, QStringLiteral("PRAGMA application_id"));
    const base::Result<int> tables = number(database, QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    if (!tables)
        return tables.error();

    if (*version == 0 && *tables == 0)
        return runTogether(database, schema.creation, schema.version());
    if (application.valueOr(0) != schemaApplicationId)
        return refusal(database, foreignCode, QStringLiteral("it is another program's database"),
                       QStringLiteral("Give another path, or move that file away."));
    if (*version > schema.version())
        return refusal(database, newerCode, QStringLiteral("a newer Outcrop wrote it"),
                       QStringLiteral("Use that version, or move the file away to begin a new one."));
    if (*version < schema.version())
        return migrate(database, schema, *version);
    return {};
}

} // namespace outcrop::history
