// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/environmentconnection.h"

#include "core/aws/endpoint.h"
#include "core/base/webaddress.h"
#include "core/connections/environmenttransport.h"
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentkeysprovider.h"
#include "core/credentials/environmentsettings.h"
#include "core/credentials/providerchain.h"
#include "core/credentials/shorttermkey.h"

namespace outcrop::connections
{

namespace
{

using Auth = client::ConnectionTarget::Auth;
using base::ErrorKind;
using base::makeError;
using Problem = std::optional<base::Error>;

const QString keyIdVariable = QStringLiteral("AWS_ACCESS_KEY_ID");
const QString secretVariable = QStringLiteral("AWS_SECRET_ACCESS_KEY");
const QString bearerVariable = QStringLiteral("AWS_BEARER_TOKEN_BEDROCK");

class Variables
{
public:
    explicit Variables(const QProcessEnvironment &environment) : m_environment(environment) {}

    QString text(const QString &name) const { return m_environment.value(name).trimmed(); }
    bool has(const QString &name) const { return !text(name).isEmpty(); }

private:
    const QProcessEnvironment &m_environment;
};

Problem findEndpoint(const aws::EndpointQuery &query, client::ConnectionTarget &target)
{
    target.region = query.region;
    const auto endpoint = aws::endpoint(query);
    if (!endpoint)
        return endpoint.error();
    target.endpoint = *endpoint;
    target.name = endpoint->host();
    if (endpoint->scheme() == QLatin1StringView("http") && !base::isLoopback(*endpoint))
        return makeError(
            ErrorKind::BadInput,
            QStringLiteral("%1 is not encrypted and leads to another computer; keys and prompts would "
                           "be readable on the way.")
                .arg(endpoint->toString()),
            QStringLiteral("Use https://. Plain http is for this computer only."));
    if (!query.region.isEmpty() && !aws::isRegionName(query.region))
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("\"%1\" is not a region name.").arg(query.region.left(80)),
                         QStringLiteral("A region looks like us-east-1."));
    return std::nullopt;
}

// A short-term key names its region; only a gateway of one's own may know better.
Problem bearerProblem(const Variables &variables, const QString &region, const base::Clock &clock)
{
    const auto key = credentials::readShortTermKey(variables.text(bearerVariable).toUtf8());
    if (!key)
        return std::nullopt;
    credentials::BearerToken token;
    token.region = key->region;
    token.expiration = key->expires;
    return credentials::bearerProblem(token, region, clock.utcNow());
}

Problem keysProblem(const Variables &variables, const QString &region)
{
    const bool id = variables.has(keyIdVariable);
    const bool secret = variables.has(secretVariable);
    if (!id && !secret)
        return makeError(
            ErrorKind::Credentials,
            QStringLiteral("The environment names no credentials: AWS_ACCESS_KEY_ID is not set."),
            QStringLiteral("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK, "
                           "and start again."));
    if (id != secret)
        return makeError(
            ErrorKind::Credentials, QStringLiteral("%1 is not set.").arg(id ? secretVariable : keyIdVariable),
            QStringLiteral("Set it beside %1 and start again.").arg(id ? keyIdVariable : secretVariable));
    if (region.isEmpty())
        return makeError(ErrorKind::BadInput, QStringLiteral("There is no region to sign for."),
                         QStringLiteral("Set AWS_REGION and start again, or give --region."));
    return std::nullopt;
}

std::shared_ptr<credentials::CredentialsProvider>
providerFor(Auth auth, const QProcessEnvironment &environment, const base::Clock &clock)
{
    std::vector<std::unique_ptr<credentials::CredentialsProvider>> providers;
    if (auth == Auth::Bearer)
        providers.push_back(std::make_unique<credentials::EnvironmentBearerProvider>(environment, clock));
    else
        providers.push_back(std::make_unique<credentials::EnvironmentKeysProvider>(environment, clock));
    return std::make_shared<credentials::ProviderChain>(std::move(providers));
}

Problem authProblem(const QProcessEnvironment &environment, const base::Clock &clock, bool ownEndpoint,
                    const client::ConnectionTarget &target)
{
    const Variables variables(environment);
    if (target.auth == Auth::SigV4)
        return keysProblem(variables, target.region);
    if (target.auth == Auth::Bearer && !ownEndpoint)
        return bearerProblem(variables, target.region, clock);
    return std::nullopt;
}

} // namespace

bool namesConnection(const QProcessEnvironment &environment)
{
    const Variables variables(environment);
    return variables.has(bearerVariable) || variables.has(keyIdVariable) || variables.has(secretVariable) ||
           !credentials::environmentSettings(environment).endpointUrl.isEmpty();
}

EnvironmentConnection environmentConnection(const QProcessEnvironment &environment, const base::Clock &clock,
                                            const EnvironmentOverrides &overrides)
{
    const auto settings = credentials::environmentSettings(environment);
    const aws::EndpointQuery query =
        credentials::endpointQuery(settings, overrides.region, overrides.endpointUrl);
    EnvironmentConnection connection;
    client::ConnectionTarget &target = connection.target;
    const bool hasBearer = Variables(environment).has(bearerVariable);
    target.auth = overrides.auth.value_or(hasBearer ? Auth::Bearer : Auth::SigV4);
    if (target.auth != Auth::None)
        target.credentials = providerFor(target.auth, environment, clock);
    connection.problem = findEndpoint(query, target);
    if (connection.problem)
        return connection;
    connection.problem = authProblem(environment, clock, !query.customUrl.isEmpty(), target);
    const auto transport = environmentTransport(environment, target.endpoint);
    if (transport)
        connection.transport = *transport;
    else if (!connection.problem)
        connection.problem = transport.error();
    return connection;
}

} // namespace outcrop::connections
