// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/history/exchangestore.h"
#include "core/net/httptransport.h"

namespace outcrop::client
{

/// One request over a transport, written into the exchange store as it goes: bytes first, meaning later.
class Attempt : public QObject
{
    Q_OBJECT

public:
    /// @p store may be null. @p record says what the store needs beside the request; it is completed here.
    Attempt(net::HttpTransport &transport, history::ExchangeStore *store, const base::Clock &clock,
            const net::HttpRequest &request, history::ExchangeRequest record);
    /// Records the outcome "stopped" if end() was never called.
    ~Attempt() override;

    history::ExchangeId exchangeId() const { return m_id; } ///< 0 without a store
    const std::optional<net::HttpResponseHead> &head() const { return m_head; }
    int status() const { return m_head ? m_head->status : 0; } ///< 0 before the head
    std::optional<base::Error> transportError() const { return m_exchange->error(); }
    bool requestMayHaveArrived() const { return m_exchange->requestMayHaveArrived(); }

    std::chrono::nanoseconds sinceStart() const { return m_clock.monotonic() - m_started; }
    std::optional<std::chrono::nanoseconds> headAfter() const { return m_headAfter; }
    const QDateTime &startedUtc() const { return m_startedUtc; }

    /// Closes the connection; finished() does not follow.
    void abort();
    /// Writes the outcome; once.
    void end(const QString &outcome, const std::optional<base::Error> &error);

Q_SIGNALS:
    void headReceived();
    void bodyReceived(const QByteArray &bytes);
    void finished();

private:
    void takeHead(const net::HttpResponseHead &head);
    void takeBody(const QByteArray &bytes);

    const base::Clock &m_clock;
    history::ExchangeStore *m_store;
    history::ExchangeId m_id = 0;
    std::chrono::nanoseconds m_started;
    QDateTime m_startedUtc;
    std::unique_ptr<net::HttpExchange> m_exchange;
    std::optional<net::HttpResponseHead> m_head;
    std::optional<std::chrono::nanoseconds> m_headAfter;
    bool m_ended = false;
};

} // namespace outcrop::client
