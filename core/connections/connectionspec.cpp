// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionspec.h"

namespace outcrop::connections
{

QString secretName(const QString &id, const QString &what)
{
    return QStringLiteral("connection/%1/%2").arg(id, what);
}

QString tokenSecret()
{
    return QStringLiteral("token");
}

QString secretKeySecret()
{
    return QStringLiteral("secret-access-key");
}

QString sessionTokenSecret()
{
    return QStringLiteral("session-token");
}

QString headerSecret(const QString &headerName)
{
    return QStringLiteral("header/") + headerName.toLower();
}

QString proxyPasswordSecret()
{
    return QStringLiteral("proxy-password");
}

bool hasProxyLogin(const ConnectionSpec &spec)
{
    return spec.proxy == ProxyKind::Manual && !spec.proxyUser.isEmpty();
}

QStringList secretNames(const ConnectionSpec &spec)
{
    QStringList whats;
    if (spec.auth == AuthKind::BearerStored || spec.auth == AuthKind::Header)
        whats += tokenSecret();
    if (spec.auth == AuthKind::AwsKeys)
        whats += secretKeySecret();
    if (spec.auth == AuthKind::AwsKeys && spec.hasSessionToken)
        whats += sessionTokenSecret();
    for (const ExtraHeader &header : spec.headers) {
        if (header.isSecret)
            whats += headerSecret(header.name);
    }
    if (hasProxyLogin(spec))
        whats += proxyPasswordSecret();
    QStringList names;
    for (const QString &what : whats)
        names += secretName(spec.id, what);
    return names;
}

QLatin1StringView kindName(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Simulator:
        return QLatin1StringView("simulator");
    case ConnectionKind::Environment:
        return QLatin1StringView("environment");
    case ConnectionKind::Aws:
        return QLatin1StringView("aws");
    case ConnectionKind::Gateway:
        return QLatin1StringView("gateway");
    }
    return {};
}

QLatin1StringView authName(AuthKind auth)
{
    switch (auth) {
    case AuthKind::AwsChain:
        return QLatin1StringView("chain");
    case AuthKind::AwsProfile:
        return QLatin1StringView("profile");
    case AuthKind::AwsKeys:
        return QLatin1StringView("keys");
    case AuthKind::BearerEnvironment:
        return QLatin1StringView("bearer-environment");
    case AuthKind::BearerStored:
        return QLatin1StringView("bearer");
    case AuthKind::Header:
        return QLatin1StringView("header");
    case AuthKind::None:
        return QLatin1StringView("none");
    }
    return {};
}

QLatin1StringView proxyKindName(ProxyKind proxy)
{
    switch (proxy) {
    case ProxyKind::System:
        return QLatin1StringView("system");
    case ProxyKind::Manual:
        return QLatin1StringView("manual");
    case ProxyKind::None:
        return QLatin1StringView("none");
    }
    return {};
}

} // namespace outcrop::connections
