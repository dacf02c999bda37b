// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/serviceurls.h"

#include "core/aws/endpoint.h"
#include "core/credentials/environmentsettings.h"

namespace outcrop::credentials
{

namespace
{

struct ServiceNames {
    QString variable;
    QString setting;
    QString host;
};

ServiceNames namesOf(IdentityService service)
{
    switch (service) {
    case IdentityService::Sts:
        return {QStringLiteral("AWS_ENDPOINT_URL_STS"), QStringLiteral("sts"), QStringLiteral("sts")};
    case IdentityService::SsoPortal:
        return {QStringLiteral("AWS_ENDPOINT_URL_SSO"), QStringLiteral("sso"), QStringLiteral("portal.sso")};
    case IdentityService::SsoOidc:
        break;
    }
    return {QStringLiteral("AWS_ENDPOINT_URL_SSO_OIDC"), QStringLiteral("sso_oidc"), QStringLiteral("oidc")};
}

bool isTrue(const QString &text)
{
    return text.trimmed().compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0;
}

QString overrideFor(const ServiceNames &names, const QProcessEnvironment &environment, const ProfileSet &set,
                    const Profile &profile)
{
    if (isTrue(environment.value(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) ||
        isTrue(profile.text(u"ignore_configured_endpoint_urls")))
        return {};
    const QString chosen = environment.value(names.variable).trimmed();
    return chosen.isEmpty() ? set.serviceEndpoint(profile, names.setting) : chosen;
}

} // namespace

base::Result<QUrl> serviceUrl(IdentityService service, const QString &region,
                              const QProcessEnvironment &environment, const ProfileSet &set,
                              const Profile &profile)
{
    const ServiceNames names = namesOf(service);
    if (const QString chosen = overrideFor(names, environment, set, profile); !chosen.isEmpty())
        return aws::parseEndpointUrl(chosen);
    if (region.isEmpty() && service == IdentityService::Sts)
        return QUrl(QStringLiteral("https://sts.amazonaws.com"), QUrl::StrictMode);
    if (!aws::isRegionName(region))
        return base::makeError(base::ErrorKind::BadInput,
                               QStringLiteral("\"%1\" is not a region name.").arg(region.left(80)),
                               QStringLiteral("A region looks like us-east-1."));
    return QUrl(QStringLiteral("https://%1.%2.%3").arg(names.host, region, aws::dnsSuffix(region)),
                QUrl::StrictMode);
}

QString regionFor(const ProviderContext &context, const Profile &profile)
{
    if (!context.region.isEmpty())
        return context.region;
    const QString region = environmentSettings(context.environment).region;
    return region.isEmpty() ? profile.text(u"region") : region;
}

QUrl withPath(const QUrl &base, const QByteArray &path, const QByteArray &query)
{
    QByteArray text = base.toEncoded();
    while (text.endsWith('/'))
        text.chop(1);
    text += path;
    if (!query.isEmpty())
        text += '?' + query;
    return QUrl::fromEncoded(text, QUrl::StrictMode);
}

} // namespace outcrop::credentials
