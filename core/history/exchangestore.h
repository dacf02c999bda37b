// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretstring.h"
#include "core/history/exchange.h"

#include <QObject>

#include <functional>
#include <memory>

namespace outcrop::history
{

class ExchangeDatabase;
class ExchangeWriter;

/// Every HTTP attempt as it crossed the wire, in SQLite (WAL), secrets taken out before anything is written.
///
/// Call order: begin, responseHead, bodyChunk any number of times, end. All four return at once: a thread of
/// the store's own writes what arrived at most 250 ms later, whatever the caller's thread is doing, and syncs
/// the disk when an exchange ends. What was written survives a killed process; recoverInterrupted() finds it.
///
/// When the disk fails the store keeps what arrived in memory (64 MiB), says so with failed(), tries again
/// every second and says restored() when all is written. Callers need not care.
///
/// Files: the database, its -wal and -shm, and an -owners file of locks; all mode 0600.
class ExchangeStore : public QObject
{
    Q_OBJECT

public:
    /// Opens or creates the store at @p path; missing folders are made with mode 0700.
    ///
    /// A damaged file is renamed aside and a new one begun: see notice(). Errors (all Storage): the folder or
    /// file cannot be written; the file is another program's database (code "foreign") or was written by a
    /// newer Outcrop (code "newer"): both are left untouched. The application can run without a store.
    static base::Result<std::unique_ptr<ExchangeStore>> open(const QString &path);
    ~ExchangeStore() override;

    /// What the user should know about opening: a damaged file was put aside, and where it is now.
    std::optional<base::Error> notice() const { return m_notice; }

    /// A value that must not reach the disk in any header, URL, error text or body from now on.
    void registerSecret(const base::SecretString &secret);

    ExchangeId begin(const ExchangeRequest &request);
    void responseHead(ExchangeId id, int status, const HeaderList &headers,
                      std::chrono::nanoseconds sinceStart);
    void bodyChunk(ExchangeId id, const QByteArray &bytes, std::chrono::nanoseconds sinceStart);
    /// @p outcome is a stable word such as "complete", "incomplete", "stopped", "error".
    void end(ExchangeId id, const QString &outcome, const std::optional<base::Error> &error,
             std::chrono::nanoseconds sinceStart);

    /// Waits until everything told so far is in the database, at most @p patience. False when it is not.
    bool flush(std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// Everything about one exchange, also while it runs. Error NotFound, or Storage. Waits up to a second
    /// for the writer, and so for the disk: not for the thread of a window.
    base::Result<Exchange> load(ExchangeId id);
    /// What reads one exchange as it is in the database when it is called, without waiting for the rest:
    /// changed() says when there is more. To be called on any thread but a window's, as a body may have 33
    /// MB; also when this store is gone. Error NotFound, or Storage.
    using Reading = std::function<base::Result<Exchange>()>;
    Reading reading(ExchangeId id) const;
    /// Newest first. Empty also when the database cannot be read.
    std::vector<ExchangeSummary> list(const ExchangeFilter &filter = {});

    /// Gives the outcome "interrupted" to every exchange that a dead process left open; its end is the
    /// arrival of its last byte. The caller folds what load() gives for them. Oldest first.
    std::vector<ExchangeId> recoverInterrupted();

Q_SIGNALS:
    /// More of this exchange is in the database now.
    void changed(outcrop::history::ExchangeId id);
    void failed(const outcrop::base::Error &error);
    void restored();

private:
    explicit ExchangeStore(const QString &path, std::unique_ptr<ExchangeDatabase> database);

    std::unique_ptr<ExchangeDatabase> m_database; ///< this thread's connection, for reading
    std::unique_ptr<ExchangeWriter> m_writer;
    std::optional<base::Error> m_notice;
    ExchangeId m_lastId = 0;
};

} // namespace outcrop::history
