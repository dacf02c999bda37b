// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/requestbuilder.h"

#include "core/aws/modelurl.h"
#include "core/aws/signer.h"
#include "core/base/limits.h"

namespace outcrop::client
{

namespace
{

using base::ErrorKind;
using base::makeError;
using Auth = ConnectionTarget::Auth;

/// Streams have no natural size; this only keeps a broken server from filling the memory.
constexpr qint64 longestStreamBytes = 1024LL * 1024 * 1024;

base::Error missingCredentials(const QString &what)
{
    return makeError(ErrorKind::Credentials, QStringLiteral("There is no %1 for this connection.").arg(what),
                     QStringLiteral("Set it for the connection, or choose another kind of authentication."));
}

std::optional<base::Error> sign(net::HttpRequest &request, const ConverseCall &call,
                                const aws::Credentials &keys, const QDateTime &signingTime,
                                const QByteArray &payloadHash)
{
    aws::SigningInput input;
    input.method = request.method;
    input.requestTarget = net::requestTarget(request.url);
    for (const net::HttpHeader &header : request.headers)
        input.headers.emplace_back(header.name, header.value);
    input.headers.emplace_back("Host", net::hostHeader(request.url));
    input.body = request.body;
    input.payloadHash = payloadHash;
    input.region = call.target.region.toUtf8();
    input.amzDate = aws::amzDateOf(signingTime);
    const auto signature = aws::sign(input, keys);
    if (!signature)
        return signature.error();
    request.headers.clear();
    for (const auto &[name, value] : signature->headersToSend)
        request.headers.push_back({name, value});
    return std::nullopt;
}

std::optional<base::Error> addToken(net::HttpRequest &request, const base::SecretString &token)
{
    const net::HttpHeader header{"Authorization", "Bearer " + token.reveal()};
    if (token.isEmpty() || net::headerProblem(header))
        return makeError(ErrorKind::Credentials,
                         QStringLiteral("The API key is empty, or has a line break or stray space in it."),
                         QStringLiteral("Copy it again, without anything before or after."));
    net::setHeader(request.headers, header.name, header.value);
    return std::nullopt;
}

} // namespace

QLatin1StringView operationName(bool stream)
{
    return QLatin1StringView(stream ? "converse-stream" : "converse");
}

base::Result<net::HttpRequest> buildRequest(const ConverseCall &call, const Authorization &authorization,
                                            const QDateTime &signingTime, const QByteArray &payloadHash)
{
    const auto url = aws::modelUrl(call.target.endpoint, call.modelId, operationName(call.stream));
    if (!url)
        return url.error();
    net::HttpRequest request;
    request.method = "POST";
    request.url = url.value();
    request.headers = {{"Content-Type", "application/json"},
                       {"Accept", call.stream ? "application/vnd.amazon.eventstream" : "application/json"}};
    for (const net::HttpHeader &header : call.target.extraHeaders)
        net::setHeader(request.headers, header.name, header.value);
    request.body = call.body;
    request.deadlines = call.target.deadlines.value_or(call.stream ? net::Deadlines::forStream()
                                                                   : net::Deadlines::forWholeAnswer());
    request.maxBodyBytes = call.stream ? longestStreamBytes : base::limits::jsonBytes;
    request.allowPlainHttp = call.target.allowPlainHttp;
    if (const auto problem = net::requestProblem(request))
        return *problem;

    std::optional<base::Error> problem;
    if (call.target.auth == Auth::SigV4)
        problem = authorization.keys ? sign(request, call, *authorization.keys, signingTime, payloadHash)
                                     : missingCredentials(QStringLiteral("access key"));
    else if (call.target.auth == Auth::Bearer)
        problem = authorization.token ? addToken(request, *authorization.token)
                                      : missingCredentials(QStringLiteral("API key"));
    if (problem)
        return *problem;
    return request;
}

} // namespace outcrop::client
