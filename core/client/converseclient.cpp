// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/converseclient.h"

#include <QRandomGenerator>

namespace outcrop::client
{

ConverseClient::ConverseClient(net::HttpTransport &transport, history::ExchangeStore *store,
                               const base::Clock &clock)
    : m_transport(transport)
    , m_store(store)
    , m_clock(clock)
    , m_random([] { return QRandomGenerator::global()->generateDouble(); })
    , m_shared(std::make_shared<SharedState>())
{
}

std::unique_ptr<ConverseJob> ConverseClient::start(const ConverseCall &call)
{
    const ConverseJob::Surroundings surroundings{m_transport, m_store, m_clock, m_policy, m_random, m_shared};
    return std::make_unique<ConverseJob>(call, surroundings);
}

} // namespace outcrop::client
