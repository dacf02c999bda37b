// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/authorization.h"

#include "core/aws/signer.h"
#include "core/base/webaddress.h"
#include "core/history/redactor.h"

namespace outcrop::client
{

namespace
{

using base::ErrorKind;
using base::makeError;
using Auth = ConnectionTarget::Auth;

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

std::optional<base::Error> addHeader(net::HttpRequest &request, const credentials::SecretHeader &secret)
{
    const net::HttpHeader header{secret.name, secret.value.reveal()};
    if (secret.value.isEmpty() || net::headerProblem(header))
        return makeError(
            ErrorKind::Credentials,
            QStringLiteral("The value of the header \"%1\" is empty, or has a line break or stray "
                           "space in it.")
                .arg(QString::fromLatin1(secret.name)),
            QStringLiteral("Enter it again, without anything before or after."));
    net::setHeader(request.headers, header.name, header.value);
    return std::nullopt;
}

} // namespace

Authorization authorizationOf(const credentials::Resolution &resolution)
{
    Authorization authorization;
    authorization.headers = resolution.headers;
    if (!resolution.identity)
        return authorization;
    if (const auto *keys = std::get_if<aws::Credentials>(&*resolution.identity))
        authorization.keys = *keys;
    else if (const auto *bearer = std::get_if<credentials::BearerToken>(&*resolution.identity))
        authorization.token = bearer->token;
    return authorization;
}

std::optional<base::Error> resolutionProblem(const ConnectionTarget &target,
                                             const credentials::Resolution &resolution)
{
    if (resolution.error)
        return resolution.error;
    if (resolution.identity || target.auth == Auth::None)
        return std::nullopt;
    return makeError(ErrorKind::Credentials, QStringLiteral("No credentials were found."),
                     QStringLiteral("Set them, or choose another connection."));
}

std::optional<base::Error> authorize(net::HttpRequest &request, const ConnectionTarget &target,
                                     const Authorization &authorization, const QDateTime &signingTime,
                                     const QByteArray &payloadHash)
{
    for (const credentials::SecretHeader &header : authorization.headers) {
        if (const auto problem = addHeader(request, header))
            return problem;
    }
    if (target.auth == Auth::SigV4)
        return authorization.keys
                   ? sign(request, target.region, *authorization.keys, signingTime, payloadHash)
                   : missingCredentials(QStringLiteral("access key"));
    if (target.auth == Auth::Bearer)
        return authorization.token ? addToken(request, *authorization.token)
                                   : missingCredentials(QStringLiteral("API key"));
    return std::nullopt;
}

std::vector<base::SecretString> secretsOf(const ConnectionTarget &target, const Authorization &authorization)
{
    history::HeaderList extra;
    for (const net::HttpHeader &header : target.extraHeaders)
        extra.append({header.name, header.value});
    std::vector<base::SecretString> secrets = history::secretsAmong(extra);
    for (const credentials::SecretHeader &header : authorization.headers) {
        secrets.push_back(header.value);
        for (const base::SecretString &part :
             history::secretsAmong({{QByteArrayLiteral("authorization"), header.value.reveal()}}))
            secrets.push_back(part);
    }
    if (authorization.token)
        secrets.push_back(*authorization.token);
    if (!authorization.keys)
        return secrets;
    secrets.push_back(authorization.keys->secretAccessKey);
    if (authorization.keys->sessionToken)
        secrets.push_back(*authorization.keys->sessionToken);
    return secrets;
}

} // namespace outcrop::client
