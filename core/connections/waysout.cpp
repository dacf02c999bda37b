// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/environmenttransport.h"

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
    if (!bundle)
        return bundle.error();
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

} // namespace outcrop::connections
