// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/requestbuilder.h"

#include "core/aws/modelurl.h"
#include "core/aws/signer.h"
#include "core/base/limits.h"
#include "core/base/webaddress.h"

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

std::optional<base::Error> sign(net::HttpRequest &request, const QString &region,
                                const aws::Credentials &keys, const QDateTime &signingTime,
                                const QByteArray &payloadHash)
{
    aws::SigningInput input;
    input.method = request.method;
    input.requestTarget = base::requestTarget(request.url);
    for (const net::HttpHeader &header : request.headers)
        input.headers.emplace_back(header.name, header.value);
    input.headers.emplace_back("Host", base::hostHeader(request.url));
    input.body = request.body;
    input.payloadHash = payloadHash;
    input.region = region.toUtf8();
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

Authorization authorizationOf(const credentials::Identity &identity)
{
    Authorization authorization;
    if (const auto *keys = std::get_if<aws::Credentials>(&identity))
        authorization.keys = *keys;
    else if (const auto *bearer = std::get_if<credentials::BearerToken>(&identity))
        authorization.token = bearer->token;
    return authorization;
}

std::optional<base::Error> authorize(net::HttpRequest &request, const ConnectionTarget &target,
                                     const Authorization &authorization, const QDateTime &signingTime,
                                     const QByteArray &payloadHash)
{
    if (target.auth == Auth::SigV4)
        return authorization.keys
                   ? sign(request, target.region, *authorization.keys, signingTime, payloadHash)
                   : missingCredentials(QStringLiteral("access key"));
    if (target.auth == Auth::Bearer)
        return authorization.token ? addToken(request, *authorization.token)
                                   : missingCredentials(QStringLiteral("API key"));
    return std::nullopt;
}

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

    if (const auto problem = authorize(request, call.target, authorization, signingTime, payloadHash))
        return *problem;
    return request;
}

} // namespace outcrop::client
