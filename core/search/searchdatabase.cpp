// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchdatabase.h"

#include "core/base/ids.h"
#include "core/base/privatefolder.h"
#include "core/history/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <mutex>

namespace outcrop::search
{

namespace
{

constexpr int version = 1;

const char *const creation[] = {
    "BEGIN IMMEDIATE",
    R"(CREATE TABLE source (
        base INTEGER PRIMARY KEY,
        path TEXT,
        exchange INTEGER,
        conversation TEXT NOT NULL,
        title TEXT NOT NULL,
        device INTEGER NOT NULL DEFAULT 0,
        inode INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        modified_ns INTEGER NOT NULL DEFAULT 0))",
    "CREATE UNIQUE INDEX source_path ON source (path) WHERE path IS NOT NULL",
    "CREATE UNIQUE INDEX source_exchange ON source (exchange) WHERE exchange IS NOT NULL",
    "CREATE INDEX source_conversation ON source (conversation) WHERE path IS NOT NULL",
    R"(CREATE TABLE passage (
        id INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        turn_id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        text TEXT NOT NULL))",
    "CREATE TABLE sent_part (conversation TEXT, hash INTEGER, PRIMARY KEY (conversation, hash)) WITHOUT "
    "ROWID",
    R"(CREATE VIRTUAL TABLE gram USING fts5 (
        text, content='', tokenize='trigram', detail=none, columnsize=0))",
    R"(CREATE VIRTUAL TABLE short USING fts5 (
        forms, content='', tokenize='ascii', detail=none, columnsize=0))",
};

} // namespace

base::Result<std::unique_ptr<SearchDatabase>> SearchDatabase::open(const QString &path)
{
    static std::mutex oneAtATime; // two must not both make the tables
    const std::scoped_lock lock(oneAtATime);
    if (const auto folder = base::makePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return folder.error();
    if (const auto file = base::makePrivateFile(path); !file)
        return file.error();
    std::unique_ptr<SearchDatabase> database(
        new SearchDatabase(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), base::newId())));
    if (const auto ready = database->setUp(path); !ready)
        return ready.error();
    return database;
}

base::Result<void> SearchDatabase::setUp(const QString &path)
{
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return history::databaseError(m_database, QStringLiteral("Cannot open"), m_database.lastError());
    for (const char *pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -16000"}) {
        if (const auto done = run(pragma); !done)
            return done;
    }
    QSqlQuery found(m_database);
    if (!found.exec(QStringLiteral("SELECT (SELECT count(*) FROM sqlite_schema), user_version FROM "
                                   "pragma_user_version")) ||
        !found.next())
        return errorOf(found);
    const int tables = found.value(0).toInt();
    const int foundVersion = found.value(1).toInt();
    found.finish();
    if (tables > 0 && foundVersion == version)
        return {};
    if (tables > 0) { // of another version: as good as damaged
        base::Error other = errorOf(found);
        other.code = history::damagedCode;
        return other;
    }
    for (const char *statement : creation) {
        if (const auto done = run(statement); !done)
            return done;
    }
    if (const auto done = run("PRAGMA user_version = 1"); !done)
        return done;
    return run("COMMIT");
}

SearchDatabase::~SearchDatabase()
{
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

QSqlQuery SearchDatabase::prepare(const char *statement)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QString::fromLatin1(statement));
    return query;
}

base::Result<void> SearchDatabase::run(const char *statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromLatin1(statement)))
        return errorOf(query);
    return {};
}

base::Result<void> SearchDatabase::run(QSqlQuery &prepared)
{
    if (!prepared.exec())
        return errorOf(prepared);
    return {};
}

base::Error SearchDatabase::errorOf(const QSqlQuery &query) const
{
    base::Error error =
        history::databaseError(m_database, QStringLiteral("Cannot search in"), query.lastError());
    // SQLITE_CORRUPT_VTAB and what FTS5 says of its own tables.
    if (query.lastError().databaseText().contains(QLatin1StringView("malformed")))
        error.code = history::damagedCode;
    if (error.code == history::damagedCode)
        error.advice = QStringLiteral("It is made anew from the conversations.");
    return error;
}

void removeIndex(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1StringView(suffix));
}

} // namespace outcrop::search
