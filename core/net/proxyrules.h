// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretstring.h"

#include <QFuture>
#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace outcrop::net
{

/// Which proxy a URL goes through, by the usual variables.
///
/// https_proxy and HTTPS_PROXY for https, http_proxy for http, all_proxy and ALL_PROXY for both; lower case
/// wins. HTTP_PROXY in capitals is read too, as Qt does. Values are http://[user:password@]host:port, the
/// same with socks5 or socks5h, or host:port. This computer itself never goes through a proxy.
///
/// NO_PROXY is a list with commas or blanks: `*`, a host, a domain (`example.org` and `.example.org` both
/// cover their subdomains), an address, a CIDR block; each may have `:port`. Qt's own matcher knows neither
/// `*`, CIDR nor bare domains (reliability.md, N11).
class ProxyRules
{
public:
    /// No proxy for anything.
    ProxyRules() = default;

    /// BadInput when a variable cannot be understood; the error names the variable, never its value.
    static base::Result<ProxyRules> fromEnvironment(const QProcessEnvironment &environment);

    /// The proxy for @p url, or QNetworkProxy::NoProxy.
    QNetworkProxy proxyFor(const QUrl &url) const;

    /// Whether any variable named a proxy. Without one the desktop's own setting may be asked.
    bool isEmpty() const { return !m_http.has_value() && !m_https.has_value(); }

    /// Whether NO_PROXY, or being this computer, exempts @p url.
    bool isExempt(const QUrl &url) const;

private:
    std::optional<QNetworkProxy> m_http;
    std::optional<QNetworkProxy> m_https;
    QStringList m_exempt;
};

/// What the desktop's own settings say for @p url (GNOME, KDE, a PAC file). Asked in a thread of its own,
/// because that may take seconds; the first proxy that HTTP can use, or NoProxy.
QFuture<QNetworkProxy> desktopProxy(const QUrl &url);

/// Who proves to a proxy that he may use it. Shared by the transport and whoever fetches the password, which
/// may be later than the transport is made.
struct ProxyLogin {
    QString user;
    base::SecretString password;
};

/// @p proxy with the name and password of @p login, if there are any.
QNetworkProxy withLogin(QNetworkProxy proxy, const std::shared_ptr<ProxyLogin> &login);

/// "host:port" of @p proxy; empty for none.
QString proxyName(const QNetworkProxy &proxy);

} // namespace outcrop::net
