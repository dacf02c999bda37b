// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/callslots.h"
#include "core/client/conversejob.h"
#include "core/net/retrypolicy.h"

#include <functional>
#include <map>

namespace outcrop::client
{

/// What calls share: how far a host's clock is off, and the retry tokens of each endpoint.
class SharedState
{
public:
    /// How far this computer's clock is behind that of @p endpoint's host; 0 until it is known.
    std::chrono::milliseconds &clockOffset(const QUrl &endpoint);
    /// One for each endpoint, connection and kind of authentication.
    net::RetryQuota &quota(const ConnectionTarget &target);
    CallSlots &callSlots() { return *m_slots; }

private:
    std::map<QString, std::chrono::milliseconds> m_clockOffsets; ///< by host and port
    std::map<QString, net::RetryQuota> m_quotas;
    std::shared_ptr<CallSlots> m_slots = std::make_shared<CallSlots>();
};

/// Starts calls. Transport, store and clock must outlive it; jobs may outlive it.
class ConverseClient
{
public:
    /// @p store may be null: then nothing is recorded.
    ConverseClient(net::HttpTransport &transport, history::ExchangeStore *store, const base::Clock &clock);

    /// Starts @p call; nothing happens before the next turn of the event loop.
    std::unique_ptr<ConverseJob> start(const ConverseCall &call);

    void setRetryPolicy(const net::RetryPolicy &policy) { m_policy = policy; }
    /// A source of numbers in [0, 1) for the delays; the usual one when never called.
    void setRandom(std::function<double()> random) { m_random = std::move(random); }

private:
    net::HttpTransport &m_transport;
    history::ExchangeStore *m_store;
    const base::Clock &m_clock;
    net::RetryPolicy m_policy;
    std::function<double()> m_random;
    std::shared_ptr<SharedState> m_shared;
};

} // namespace outcrop::client
