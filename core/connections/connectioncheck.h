// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/converseclient.h"
#include "core/client/listmodelsjob.h"
#include "core/net/socketprobe.h"

namespace outcrop::connections
{

/// One thing that has to be right before a connection can be used.
struct CheckedStep {
    enum class Kind { Name, Connect, Proxy, Tls, Clock, Credentials, List, OneToken };
    enum class State { Waiting, Running, Ok, Warning, Failed, Skipped };

    Kind kind = Kind::Name;
    State state = State::Waiting;
    QString detail; ///< what was seen, without any secret
    std::optional<std::chrono::milliseconds> took;
    std::optional<base::Error> error; ///< of a step that failed, or only warns
};

/// What a check works on.
struct CheckRequest {
    client::ConnectionTarget target;
    net::TransportOptions transport;  ///< those the target's requests go by
    client::ListModelsRequest list;   ///< how its models are asked for
    QString modelId;                  ///< of the call of one token; empty: that step is skipped
    QStringList profilePrefixes = {}; ///< of model ids (catalog::splitModelId())
    bool isAws = true;                ///< permissions are AWS's to give, not a gateway's
};

/// Takes a connection apart: name, connection, the proxy if there is one, TLS, clock, credentials, list of
/// models, and a call of one token (which is billed as one). A step that fails skips those that need it; the
/// list alone may fail without anything else being wrong, so it only warns. changed() follows each step; each
/// has its own deadline.
class ConnectionCheck final : public base::Job
{
    Q_OBJECT

public:
    /// @p client and what it works with must outlive the check.
    ConnectionCheck(const CheckRequest &request, net::HttpTransport &transport,
                    client::ConverseClient &client, const base::Clock &clock);
    ~ConnectionCheck() override;

    void abort() override;

    const std::vector<CheckedStep> &steps() const { return m_steps; }
    /// What helps with the first step that failed; empty when none did.
    QString advice() const;
    /// A policy (JSON) with what was denied to the call of one token; empty when nothing was.
    QString policy() const;

Q_SIGNALS:
    void changed();

private:
    CheckedStep &step(CheckedStep::Kind kind);
    void begin(CheckedStep::Kind kind);
    void pass(CheckedStep::Kind kind, CheckedStep::State state, const QString &detail,
              const std::optional<base::Error> &error = std::nullopt);
    void fail(CheckedStep::Kind kind, const base::Error &error);
    void takeProbe();
    void checkClock();
    void takeClock();
    void checkCredentials();
    void takeCredentials();
    void checkList();
    void takeList();
    void checkOneToken();
    void takeOneToken();
    void end();

    CheckRequest m_request;
    net::HttpTransport &m_transport;
    client::ConverseClient &m_client;
    const base::Clock &m_clock;
    std::vector<CheckedStep> m_steps;
    std::chrono::nanoseconds m_begun{0};
    QDateTime m_asked;
    net::SocketProbe m_probe;
    std::unique_ptr<client::ServiceCall> m_call;
    std::unique_ptr<credentials::ResolveJob> m_resolving;
    std::unique_ptr<client::ListModelsJob> m_list;
    std::unique_ptr<client::ConverseJob> m_oneToken;
};

/// Lines a person can pass on: one a step, and the advice. No secret is in them.
QString reportOf(const QString &connectionName, const std::vector<CheckedStep> &steps, const QString &advice);
/// "Name", "Connect", "Proxy", "TLS", "Clock", "Credentials", "List models", "One token".
QString stepTitle(CheckedStep::Kind kind);

} // namespace outcrop::connections
