// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/job.h"
#include "core/client/conversecall.h"
#include "core/client/requestbuilder.h"
#include "core/history/redactor.h"
#include "core/json/json.h"
#include "core/net/httptransport.h"

#include <chrono>
#include <utility>
#include <vector>

namespace outcrop::client
{

/// A small request beside Converse: listing models, counting tokens, testing a connection.
struct ServiceRequest {
    ConnectionTarget target; ///< endpoint of the plane that is meant
    QByteArray method = "GET";
    std::vector<QString> segments; ///< of the path after the endpoint's own, not yet encoded
    std::vector<std::pair<QString, QString>> query = {};
    QByteArray body = {};     ///< JSON, or empty
    QByteArray bodyHash = {}; ///< its SHA-256 in hex, where that is known already; else it is made
};

/// Sends one ServiceRequest once: credentials, signature, request, answer. Not repeated and not recorded as
/// an exchange; whoever asked can ask again. finished() is never emitted from inside the call that started
/// it.
///
/// Errors: as of ConverseJob; UnexpectedAnswer for a 200 whose body is no JSON. What the server repeats of
/// the call's secrets is masked.
class ServiceCall final : public base::Job
{
    Q_OBJECT

public:
    ServiceCall(const ServiceRequest &request, net::HttpTransport &transport, const base::Clock &clock,
                std::chrono::milliseconds clockOffset = {});
    ~ServiceCall() override;

    void abort() override;

    /// Null until finished, and with an error.
    const json::Json &answer() const { return m_answer; }
    const std::optional<base::Error> &error() const { return m_error; }
    /// The head of the answer, also of a refusal; nothing when none came.
    const std::optional<net::HttpResponseHead> &head() const { return m_head; }
    /// The search for credentials, once it has ended.
    const credentials::Resolution &resolution() const { return m_resolution; }

private:
    void resolve();
    void resolved();
    void send(const Authorization &authorization);
    void answered();
    void settle(const std::optional<base::Error> &error);

    ServiceRequest m_request;
    net::HttpTransport &m_transport;
    const base::Clock &m_clock;
    std::chrono::milliseconds m_clockOffset;
    std::unique_ptr<credentials::ResolveJob> m_resolving;
    credentials::Resolution m_resolution;
    std::unique_ptr<net::HttpExchange> m_exchange;
    history::Redactor m_redactor;
    std::optional<net::HttpResponseHead> m_head;
    QByteArray m_body;
    json::Json m_answer;
    std::optional<base::Error> m_error;
};

} // namespace outcrop::client
