// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/converseclient.h"

#include "core/base/webaddress.h"
#include "core/net/redaction.h"

#include <QRandomGenerator>

namespace outcrop::client
{

std::chrono::milliseconds &SharedState::clockOffset(const QUrl &endpoint)
{
    return m_clockOffsets[QString::fromLatin1(base::hostHeader(endpoint))];
}

net::RetryQuota &SharedState::quota(const ConnectionTarget &target)
{
    return m_quotas[QStringLiteral("%1 %2 %3")
                        .arg(net::redactedUrl(target.endpoint), target.name)
                        .arg(static_cast<int>(target.auth))];
}

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
