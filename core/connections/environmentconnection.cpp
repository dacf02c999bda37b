// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/environmentconnection.h"

#include "core/aws/endpoint.h"
#include "core/base/webaddress.h"
#include "core/connections/waysout.h"
#include "core/credentials/defaultchain.h"
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentsettings.h"
#include "core/credentials/profilefacts.h"
#include "core/credentials/shorttermkey.h"

#include <utility>

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

/// The profile that keys may come from, and what it adds to the environment.
struct ChosenProfile {
    QString name; ///< empty when there is none
    bool hasCredentials = false;
    QProcessEnvironment environment; ///< with the profile's settings
    Problem problem;
};

bool hasSourceBesideProfiles(const Variables &variables)
{
    return variables.has(keyIdVariable) || variables.has(secretVariable) ||
           variables.has(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE")) ||
           variables.has(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI")) ||
           variables.has(QStringLiteral("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
}

QString homeOf(const QProcessEnvironment &environment)
{
    return environment.value(QStringLiteral("HOME"));
}

ChosenProfile chooseProfile(const QProcessEnvironment &environment, const QString &chosen)
{
    ChosenProfile profile;
    profile.environment = environment;
    const auto set =
        credentials::ProfileSet::load(credentials::ProfileFiles::locate(environment, homeOf(environment)));
    if (!set) {
        profile.problem = set.error();
        return profile;
    }
    const QString named = chosen.isEmpty() ? credentials::profileFromEnvironment(environment) : chosen;
    const credentials::Profile *found = set->find(named.isEmpty() ? QStringLiteral("default") : named);
    if (!found) {
        if (!named.isEmpty())
            profile.problem = set->noSuchProfile(named);
        return profile;
    }
    const auto facts = credentials::profileFacts(*set, *found);
    profile.name = found->name;
    profile.hasCredentials = facts.kind != credentials::ProfileKind::Nothing || !facts.problem.isEmpty();
    profile.environment = credentials::withProfileSettings(environment, *set, *found);
    return profile;
}

Problem keysProblem(const Variables &variables, const QString &region, const ChosenProfile &profile,
                    bool isProfileChosen)
{
    const bool id = !isProfileChosen && variables.has(keyIdVariable);
    const bool secret = !isProfileChosen && variables.has(secretVariable);
    if (id != secret)
        return makeError(
            ErrorKind::Credentials, QStringLiteral("%1 is not set.").arg(id ? secretVariable : keyIdVariable),
            QStringLiteral("Set it beside %1 and start again.").arg(id ? keyIdVariable : secretVariable));
    if (!profile.hasCredentials && !hasSourceBesideProfiles(variables))
        return makeError(
            ErrorKind::Credentials,
            QStringLiteral("Neither the environment nor an AWS profile names credentials."),
            QStringLiteral("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_BEARER_TOKEN_BEDROCK or "
                           "AWS_PROFILE, and start again."));
    if (region.isEmpty())
        return makeError(ErrorKind::BadInput, QStringLiteral("There is no region to sign for."),
                         QStringLiteral("Set AWS_REGION and start again, or give --region."));
    return std::nullopt;
}

std::shared_ptr<credentials::CredentialsProvider>
providerFor(Auth auth, const QProcessEnvironment &environment, const base::Clock &clock,
            const EnvironmentOverrides &overrides, const QProcessEnvironment &withProfile)
{
    if (auth == Auth::Bearer)
        return std::make_shared<credentials::EnvironmentBearerProvider>(environment, clock);
    // The token services are always reached over https; what is wrong with it is said for the endpoint.
    const auto options = environmentTransport(withProfile, QUrl(QStringLiteral("https://sts.amazonaws.com")));
    const auto context = credentials::contextWithTransport(options.valueOr({}));
    context->environment = environment;
    context->home = homeOf(environment);
    context->region = overrides.region;
    context->clock = &clock;
    context->codes = overrides.codes;
    return overrides.profile.isEmpty() ? credentials::chainFromEnvironment(context)
                                       : credentials::chainForProfile(context, overrides.profile);
}

Problem authProblem(const QProcessEnvironment &environment, const base::Clock &clock, bool ownEndpoint,
                    const client::ConnectionTarget &target, const ChosenProfile &profile,
                    bool isProfileChosen)
{
    const Variables variables(environment);
    if (target.auth == Auth::SigV4)
        return keysProblem(variables, target.region, profile, isProfileChosen);
    if (target.auth == Auth::Bearer && !ownEndpoint)
        return bearerProblem(variables, target.region, clock);
    return std::nullopt;
}

} // namespace

bool namesConnection(const QProcessEnvironment &environment)
{
    const Variables variables(environment);
    return variables.has(bearerVariable) || hasSourceBesideProfiles(variables) ||
           !credentials::environmentSettings(environment).endpointUrl.isEmpty() ||
           !credentials::profileFromEnvironment(environment).isEmpty() ||
           chooseProfile(environment, {}).hasCredentials;
}

EnvironmentConnection environmentConnection(const QProcessEnvironment &environment, const base::Clock &clock,
                                            const EnvironmentOverrides &overrides)
{
    const bool hasBearer = overrides.profile.isEmpty() && Variables(environment).has(bearerVariable);
    EnvironmentConnection connection;
    client::ConnectionTarget &target = connection.target;
    target.auth = overrides.auth.value_or(hasBearer ? Auth::Bearer : Auth::SigV4);
    const ChosenProfile profile = chooseProfile(environment, overrides.profile);
    const Variables variables(environment);
    const bool hasKeys =
        overrides.profile.isEmpty() && (variables.has(keyIdVariable) || variables.has(secretVariable));
    if (target.auth == Auth::SigV4 && !hasKeys)
        connection.profile = profile.name;
    const auto settings = credentials::environmentSettings(profile.environment);
    const aws::EndpointQuery query =
        credentials::endpointQuery(settings, overrides.region, overrides.endpointUrl);
    if (target.auth != Auth::None)
        target.credentials = providerFor(target.auth, environment, clock, overrides, profile.environment);
    if (!hasKeys)
        connection.problem = target.auth == Auth::SigV4 ? profile.problem : std::nullopt;
    if (!connection.problem)
        connection.problem = findEndpoint(query, target);
    if (connection.problem)
        return connection;
    connection.problem = authProblem(environment, clock, !query.customUrl.isEmpty(), target, profile,
                                     !overrides.profile.isEmpty());
    const auto transport = environmentTransport(profile.environment, target.endpoint);
    if (transport)
        connection.transport = *transport;
    else if (!connection.problem)
        connection.problem = transport.error();
    return connection;
}

} // namespace outcrop::connections
