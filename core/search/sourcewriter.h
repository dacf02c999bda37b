// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fileidentity.h"
#include "core/search/passage.h"
#include "core/search/searchdatabase.h"

#include <QDateTime>
#include <QHash>

#include <functional>
#include <optional>

namespace outcrop::search
{

/// A conversation file or an exchange, as the index knows it.
struct Source {
    QString path; ///< of a conversation's file; empty for an exchange
    qint64 exchangeId = 0;
    QString conversationId;
    QString title;
    base::FileIdentity identity;
    QDateTime when; ///< last change, or start
};

/// Puts sources and their passages into the index. Everything happens inside a transaction of the caller's.
/// Errors of all functions: Storage, with history::damagedCode where the index has to be made anew.
class SourceWriter
{
public:
    /// @p database must live longer. @p shallStop is asked in the middle of long work, which then ends with
    /// the error Cancelled: a conversation of megabytes takes seconds, and the program may be ending.
    explicit SourceWriter(
        SearchDatabase &database, std::function<bool()> shallStop = [] { return false; });

    base::Result<QHash<QString, base::FileIdentity>> knownFiles();
    base::Result<std::vector<qint64>> knownExchanges();

    /// The source with these passages instead of those it had. Of a file those that stay are not touched.
    base::Result<void> put(const Source &source, const std::vector<Passage> &passages);
    base::Result<void> removeFile(const QString &path);
    /// Notes that a part of a request is found in this conversation. False when that was so already.
    base::Result<bool> noteSentPart(const QString &conversationId, qint64 hash);

private:
    struct Kept {
        qint64 id;
        Passage passage;
    };
    base::Result<std::optional<qint64>> baseOf(const QString &path);
    base::Result<qint64> freeBase(const QDateTime &when);
    base::Result<qint64> placeOf(const Source &source);
    base::Result<std::vector<Kept>> passagesIn(qint64 base);
    base::Result<void> insert(qint64 id, const Passage &passage);
    base::Result<void> erase(const Kept &kept);
    base::Result<void> replace(qint64 base, const std::vector<Passage> &passages);
    base::Result<void> removeSource(qint64 base);

    SearchDatabase &m_database;
    const std::function<bool()> m_shallStop;
    QSqlQuery m_findBase, m_isTaken, m_insertSource, m_deleteSource, m_passages;
    QSqlQuery m_insertPassage, m_deletePassage, m_placePassage;
    QSqlQuery m_insertGram, m_deleteGram, m_insertShort, m_deleteShort, m_insertPart;
};

} // namespace outcrop::search
