// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/history/exchange.h"

#include <QSqlDatabase>

#include <memory>

namespace outcrop::history
{

/// One thread's connection to the database file. Every use must come from the thread that opened it.
class ExchangeDatabase
{
public:
    /// Creates the file (0600) and its folders (0700) where they are missing, and brings the schema up to
    /// date.
    static base::Result<std::unique_ptr<ExchangeDatabase>> open(const QString &path);
    /// To read a database that is there: nothing is made, brought up to date or looked through.
    static base::Result<std::unique_ptr<ExchangeDatabase>> openToRead(const QString &path);
    ~ExchangeDatabase();
    ExchangeDatabase(const ExchangeDatabase &) = delete;
    ExchangeDatabase &operator=(const ExchangeDatabase &) = delete;

    QString path() const { return m_database.databaseName(); }
    QSqlDatabase &connection() { return m_database; }

    base::Result<Exchange> load(ExchangeId id);
    std::vector<ExchangeSummary> list(const ExchangeFilter &filter);
    /// Everything that does not change any more, newest first. Empty also when it cannot be read.
    std::vector<ExchangeId> endedExchanges();
    /// See ExchangeStore::recoverInterrupted().
    std::vector<ExchangeId> recoverInterrupted();

private:
    explicit ExchangeDatabase(const QSqlDatabase &database) : m_database(database) {}

    QSqlDatabase m_database;
};

/// Header fields as one text, a line each, and back.
QByteArray encodeHeaders(const HeaderList &headers);
HeaderList decodeHeaders(const QByteArray &text);

/// Notes beside the database that its inside was found damaged, which open() alone would not see: the next
/// open() looks through all of it, and gives the error "damaged" if that is so.
void noteDamage(const QString &path);

/// Names of the database file and of everything SQLite and the store keep beside it.
QStringList databaseFiles(const QString &path);

} // namespace outcrop::history
