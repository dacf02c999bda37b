// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxyrules.h"

#include "core/base/webaddress.h"

#include <QHostAddress>
#include <QPromise>
#include <QRegularExpression>

#include <algorithm>
#include <memory>
#include <thread>

namespace outcrop::net
{

namespace
{

using base::ErrorKind;
using base::makeError;

base::Error unusable(const QString &variable)
{
    return makeError(ErrorKind::BadInput,
                     QStringLiteral("The variable %1 does not name a usable proxy.").arg(variable),
                     QStringLiteral("Write it like http://host:port or socks5://host:port."));
}

/// Port of a proxy that names none: what curl takes for both kinds.
constexpr quint16 standardProxyPort = 1080;

base::Result<QNetworkProxy> parseProxy(const QString &variable, const QString &text)
{
    const bool hasScheme = text.contains(QStringLiteral("://"));
    const QUrl url(hasScheme ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return unusable(variable);
    QNetworkProxy proxy;
    if (url.scheme() == u"http")
        proxy.setType(QNetworkProxy::HttpProxy);
    else if (url.scheme() == u"socks5" || url.scheme() == u"socks5h")
        proxy.setType(QNetworkProxy::Socks5Proxy);
    else
        return unusable(variable);
    proxy.setHostName(url.host());
    proxy.setPort(static_cast<quint16>(url.port(standardProxyPort)));
    proxy.setUser(url.userName(QUrl::FullyDecoded));
    proxy.setPassword(url.password(QUrl::FullyDecoded));
    return proxy;
}

base::Result<std::optional<QNetworkProxy>> firstOf(const QProcessEnvironment &environment,
                                                   const QStringList &names)
{
    for (const QString &name : names) {
        const QString text = environment.value(name).trimmed();
        if (text.isEmpty())
            continue;
        const auto proxy = parseProxy(name, text);
        if (!proxy)
            return proxy.error();
        return std::optional(proxy.value());
    }
    return std::optional<QNetworkProxy>();
}

/// Splits "host:port", "[v6]:port", "v6" and "block/8" into host and port (-1: none).
std::pair<QString, int> splitPort(const QString &rule)
{
    static const QRegularExpression bracketed(QStringLiteral("^\\[([^\\]]+)\\](?::(\\d+))?$"));
    static const QRegularExpression plain(QStringLiteral("^([^:]+):(\\d+)$"));
    for (const QRegularExpression &form : {bracketed, plain}) {
        const auto match = form.match(rule);
        if (match.hasMatch())
            return {match.captured(1), match.captured(2).isEmpty() ? -1 : match.captured(2).toInt()};
    }
    return {rule, -1};
}

bool hostMatches(const QString &pattern, const QString &host, const QHostAddress &address)
{
    if (pattern == u"*")
        return true;
    if (!address.isNull()) {
        const auto block = QHostAddress::parseSubnet(pattern);
        if (pattern.contains(QLatin1Char('/')))
            return block.second >= 0 && address.isInSubnet(block);
        return QHostAddress(pattern) == address;
    }
    const QString domain = pattern.startsWith(QLatin1Char('.')) ? pattern.mid(1) : pattern;
    if (domain.isEmpty())
        return false;
    return host.compare(domain, Qt::CaseInsensitive) == 0 ||
           host.endsWith(QLatin1Char('.') + domain, Qt::CaseInsensitive);
}

} // namespace

base::Result<ProxyRules> ProxyRules::fromEnvironment(const QProcessEnvironment &environment)
{
    const QStringList general{QStringLiteral("all_proxy"), QStringLiteral("ALL_PROXY")};
    const auto https = firstOf(
        environment, QStringList{QStringLiteral("https_proxy"), QStringLiteral("HTTPS_PROXY")} + general);
    if (!https)
        return https.error();
    const auto http = firstOf(
        environment, QStringList{QStringLiteral("http_proxy"), QStringLiteral("HTTP_PROXY")} + general);
    if (!http)
        return http.error();

    ProxyRules rules;
    rules.m_https = https.value();
    rules.m_http = http.value();
    QString exempt = environment.value(QStringLiteral("no_proxy"));
    if (exempt.isEmpty())
        exempt = environment.value(QStringLiteral("NO_PROXY"));
    static const QRegularExpression separator(QStringLiteral("[,\\s]+"));
    rules.m_exempt = exempt.split(separator, Qt::SkipEmptyParts);
    return rules;
}

bool ProxyRules::isExempt(const QUrl &url) const
{
    if (base::isLoopback(url))
        return true;
    const QString host = url.host(QUrl::FullyEncoded);
    const QHostAddress address(host);
    const int port = url.port(url.scheme() == u"https" ? 443 : 80);
    for (const QString &rule : m_exempt) {
        const auto [pattern, rulePort] = splitPort(rule);
        if ((rulePort == -1 || rulePort == port) && hostMatches(pattern, host, address))
            return true;
    }
    return false;
}

QNetworkProxy ProxyRules::proxyFor(const QUrl &url) const
{
    const std::optional<QNetworkProxy> &proxy = url.scheme() == u"https" ? m_https : m_http;
    if (!proxy.has_value() || isExempt(url))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    return *proxy;
}

QFuture<QNetworkProxy> desktopProxy(const QUrl &url)
{
    auto promise = std::make_shared<QPromise<QNetworkProxy>>();
    promise->start();
    QFuture<QNetworkProxy> future = promise->future();
    // Detached: nobody has to wait for a slow answer that is not wanted any more.
    std::thread([promise, url] {
        const QList<QNetworkProxy> proxies =
            QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
        const auto usable = std::find_if(proxies.begin(), proxies.end(), [](const QNetworkProxy &proxy) {
            return proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy ||
                   proxy.type() == QNetworkProxy::Socks5Proxy; // others (a cache, FTP) cannot carry HTTPS
        });
        promise->addResult(usable == proxies.end() ? QNetworkProxy(QNetworkProxy::NoProxy) : *usable);
        promise->finish();
    }).detach();
    return future;
}

QNetworkProxy withLogin(QNetworkProxy proxy, const std::shared_ptr<ProxyLogin> &login)
{
    if (login && !login->user.isEmpty() && proxy.type() != QNetworkProxy::NoProxy) {
        proxy.setUser(login->user);
        proxy.setPassword(QString::fromUtf8(login->password.reveal()));
    }
    return proxy;
}

QString proxyName(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy)
        return {};
    return QStringLiteral("%1:%2").arg(proxy.hostName()).arg(proxy.port());
}

} // namespace outcrop::net
