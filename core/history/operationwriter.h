// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/history/exchangedatabase.h"
#include "core/history/operation.h"
#include "core/history/session.h"

#include <QHash>
#include <QSqlQuery>

namespace outcrop::history
{

/// Writes batches of operations with prepared statements. Lives on the writer's thread.
class OperationWriter
{
public:
    static base::Result<std::unique_ptr<OperationWriter>> open(const QString &path);

    /// All of @p batch in one transaction, or nothing. Syncs the disk when an exchange ends in it.
    base::Result<void> write(const std::vector<Operation> &batch);

private:
    explicit OperationWriter(std::unique_ptr<ExchangeDatabase> database);

    base::Result<void> execute(const QString &statement);
    base::Result<void> execute(QSqlQuery &prepared);
    base::Result<void> beginSession();
    base::Result<void> write(const BeginOperation &begin);
    base::Result<void> write(const HeadOperation &head);
    base::Result<void> write(const ChunkOperation &chunk);
    base::Result<void> write(const GapOperation &gap);
    base::Result<void> write(const EndOperation &end);
    base::Result<void> writeSizes();

    std::unique_ptr<ExchangeDatabase> m_database;
    SessionLock m_lock;
    qint64 m_session = 0;
    QSqlQuery m_insertExchange, m_insertBody, m_updateHead, m_insertChunk, m_updateSize, m_updateEnd;
    /// Per running exchange: its next chunk's place and its body's size; as of the last commit, and now.
    struct Progress {
        qint64 chunks = 0;
        qint64 bytes = 0;
    };
    QHash<ExchangeId, Progress> m_progress;
    QHash<ExchangeId, Progress> m_committed;
};

} // namespace outcrop::history
