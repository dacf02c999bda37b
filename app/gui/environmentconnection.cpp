// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/environmentconnection.h"

#include "core/aws/endpoint.h"

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
    bool isTrue(const QString &name) const { return text(name).compare("true"_L1, Qt::CaseInsensitive) == 0; }
    QString firstOf(const QString &name, const QString &other) const
    {
        const QString value = text(name);
        return value.isEmpty() ? text(other) : value;
    }

private:
    const QProcessEnvironment &m_environment;
};

QString customUrl(const Variables &variables)
{
    if (variables.isTrue(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s))
        return {};
    return variables.firstOf(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, u"AWS_ENDPOINT_URL"_s);
}

base::Error missing(const char *message, const char *advice, base::ErrorKind kind)
{
    return base::makeError(kind, QCoreApplication::translate("EnvironmentConnection", message),
                           QCoreApplication::translate("EnvironmentConnection", advice));
}

std::optional<base::Error> authProblem(const Variables &variables, const EnvironmentConnection &connection)
{
    if (connection.auth == EnvironmentConnection::Auth::Bearer)
        return std::nullopt;
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
    const bool bearer = variables.has(u"AWS_BEARER_TOKEN_BEDROCK"_s);
    const QString custom = customUrl(variables);
    if (!bearer && custom.isEmpty() && !variables.has(u"AWS_ACCESS_KEY_ID"_s) &&
        !variables.has(u"AWS_SECRET_ACCESS_KEY"_s))
        return std::nullopt;

    EnvironmentConnection connection;
    connection.auth = bearer ? EnvironmentConnection::Auth::Bearer : EnvironmentConnection::Auth::SigV4;
    connection.region = variables.firstOf(u"AWS_REGION"_s, u"AWS_DEFAULT_REGION"_s);
    aws::EndpointQuery query;
    query.region = connection.region;
    query.customUrl = custom;
    query.fips = variables.isTrue(u"AWS_USE_FIPS_ENDPOINT"_s);
    query.dualStack = variables.isTrue(u"AWS_USE_DUALSTACK_ENDPOINT"_s);
    const auto endpoint = aws::endpoint(query);
    if (!endpoint.ok())
        connection.problem = endpoint.error();
    else
        connection.endpoint = endpoint.value();
    if (!connection.problem)
        connection.problem = authProblem(variables, connection);
    return connection;
}

} // namespace outcrop::app
