// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/waysout.h"

#include "core/base/regularfile.h"
#include "core/credentials/environmentsettings.h"

namespace outcrop::connections
{

namespace
{

/// The bundle of a whole system has about 220 kB.
constexpr qint64 mostBundleBytes = 16 * 1024 * 1024;

} // namespace

base::Result<QList<QSslCertificate>> certificatesOf(const QString &path, const QString &name)
{
    const auto bundle = base::RegularFile::read(path, mostBundleBytes);
    if (!bundle) {
        base::Error error = bundle.error();
        error.message =
            QStringLiteral("%1 names certificates that cannot be used. %2").arg(name, error.message);
        error.advice = QStringLiteral("Name a PEM file that can be read, or none.");
        return error;
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(bundle->bytes, QSsl::Pem);
    if (certificates.isEmpty())
        return base::makeError(base::ErrorKind::BadInput,
                               QStringLiteral("%1 names %2, which holds no certificate.").arg(name, path),
                               QStringLiteral("Name a PEM file, or none."));
    return certificates;
}

base::Result<net::TransportOptions> environmentTransport(const QProcessEnvironment &environment,
                                                         const QUrl &endpoint)
{
    net::TransportOptions options;
    const auto proxies = net::ProxyRules::fromEnvironment(environment);
    if (!proxies)
        return proxies.error();
    options.proxies = *proxies;
    const QString bundle = credentials::environmentSettings(environment).caBundle;
    if (bundle.isEmpty() || endpoint.scheme() != QLatin1StringView("https"))
        return options;
    const auto certificates = certificatesOf(bundle, QStringLiteral("AWS_CA_BUNDLE"));
    if (!certificates)
        return certificates.error();
    options.extraCertificates = *certificates;
    return options;
}

base::Result<net::ProxyRules> manualProxy(const QString &url)
{
    const QString text = url.trimmed();
    if (text.contains(u'@'))
        return base::makeError(
            base::ErrorKind::BadInput,
            QStringLiteral("The address holds a user name or password, which would stand in a file."),
            QStringLiteral("Write them into the fields below it."));
    QProcessEnvironment typed;
    typed.insert(QStringLiteral("all_proxy"), text);
    auto rules = net::ProxyRules::fromEnvironment(typed);
    if (!rules || rules->isEmpty())
        return base::makeError(base::ErrorKind::BadInput,
                               QStringLiteral("This is not the address of a proxy."),
                               QStringLiteral("Write it like http://host:port or socks5://host:port."));
    return rules;
}

base::Result<net::TransportOptions> transportOf(const ConnectionSpec &spec,
                                                const QProcessEnvironment &environment)
{
    net::TransportOptions options;
    options.askDesktop = spec.proxy == ProxyKind::System;
    if (spec.proxy != ProxyKind::None) {
        const auto rules = spec.proxy == ProxyKind::Manual ? manualProxy(spec.proxyUrl)
                                                           : net::ProxyRules::fromEnvironment(environment);
        if (!rules)
            return rules.error();
        options.proxies = *rules;
    }
    if (hasProxyLogin(spec)) {
        options.proxyLogin = std::make_shared<net::ProxyLogin>();
        options.proxyLogin->user = spec.proxyUser;
    }
    const QString bundle = environment.value(QStringLiteral("AWS_CA_BUNDLE")).trimmed();
    const QString file = spec.caFile.isEmpty() ? bundle : spec.caFile;
    if (file.isEmpty() || spec.endpointUrl.startsWith(QLatin1StringView("http:")))
        return options;
    const auto certificates = certificatesOf(file, spec.caFile.isEmpty() ? QStringLiteral("AWS_CA_BUNDLE")
                                                                         : QStringLiteral("The connection"));
    if (!certificates)
        return certificates.error();
    options.extraCertificates = *certificates;
    return options;
}

base::Result<Route> routeOf(const ConnectionSpec &spec, const QProcessEnvironment &environment,
                            const QUrl &endpoint)
{
    Route route;
    if (spec.proxy == ProxyKind::None)
        return route;
    const auto rules = spec.proxy == ProxyKind::Manual ? manualProxy(spec.proxyUrl)
                                                       : net::ProxyRules::fromEnvironment(environment);
    if (!rules)
        return rules.error();
    route.isExempt = rules->isExempt(endpoint);
    route.asksDesktop = spec.proxy == ProxyKind::System && rules->isEmpty() && !route.isExempt;
    route.proxy = net::proxyName(rules->proxyFor(endpoint));
    return route;
}

} // namespace outcrop::connections
