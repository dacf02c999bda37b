// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <vector>

namespace outcrop::history
{

/// How a database is made, and how one of an older version becomes one of the newest.
struct Schema {
    using Statements = std::vector<const char *>;

    Statements creation;                ///< of the newest version, in an empty file
    std::vector<Statements> migrations; ///< at place N: from version N+1 to N+2

    /// The version these statements lead to; kept in SQLite's user_version.
    int version() const { return 1 + static_cast<int>(migrations.size()); }
};

/// The schema this program writes.
const Schema &currentSchema();

/// SQLite's application_id of our files: "OutC".
inline constexpr int schemaApplicationId = 0x4F757443;

/// Codes of the errors below, beside the symbolic names of system errors.
inline constexpr QLatin1StringView damagedCode("damaged");
inline constexpr QLatin1StringView foreignCode("foreign");
inline constexpr QLatin1StringView newerCode("newer");

/// Brings an open database to the version of @p schema: creates it when empty, migrates an older one after a
/// backup ("PATH.backup-vN") was made. Errors of kind Storage, with one of the codes above where it fits.
base::Result<void> ensureSchema(QSqlDatabase &database, const Schema &schema = currentSchema());

/// What SQLite said, as an Error naming the file. @p attempt is a clause such as "Cannot write to".
base::Error databaseError(const QSqlDatabase &database, const QString &attempt, const QSqlError &error);

/// Whether a row was refused because of what it says, and not because the file cannot be written.
bool isConstraintViolation(const QSqlError &error);

} // namespace outcrop::history
