// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/fetchjob.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

constexpr qint64 mostBodyBytes = 1024 * 1024; // every answer is below 20 kB
constexpr int tooManyRequests = 429;
constexpr int notImplemented = 501;

bool mayPass(int status)
{
    return status == tooManyRequests || (status >= 500 && status != notImplemented);
}

/// An untrusted certificate does not become trusted, a proxy may lock the account after three wrong
/// passwords, and what is no answer is none the second time.
bool mayPass(const base::Error &error)
{
    return error.kind == base::ErrorKind::Network || error.kind == base::ErrorKind::Timeout ||
           error.kind == base::ErrorKind::Service;
}

} // namespace

FetchJob::FetchJob(net::HttpTransport &transport, net::HttpRequest request, const FetchPatience &patience)
    : m_transport(transport), m_request(std::move(request)), m_patience(patience)
{
    m_request.deadlines.connect = patience.deadline;
    m_request.deadlines.head = patience.deadline;
    m_request.deadlines.idle = patience.deadline;
    m_request.deadlines.total = patience.deadline;
    m_request.maxBodyBytes = mostBodyBytes;
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &FetchJob::start);
    start();
}

void FetchJob::abort()
{
    if (isFinished())
        return;
    m_wait.stop();
    m_error = base::makeError(base::ErrorKind::Cancelled, QStringLiteral("The request was stopped."));
    finishLater();
    if (m_exchange)
        m_exchange->abort();
}

void FetchJob::start()
{
    ++m_attempt;
    m_error.reset();
    m_status = 0;
    m_body.clear();
    m_exchange = m_transport.open(m_request);
    connect(m_exchange.get(), &net::HttpExchange::headReceived, this,
            [this](const net::HttpResponseHead &head) { m_status = head.status; });
    connect(m_exchange.get(), &net::HttpExchange::bodyReceived, this,
            [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &net::HttpExchange::finished, this, &FetchJob::ended);
}

void FetchJob::ended()
{
    if (isFinished())
        return;
    m_error = m_exchange->error();
    m_exchange.release()->deleteLater(); // it is in the emission of finished()
    const bool again = m_error ? mayPass(*m_error) : mayPass(m_status);
    if (again && m_attempt < m_patience.attempts) {
        m_wait.start(m_patience.wait * (1 << (m_attempt - 1)));
        return;
    }
    finishLater();
}

} // namespace outcrop::credentials
