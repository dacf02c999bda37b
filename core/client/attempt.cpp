// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/attempt.h"

namespace outcrop::client
{

namespace
{

history::HeaderList headerList(const net::HttpHeaders &headers)
{
    history::HeaderList list;
    for (const net::HttpHeader &header : headers)
        list.append({header.name, header.value});
    return list;
}

} // namespace

Attempt::Attempt(net::HttpTransport &transport, history::ExchangeStore *store, const base::Clock &clock,
                 const net::HttpRequest &request, history::ExchangeRequest record)
    : m_clock(clock), m_store(store), m_started(clock.monotonic()), m_startedUtc(clock.utcNow())
{
    record.method = request.method;
    record.url = request.url;
    record.headers = headerList(request.headers);
    record.body = request.body;
    record.startedUtc = m_startedUtc;
    if (m_store)
        m_id = m_store->begin(record);
    m_exchange = transport.open(request);
    connect(m_exchange.get(), &net::HttpExchange::headReceived, this, &Attempt::takeHead);
    connect(m_exchange.get(), &net::HttpExchange::bodyReceived, this, &Attempt::takeBody);
    connect(m_exchange.get(), &net::HttpExchange::finished, this, &Attempt::finished);
}

Attempt::~Attempt()
{
    end(QStringLiteral("stopped"), std::nullopt);
}

void Attempt::takeHead(const net::HttpResponseHead &head)
{
    m_head = head;
    m_headAfter = sinceStart();
    if (m_store)
        m_store->responseHead(m_id, head.status, headerList(head.headers), *m_headAfter);
    Q_EMIT headReceived();
}

void Attempt::takeBody(const QByteArray &bytes)
{
    if (m_store)
        m_store->bodyChunk(m_id, bytes, sinceStart());
    Q_EMIT bodyReceived(bytes);
}

void Attempt::abort()
{
    m_exchange->disconnect(this);
    m_exchange->abort();
}

void Attempt::end(const QString &outcome, const std::optional<base::Error> &error)
{
    if (m_ended)
        return;
    m_ended = true;
    if (m_store)
        m_store->end(m_id, outcome, error, sinceStart());
}

} // namespace outcrop::client
