// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>

namespace outcrop::search
{

/// One thread's connection to the index: an SQLite file (WAL, mode 0600) that can be thrown away, since it
/// holds nothing that is not in the conversations and the record of exchanges.
///
/// `source` is a conversation file or an exchange, `passage` its texts, `gram` and `short` are what is known
/// about them (terms.h): FTS5 without the text and without positions, a fraction of the size. The id of a
/// passage says how old its source is, the newest first, so that the first rows of a search are the first
/// hits and the rest need not be looked at.
class SearchDatabase
{
public:
    /// Opens or makes the index; several threads may. Error: Storage, with the code history::damagedCode when
    /// it has to be removed and made anew: damaged, of another version, or no database at all.
    static base::Result<std::unique_ptr<SearchDatabase>> open(const QString &path);
    ~SearchDatabase();
    SearchDatabase(const SearchDatabase &) = delete;
    SearchDatabase &operator=(const SearchDatabase &) = delete;

    QSqlDatabase &connection() { return m_database; }
    /// A statement to be used many times. One that cannot be prepared fails when it is used.
    QSqlQuery prepare(const char *statement);
    base::Result<void> run(const char *statement);
    base::Result<void> run(QSqlQuery &prepared);
    base::Error errorOf(const QSqlQuery &query) const;

private:
    explicit SearchDatabase(const QSqlDatabase &database) : m_database(database) {}
    base::Result<void> setUp(const QString &path);

    QSqlDatabase m_database;
};

/// Deletes an index that nobody has open.
void removeIndex(const QString &path);

/// How many ids a source has.
inline constexpr int idBits = 20;

} // namespace outcrop::search
