// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/webaddress.h"

#include <algorithm>

namespace outcrop::base
{

namespace
{

/// 127.0.0.0/8. QUrl has already brought short and numeric forms (127.1) to four decimal numbers.
bool isLoopbackV4(QStringView host)
{
    return host.startsWith(QLatin1StringView("127.")) && std::all_of(host.begin(), host.end(), [](QChar c) {
               return c == u'.' || (c >= u'0' && c <= u'9');
           });
}

} // namespace

QByteArray requestTarget(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int ownPort = url.scheme() == QLatin1StringView("https") ? 443 : 80;
    const int port = url.port(ownPort);
    return port == ownPort ? host : host + ':' + QByteArray::number(port);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host == QLatin1StringView("localhost") || host == QLatin1StringView("::1") || isLoopbackV4(host);
}

} // namespace outcrop::base
