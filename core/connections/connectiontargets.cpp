// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectiontargets.h"

#include "core/aws/endpoint.h"
#include "core/connections/storedproviders.h"
#include "core/connections/waysout.h"
#include "core/credentials/defaultchain.h"
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentsettings.h"
#include "core/credentials/observedprovider.h"

#include <algorithm>

namespace outcrop::connections
{

namespace
{

using Auth = client::ConnectionTarget::Auth;
using base::ErrorKind;
using base::makeError;
using Provider = std::shared_ptr<credentials::CredentialsProvider>;

bool usesProfiles(const ConnectionSpec &spec)
{
    return spec.auth == AuthKind::AwsChain || spec.auth == AuthKind::AwsProfile;
}

Auth authOf(AuthKind auth)
{
    switch (auth) {
    case AuthKind::AwsChain:
    case AuthKind::AwsProfile:
    case AuthKind::AwsKeys:
        return Auth::SigV4;
    case AuthKind::BearerEnvironment:
    case AuthKind::BearerStored:
        return Auth::Bearer;
    case AuthKind::Header: // the key goes among the secret header fields
    case AuthKind::None:
        return Auth::None;
    }
    return Auth::None;
}

/// What the profile behind the connection, and for the whole chain the environment, say of region and
/// endpoint.
base::Result<credentials::EnvironmentSettings> profileSettings(const ConnectionSpec &spec,
                                                               const QProcessEnvironment &environment)
{
    using credentials::ProfileSet;
    const bool isChosen = spec.auth == AuthKind::AwsProfile;
    // An endpoint of the environment is for programs that have none of their own.
    QProcessEnvironment region;
    if (!isChosen) {
        for (const QString &name : {QStringLiteral("AWS_REGION"), QStringLiteral("AWS_DEFAULT_REGION")})
            region.insert(name, environment.value(name));
    }
    const auto set = ProfileSet::load(
        credentials::ProfileFiles::locate(environment, environment.value(QStringLiteral("HOME"))));
    if (!set)
        return set.error();
    QString name = isChosen ? spec.profile : credentials::profileFromEnvironment(environment);
    if (name.isEmpty())
        name = QStringLiteral("default");
    const credentials::Profile *profile = set->find(name);
    if (!profile && isChosen)
        return set->noSuchProfile(name);
    return credentials::environmentSettings(profile ? credentials::withProfileSettings(region, *set, *profile)
                                                    : region);
}

base::Result<void> findEndpoint(const ConnectionSpec &spec, const TargetSurroundings &with,
                                client::ConnectionTarget &target)
{
    aws::EndpointQuery query;
    query.region = spec.region;
    query.fips = spec.fips;
    query.dualStack = spec.dualStack;
    query.customUrl = spec.endpointUrl;
    if (usesProfiles(spec)) {
        const auto settings = profileSettings(spec, with.environment);
        if (!settings)
            return settings.error();
        if (query.region.isEmpty())
            query.region = settings->region;
        if (query.customUrl.isEmpty() && !spec.fips && !spec.dualStack)
            query.customUrl = settings->endpointUrl;
    }
    const auto endpoint = aws::endpoint(query);
    if (!endpoint)
        return endpoint.error();
    target.endpoint = *endpoint;
    target.region = query.region;
    if (authOf(spec.auth) == Auth::SigV4 && target.region.isEmpty())
        return makeError(ErrorKind::BadInput, QStringLiteral("There is no region to sign for."),
                         QStringLiteral("Choose one for the connection."));
    return {};
}

Provider chainFor(const ConnectionSpec &spec, const TargetSurroundings &with,
                  const net::TransportOptions &options)
{
    const auto context = credentials::contextWithTransport(options);
    context->environment = with.environment;
    context->home = with.environment.value(QStringLiteral("HOME"));
    context->region = spec.region;
    context->clock = with.clock;
    context->codes = with.codes;
    context->instanceMetadata = spec.instanceMetadata;
    return spec.auth == AuthKind::AwsProfile ? credentials::chainForProfile(context, spec.profile)
                                             : credentials::chainFromEnvironment(context);
}

Provider providerFor(const ConnectionSpec &spec, const TargetSurroundings &with,
                     const net::TransportOptions &options, const client::ConnectionTarget &target)
{
    const auto secret = [&spec](const QString &what) { return secretName(spec.id, what); };
    // A gateway may know better than a key which region it is for.
    const QString keyRegion = spec.endpointUrl.isEmpty() ? target.region : QString();
    switch (spec.auth) {
    case AuthKind::AwsChain:
    case AuthKind::AwsProfile:
        return chainFor(spec, with, options);
    case AuthKind::AwsKeys:
        return std::make_shared<StoredKeysProvider>(
            *with.secrets, spec.accessKeyId, secret(secretKeySecret()),
            spec.hasSessionToken ? secret(sessionTokenSecret()) : QString());
    case AuthKind::BearerEnvironment:
        return std::make_shared<credentials::EnvironmentBearerProvider>(with.environment, *with.clock);
    case AuthKind::BearerStored:
        return std::make_shared<StoredTokenProvider>(*with.secrets, secret(tokenSecret()), keyRegion,
                                                     *with.clock);
    case AuthKind::Header:
    case AuthKind::None:
        return nullptr;
    }
    return nullptr;
}

Provider observed(Provider provider, const ConnectionSpec &spec, const TargetSurroundings &with)
{
    if (!provider || !with.told)
        return provider;
    return std::make_shared<credentials::ObservedProvider>(
        std::move(provider),
        [told = with.told, id = spec.id](const credentials::IdentityFacts &facts) { told(id, facts); });
}

std::vector<StoredHeader> storedHeaders(const ConnectionSpec &spec)
{
    std::vector<StoredHeader> headers;
    if (spec.auth == AuthKind::Header)
        headers.push_back({spec.headerName.toUtf8(), secretName(spec.id, tokenSecret())});
    for (const ExtraHeader &header : spec.headers) {
        if (header.isSecret)
            headers.push_back({header.name.toUtf8(), secretName(spec.id, headerSecret(header.name))});
    }
    return headers;
}

client::DeadlineChanges deadlinesOf(const PhaseLimits &limits)
{
    return {limits.connect, limits.head, limits.idle, limits.total};
}

} // namespace

base::Result<client::ConnectionTarget> makeTarget(const ConnectionSpec &spec,
                                                  const TargetSurroundings &surroundings)
{
    const auto problems = problemsOf(spec);
    const auto worst = std::find_if(problems.begin(), problems.end(),
                                    [](const auto &problem) { return !problem.isWarning; });
    if (worst != problems.end())
        return makeError(ErrorKind::BadInput, worst->message,
                         QStringLiteral("Mend it in the connection's settings."));
    if (!surroundings.secrets && !secretNames(spec).isEmpty())
        return makeError(ErrorKind::Keychain, QStringLiteral("There is no keychain to take the key from."),
                         QStringLiteral("Use a connection that takes it from the environment."));
    client::ConnectionTarget target;
    target.name = spec.name;
    target.auth = authOf(spec.auth);
    if (const auto found = findEndpoint(spec, surroundings, target); !found)
        return found.error();
    const auto options = transportOf(spec, surroundings.environment);
    if (!options)
        return options.error();
    target.transport = std::make_shared<net::QtHttpTransport>(*options);
    target.credentials = observed(providerFor(spec, surroundings, *options, target), spec, surroundings);
    if (const auto headers = storedHeaders(spec); !headers.empty())
        target.credentials =
            std::make_shared<StoredHeadersProvider>(*surroundings.secrets, headers, target.credentials);
    if (options->proxyLogin)
        target.credentials = std::make_shared<StoredProxyProvider>(*surroundings.secrets,
                                                                   secretName(spec.id, proxyPasswordSecret()),
                                                                   options->proxyLogin, target.credentials);
    for (const ExtraHeader &header : spec.headers) {
        if (!header.isSecret)
            target.extraHeaders.push_back({header.name.toUtf8(), header.value.toUtf8()});
    }
    target.allowPlainHttp = spec.allowPlainHttp;
    target.plainModelPath = spec.plainModelPath;
    target.deadlineChanges = deadlinesOf(spec.limits);
    target.concurrency = spec.concurrency;
    return target;
}

base::Result<client::ConnectionTarget> ConnectionTargets::target(const ConnectionSpec &spec)
{
    const auto found = m_made.find(spec.id);
    if (found != m_made.end() && found->second.spec == spec)
        return found->second.target;
    auto made = makeTarget(spec, m_surroundings);
    if (made)
        m_made.insert_or_assign(spec.id, Made{spec, *made});
    return made;
}

} // namespace outcrop::connections
