// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/exchangewriter.h"

#include "core/base/logging.h"
#include "core/history/operationwriter.h"
#include "core/history/schema.h"

#include <algorithm>

namespace outcrop::history
{

namespace
{

using namespace std::chrono_literals;

constexpr auto gatherTime = 100ms;
constexpr auto retryTime = 1s;
/// More than the longest answer that is likely (a few MiB) many times over.
constexpr qint64 mostWaitingBytes = 64LL * 1024 * 1024;

/// What an operation keeps in memory, roughly.
qint64 weight(const Operation &operation)
{
    constexpr qint64 fixed = 200;
    if (const auto *chunk = std::get_if<ChunkOperation>(&operation))
        return fixed + chunk->chunk.bytes.size();
    if (const auto *begin = std::get_if<BeginOperation>(&operation))
        return fixed + begin->request.body.size();
    return fixed;
}

ExchangeId idOf(const Operation &operation)
{
    return std::visit([](const auto &one) { return one.id; }, operation);
}

} // namespace

ExchangeWriter::ExchangeWriter(QString path, Events events)
    : m_path(std::move(path)), m_events(std::move(events)), m_thread([this] { run(); })
{
}

ExchangeWriter::~ExchangeWriter()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ExchangeWriter::post(Operation operation)
{
    const bool urgent =
        std::holds_alternative<BeginOperation>(operation) || std::holds_alternative<EndOperation>(operation);
    const qint64 bytes = weight(operation);
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waitingBytes + bytes > mostWaitingBytes && std::holds_alternative<ChunkOperation>(operation)) {
            const ExchangeId id = idOf(operation);
            operation = GapOperation{id};
            if (!m_queue.empty() && std::holds_alternative<GapOperation>(m_queue.back()) &&
                idOf(m_queue.back()) == id)
                return;
        }
        m_waitingBytes += weight(operation);
        if (m_queue.empty())
            m_due = std::chrono::steady_clock::now() + gatherTime;
        m_queue.push_back(std::move(operation));
        ++m_posted;
        m_urgent = m_urgent || urgent;
    }
    m_wake.notify_one();
}

void ExchangeWriter::registerSecret(const base::SecretString &secret)
{
    const std::scoped_lock lock(m_mutex);
    m_sharedRedactor.addSecret(secret);
}

bool ExchangeWriter::waitUntilWritten(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    const quint64 goal = m_posted;
    m_urgent = true;
    m_wake.notify_one();
    m_progress.wait_for(lock, patience, [&] { return m_written >= goal || m_stuck; });
    return m_written >= goal;
}

void ExchangeWriter::run()
{
    std::unique_ptr<OperationWriter> writer;
    while (takeBatch()) {
        if (!writer) {
            auto opened = OperationWriter::open(m_path);
            if (opened)
                writer = std::move(*opened);
            else
                noteFailure(opened.error());
        }
        if (writer)
            writeBatch(*writer);
        const std::scoped_lock lock(m_mutex);
        if (m_stopping && m_failing)
            break; // tried once more in vain
    }
}

bool ExchangeWriter::takeBatch()
{
    std::unique_lock lock(m_mutex);
    if (m_failing) {
        m_wake.wait_for(lock, retryTime, [this] { return m_stopping; });
    } else {
        m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
        m_wake.wait_until(lock, m_due, [this] { return m_stopping || m_urgent; });
    }
    std::vector<Operation> operations = std::exchange(m_queue, {});
    m_redactor = m_sharedRedactor;
    m_batchPosted = m_posted;
    m_urgent = false;
    const bool finished = m_stopping && operations.empty() && m_batch.empty();
    lock.unlock();
    if (!finished)
        prepareBatch(std::move(operations));
    return !finished;
}

void ExchangeWriter::prepareBatch(std::vector<Operation> operations)
{
    for (Operation &operation : operations) {
        if (auto *begin = std::get_if<BeginOperation>(&operation)) {
            begin->safeUrl = m_redactor.redactUrl(begin->request.url);
            begin->request.headers = m_redactor.redactHeaders(std::move(begin->request.headers));
            begin->request.body = m_redactor.mask(std::move(begin->request.body));
        } else if (auto *head = std::get_if<HeadOperation>(&operation)) {
            head->headers = m_redactor.redactHeaders(std::move(head->headers));
        } else if (auto *chunk = std::get_if<ChunkOperation>(&operation)) {
            prepareChunk(std::move(*chunk));
            continue;
        } else if (auto *end = std::get_if<EndOperation>(&operation)) {
            for (BodyChunk &rest : m_masks[end->id].finish(m_redactor))
                m_batch.push_back(ChunkOperation{end->id, std::move(rest)});
            m_masks.erase(end->id);
            if (end->error)
                end->error = m_redactor.redactError(std::move(*end->error));
        }
        m_batch.push_back(std::move(operation));
    }
}

void ExchangeWriter::prepareChunk(ChunkOperation chunk)
{
    for (BodyChunk &safe : m_masks[chunk.id].feed(m_redactor, std::move(chunk.chunk)))
        m_batch.push_back(ChunkOperation{chunk.id, std::move(safe)});
}

void ExchangeWriter::writeBatch(OperationWriter &writer)
{
    const base::Result<void> done = m_batch.empty() ? base::Result<void>() : writer.write(m_batch);
    if (!done) {
        noteFailure(done.error());
        return;
    }
    std::vector<ExchangeId> ids;
    qint64 bytes = 0;
    for (const Operation &operation : m_batch) {
        bytes += weight(operation);
        if (std::ranges::find(ids, idOf(operation)) == ids.end())
            ids.push_back(idOf(operation));
    }
    m_batch.clear();
    {
        const std::scoped_lock lock(m_mutex);
        m_written = m_batchPosted;
        m_stuck = false;
        m_waitingBytes = std::max<qint64>(0, m_waitingBytes - bytes);
    }
    m_progress.notify_all();
    if (!ids.empty())
        m_events.written(ids);
    if (std::exchange(m_failing, false))
        m_events.restored();
}

void ExchangeWriter::noteFailure(const base::Error &error)
{
    if (std::exchange(m_failing, true))
        return;
    qCWarning(lcStore).noquote() << error.message << error.detail;
    {
        const std::scoped_lock lock(m_mutex);
        m_stuck = true;
    }
    m_progress.notify_all();
    if (error.code == damagedCode)
        noteDamage(m_path);
    m_events.failed(error);
}

} // namespace outcrop::history
