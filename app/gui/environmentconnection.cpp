// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/environmentconnection.h"

#include "core/credentials/environmentsettings.h"
#include "core/credentials/shorttermkey.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;

class Variables
{
public:
    explicit Variables(const QProcessEnvironment &environment) : m_environment(environment) {}

    QString text(const QString &name) const { return m_environment.value(name).trimmed(); }
    bool has(const QString &name) const { return !text(name).isEmpty(); }

private:
    const QProcessEnvironment &m_environment;
};

base::Error missing(const char *message, const char *advice, base::ErrorKind kind)
{
    return base::makeError(kind, QCoreApplication::translate("EnvironmentConnection", message),
                           QCoreApplication::translate("EnvironmentConnection", advice));
}

// A short-term key names its region; only a gateway of one's own may know better.
std::optional<base::Error> keyProblem(const Variables &variables, const QString &region)
{
    const auto key = credentials::readShortTermKey(variables.text(u"AWS_BEARER_TOKEN_BEDROCK"_s).toUtf8());
    if (!key)
        return std::nullopt;
    credentials::BearerToken token;
    token.region = key->region;
    return credentials::bearerProblem(token, region, {});
}

std::optional<base::Error> authProblem(const Variables &variables, const EnvironmentConnection &connection,
                                       bool ownEndpoint)
{
    if (connection.auth == EnvironmentConnection::Auth::Bearer)
        return ownEndpoint ? std::nullopt : keyProblem(variables, connection.region);
    const bool id = variables.has(u"AWS_ACCESS_KEY_ID"_s);
    const bool secret = variables.has(u"AWS_SECRET_ACCESS_KEY"_s);
    if (!id && !secret)
        return missing(
            "The environment names an endpoint but no credentials",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK, and start again.",
            base::ErrorKind::Credentials);
    if (!id)
        return missing("AWS_ACCESS_KEY_ID is not set", "Set it beside AWS_SECRET_ACCESS_KEY and start again.",
                       base::ErrorKind::Credentials);
    if (!secret)
        return missing("AWS_SECRET_ACCESS_KEY is not set", "Set it beside AWS_ACCESS_KEY_ID and start again.",
                       base::ErrorKind::Credentials);
    if (connection.region.isEmpty())
        return missing("AWS_REGION is not set, and a signature needs a region", "Set it and start again.",
                       base::ErrorKind::BadInput);
    return std::nullopt;
}

} // namespace

std::optional<EnvironmentConnection> environmentConnection(const QProcessEnvironment &environment)
{
    const Variables variables(environment);
    const credentials::EnvironmentSettings settings = credentials::environmentSettings(environment);
    const bool bearer = variables.has(u"AWS_BEARER_TOKEN_BEDROCK"_s);
    if (!bearer && settings.endpointUrl.isEmpty() && !variables.has(u"AWS_ACCESS_KEY_ID"_s) &&
        !variables.has(u"AWS_SECRET_ACCESS_KEY"_s))
        return std::nullopt;

    EnvironmentConnection connection;
    connection.auth = bearer ? EnvironmentConnection::Auth::Bearer : EnvironmentConnection::Auth::SigV4;
    connection.region = settings.region;
    const auto endpoint = aws::endpoint(credentials::endpointQuery(settings));
    if (!endpoint.ok())
        connection.problem = endpoint.error();
    else
        connection.endpoint = endpoint.value();
    if (!connection.problem)
        connection.problem = authProblem(variables, connection, !settings.endpointUrl.isEmpty());
    return connection;
}

} // namespace outcrop::app
