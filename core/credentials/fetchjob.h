// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/net/httptransport.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace outcrop::credentials
{

/// How often and how long something small is fetched.
struct FetchPatience {
    int attempts = 3; ///< in all; a further one after a fault of the network, a deadline, a 429 or a 5xx
    std::chrono::milliseconds deadline = std::chrono::seconds(10);  ///< of one attempt
    std::chrono::milliseconds wait = std::chrono::milliseconds(50); ///< before the second; doubles
};

/// One small answer, read whole: the way every provider talks to a service. The request's own deadlines and
/// size limit are replaced. After finished(): error(), or status() and body() of whatever was answered.
class FetchJob final : public base::Job
{
    Q_OBJECT

public:
    FetchJob(net::HttpTransport &transport, net::HttpRequest request, const FetchPatience &patience);

    void abort() override;

    /// The transport's fault after the last attempt; Cancelled after abort(). Its kinds are those of
    /// net::HttpExchange::error().
    const std::optional<base::Error> &error() const { return m_error; }
    int status() const { return m_status; }
    const QByteArray &body() const { return m_body; }

private:
    void start();
    void ended();

    net::HttpTransport &m_transport;
    net::HttpRequest m_request;
    FetchPatience m_patience;
    int m_attempt = 0;
    QTimer m_wait;
    std::unique_ptr<net::HttpExchange> m_exchange;
    std::optional<base::Error> m_error;
    int m_status = 0;
    QByteArray m_body;
};

} // namespace outcrop::credentials
