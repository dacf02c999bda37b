// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httprequest.h"

#include "core/base/webaddress.h"
#include "core/net/redaction.h"

#include <QList>

namespace outcrop::net
{

namespace
{

using base::ErrorKind;
using base::makeError;

/// Set by the transport, or changing what the message means on its way; never the caller's.
bool isTransportHeader(QByteArrayView name)
{
    static constexpr QByteArrayView names[] = {
        "connection", "content-length",      "cookie",           "expect",
        "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer",    "transfer-encoding",   "upgrade"};
    for (const QByteArrayView candidate : names) {
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool isUnreserved(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool hasUnstableEscape(const QByteArray &path)
{
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path.at(i) != '%')
            continue;
        const int high = i + 2 < path.size() ? hexValue(path.at(i + 1)) : -1;
        const int low = i + 2 < path.size() ? hexValue(path.at(i + 2)) : -1;
        if (high < 0 || low < 0 || isUnreserved(high * 16 + low))
            return true;
    }
    return false;
}

bool hasDotSegment(const QByteArray &path)
{
    const QList<QByteArray> segments = path.split('/');
    return segments.contains(".") || segments.contains("..");
}

base::Error refused(const QString &message, const QString &advice)
{
    return makeError(ErrorKind::BadInput, message, advice);
}

std::optional<base::Error> urlProblem(const HttpRequest &request)
{
    const QUrl &url = request.url;
    const QString shown = redactedUrl(url);
    if (!url.isValid() || url.host().isEmpty())
        return refused(QStringLiteral("The address \"%1\" is not a valid URL.").arg(shown),
                       QStringLiteral("Write it like https://host/path."));
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return refused(QStringLiteral("The address %1 is neither http nor https.").arg(shown),
                       QStringLiteral("Write it like https://host/path."));
    if (!url.userInfo().isEmpty())
        return refused(QStringLiteral("The address %1 contains a user name or password.").arg(shown),
                       QStringLiteral("Remove it and choose the connection's authentication instead."));
    if (url.scheme() == u"http" && !base::isLoopback(url) && !request.allowPlainHttp)
        return refused(
            QStringLiteral("%1 is plain http, which would show key and content to everyone on the way.")
                .arg(shown),
            QStringLiteral("Use https, or allow plain http for this connection."));
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (hasDotSegment(path) || hasUnstableEscape(path))
        return refused(QStringLiteral("The path of %1 would change on its way to the server.").arg(shown),
                       QStringLiteral("Check the model id: \".\" and \"..\" are not ids."));
    return std::nullopt;
}

std::optional<base::Error> headersProblem(const HttpRequest &request)
{
    for (const HttpHeader &header : request.headers) {
        if (const auto problem = headerProblem(header))
            return problem;
        const QString name = QString::fromLatin1(header.name);
        if (isTransportHeader(header.name))
            return refused(QStringLiteral("The header \"%1\" is set by the connection itself.").arg(name),
                           QStringLiteral("Remove it from the additional headers."));
        if (name.compare(u"host", Qt::CaseInsensitive) == 0 && header.value != base::hostHeader(request.url))
            return refused(QStringLiteral("The header \"Host\" differs from the address."),
                           QStringLiteral("Remove it from the additional headers."));
        if (name.compare(u"accept-encoding", Qt::CaseInsensitive) == 0 && header.value != "identity")
            return refused(QStringLiteral("Only the encoding \"identity\" can be asked for."),
                           QStringLiteral("Remove Accept-Encoding from the additional headers."));
    }
    return std::nullopt;
}

} // namespace

std::optional<base::Error> requestProblem(const HttpRequest &request)
{
    if (!headerProblem({request.method, {}}).has_value()) {
        if (auto problem = urlProblem(request))
            return problem;
        return headersProblem(request);
    }
    return refused(QStringLiteral("The request method is not a valid word."), {});
}

} // namespace outcrop::net
