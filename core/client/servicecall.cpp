// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/servicecall.h"

#include "core/aws/hash.h"
#include "core/aws/modelurl.h"
#include "core/base/limits.h"
#include "core/client/answer.h"

namespace outcrop::client
{

namespace
{

using base::ErrorKind;
using base::makeError;
using std::chrono::milliseconds;

/// A list or a count is there at once or something is wrong.
constexpr milliseconds answerDeadline{30'000};

net::Deadlines deadlinesOf(const ConnectionTarget &target)
{
    net::Deadlines deadlines = target.deadlineChanges.appliedTo(target.deadlines.value_or(net::Deadlines{}));
    deadlines.head = answerDeadline;
    deadlines.total = 2 * answerDeadline;
    return deadlines;
}

base::Result<net::HttpRequest> plainRequest(const ServiceRequest &asked)
{
    const auto url = aws::serviceUrl(asked.target.endpoint, asked.segments, asked.query);
    if (!url)
        return url.error();
    net::HttpRequest request;
    request.method = asked.method;
    request.url = *url;
    request.headers = {{"Accept", "application/json"}};
    if (!asked.body.isEmpty())
        request.headers.push_back({"Content-Type", "application/json"});
    for (const net::HttpHeader &header : asked.target.extraHeaders)
        net::setHeader(request.headers, header.name, header.value);
    request.body = asked.body;
    request.deadlines = deadlinesOf(asked.target);
    request.maxBodyBytes = base::limits::jsonBytes;
    request.allowPlainHttp = asked.target.allowPlainHttp;
    if (const auto problem = net::requestProblem(request))
        return *problem;
    return request;
}

} // namespace

ServiceCall::ServiceCall(const ServiceRequest &request, net::HttpTransport &transport,
                         const base::Clock &clock, milliseconds clockOffset)
    : m_request(request), m_transport(transport), m_clock(clock), m_clockOffset(clockOffset)
{
    QMetaObject::invokeMethod(this, &ServiceCall::resolve, Qt::QueuedConnection);
}

ServiceCall::~ServiceCall() = default;

void ServiceCall::resolve()
{
    if (isFinished())
        return;
    if (m_request.target.auth == ConnectionTarget::Auth::None && !m_request.target.credentials) {
        send({});
        return;
    }
    if (!m_request.target.credentials) {
        settle(makeError(ErrorKind::Credentials,
                         QStringLiteral("This connection has no source of credentials."),
                         QStringLiteral("Choose one for the connection.")));
        return;
    }
    m_resolving = m_request.target.credentials->resolve();
    connect(m_resolving.get(), &credentials::ResolveJob::finished, this, &ServiceCall::resolved);
}

void ServiceCall::resolved()
{
    m_resolution = m_resolving->resolution();
    m_resolving.release()->deleteLater();
    if (const auto problem = resolutionProblem(m_request.target, m_resolution))
        settle(*problem);
    else
        send(authorizationOf(m_resolution));
}

void ServiceCall::send(const Authorization &authorization)
{
    for (const base::SecretString &secret : secretsOf(m_request.target, authorization))
        m_redactor.addSecret(secret);
    auto request = plainRequest(m_request);
    if (!request) {
        settle(request.error());
        return;
    }
    const QDateTime signingTime = m_clock.utcNow().addMSecs(m_clockOffset.count());
    const QByteArray hash = m_request.bodyHash.isEmpty() ? aws::sha256Hex(request->body) : m_request.bodyHash;
    if (const auto problem = authorize(*request, m_request.target, authorization, signingTime, hash)) {
        settle(*problem);
        return;
    }
    net::HttpTransport &transport = m_request.target.transport ? *m_request.target.transport : m_transport;
    m_exchange = transport.open(*request);
    connect(m_exchange.get(), &net::HttpExchange::headReceived, this,
            [this](const net::HttpResponseHead &head) { m_head = head; });
    connect(m_exchange.get(), &net::HttpExchange::bodyReceived, this,
            [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &net::HttpExchange::finished, this, &ServiceCall::answered);
}

void ServiceCall::answered()
{
    const auto transportError = m_exchange->error();
    if (!m_head) {
        settle(transportError.value_or(
            makeError(ErrorKind::UnexpectedAnswer, QStringLiteral("The request ended without an answer."))));
        return;
    }
    const auto parsed = json::parse(m_body);
    const bool isWhole = m_head->status == 200 && parsed.ok() && announces(*m_head, false);
    if (isWhole)
        m_answer = *parsed;
    net::HttpResponseHead head = *m_head;
    for (net::HttpHeader &header : head.headers)
        header.value = m_redactor.mask(header.value);
    std::optional<base::Error> error;
    if (!isWhole)
        error = refusal(head, m_redactor.mask(m_body), transportError);
    if (error && m_head->status == 200)
        error->kind = transportError ? transportError->kind : ErrorKind::UnexpectedAnswer;
    settle(error);
}

void ServiceCall::abort()
{
    if (isFinished())
        return;
    if (m_resolving) {
        m_resolving->disconnect(this);
        m_resolving->abort();
        m_resolving.release()->deleteLater();
    }
    settle(makeError(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
}

void ServiceCall::settle(const std::optional<base::Error> &error)
{
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
        m_exchange.release()->deleteLater(); // its signal may be what is being handled
    }
    if (error)
        m_error = m_redactor.redactError(*error);
    finishLater();
}

} // namespace outcrop::client
