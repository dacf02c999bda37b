// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/history/operation.h"
#include "core/history/redactor.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace outcrop::history
{

class OperationWriter;

/// The thread that takes operations, masks secrets in them and writes them in batches, one transaction each.
///
/// A batch is written 100 ms after its first operation, so that scheduling and the disk have 150 ms left of
/// the 250 ms that may be lost; beginnings and ends are written at once. A batch that fails stays in memory
/// and is tried again every second.
class ExchangeWriter
{
public:
    /// Called on the writer's thread.
    struct Events {
        std::function<void(const std::vector<ExchangeId> &)> written;
        std::function<void(const base::Error &)> failed; ///< once, when a run of failures begins
        std::function<void()> restored;                  ///< once, when it is over
    };

    ExchangeWriter(QString path, Events events);
    /// Writes what is left, if the disk lets it, and stops.
    ~ExchangeWriter();

    void post(Operation operation);
    void registerSecret(const base::SecretString &secret);
    /// Waits until everything posted before is written; false when it is not after @p patience, or at once
    /// while the disk fails.
    bool waitUntilWritten(std::chrono::milliseconds patience);

private:
    using Instant = std::chrono::steady_clock::time_point;

    void run();
    /// Sleeps until a batch is due and takes it; false when the thread shall end and nothing is left.
    bool takeBatch();
    void prepareBatch(std::vector<Operation> operations);
    void prepareChunk(ChunkOperation chunk);
    void writeBatch(OperationWriter &writer);
    void noteFailure(const base::Error &error);

    const QString m_path;
    const Events m_events;

    // Shared, under m_mutex.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_progress;
    std::vector<Operation> m_queue;
    Redactor m_sharedRedactor;
    Instant m_due{};       ///< when the queue is to be written
    quint64 m_posted = 0;  ///< operations ever posted
    quint64 m_written = 0; ///< of these, written
    qint64 m_waitingBytes = 0;
    bool m_stuck = false; ///< the last attempt to write failed
    bool m_stopping = false;
    bool m_urgent = false;

    // The writer thread's own.
    Redactor m_redactor;
    std::map<ExchangeId, StreamMask> m_masks;
    std::vector<Operation> m_batch; ///< masked, not yet written
    quint64 m_batchPosted = 0;      ///< m_posted when the batch was taken
    bool m_failing = false;

    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace outcrop::history
