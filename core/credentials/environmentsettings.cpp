// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/environmentsettings.h"

#include <initializer_list>
#include <tuple>
#include <utility>

namespace outcrop::credentials
{

namespace
{

bool isTrue(const QProcessEnvironment &environment, const QString &name)
{
    return environment.value(name).trimmed().compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0;
}

/// The first variable that is not empty, as name and value.
std::pair<QString, QString> firstOf(const QProcessEnvironment &environment,
                                    std::initializer_list<QString> names)
{
    for (const QString &name : names) {
        const QString value = environment.value(name).trimmed();
        if (!value.isEmpty())
            return {name, value};
    }
    return {};
}

} // namespace

EnvironmentSettings environmentSettings(const QProcessEnvironment &environment, aws::Plane plane)
{
    EnvironmentSettings settings;
    std::tie(settings.regionVariable, settings.region) =
        firstOf(environment, {QStringLiteral("AWS_REGION"), QStringLiteral("AWS_DEFAULT_REGION")});
    if (!isTrue(environment, QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
        const QString own = plane == aws::Plane::Runtime ? QStringLiteral("AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
                                                         : QStringLiteral("AWS_ENDPOINT_URL_BEDROCK");
        std::tie(settings.endpointVariable, settings.endpointUrl) =
            firstOf(environment, {own, QStringLiteral("AWS_ENDPOINT_URL")});
    }
    settings.fips = isTrue(environment, QStringLiteral("AWS_USE_FIPS_ENDPOINT"));
    settings.dualStack = isTrue(environment, QStringLiteral("AWS_USE_DUALSTACK_ENDPOINT"));
    settings.caBundle = environment.value(QStringLiteral("AWS_CA_BUNDLE")).trimmed();
    return settings;
}

QProcessEnvironment withProfileSettings(QProcessEnvironment environment, const ProfileSet &set,
                                        const Profile &profile)
{
    const EnvironmentSettings own = environmentSettings(environment);
    const auto fill = [&environment](const QString &name, const QString &value) {
        if (environment.value(name).trimmed().isEmpty() && !value.isEmpty())
            environment.insert(name, value);
    };
    if (own.region.isEmpty())
        fill(QStringLiteral("AWS_REGION"), profile.text(u"region"));
    fill(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
         profile.text(u"ignore_configured_endpoint_urls"));
    if (own.endpointUrl.isEmpty()) {
        const QString ofService = set.serviceEndpoint(profile, u"bedrock_runtime");
        fill(QStringLiteral("AWS_ENDPOINT_URL_BEDROCK_RUNTIME"),
             ofService.isEmpty() ? profile.text(u"endpoint_url") : ofService);
    }
    fill(QStringLiteral("AWS_USE_FIPS_ENDPOINT"), profile.text(u"use_fips_endpoint"));
    fill(QStringLiteral("AWS_USE_DUALSTACK_ENDPOINT"), profile.text(u"use_dualstack_endpoint"));
    fill(QStringLiteral("AWS_CA_BUNDLE"), profile.text(u"ca_bundle"));
    return environment;
}

aws::EndpointQuery endpointQuery(const EnvironmentSettings &settings, const QString &region,
                                 const QString &endpointUrl, aws::Plane plane)
{
    aws::EndpointQuery query;
    query.region = region.isEmpty() ? settings.region : region;
    query.customUrl = endpointUrl.isEmpty() ? settings.endpointUrl : endpointUrl;
    query.fips = settings.fips;
    query.dualStack = settings.dualStack;
    query.plane = plane;
    return query;
}

} // namespace outcrop::credentials
