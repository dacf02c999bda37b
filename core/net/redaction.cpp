// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redaction.h"

#include <QRegularExpression>

namespace outcrop::net
{

QString redactedUrl(const QUrl &url)
{
    QString text =
        url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        text += QStringLiteral("…");
    return text;
}

QString withRedactedUrls(const QString &text)
{
    // What follows the path of a URL, and what stands between "//" and "@": nothing else can hold a key
    // there.
    static const QRegularExpression userInfo(QStringLiteral("(://)[^/?#@\\s]*@"));
    static const QRegularExpression tail(QStringLiteral("(\\w+://[^?#\\s]*)[?#]\\S*"));
    QString result = text;
    result.replace(userInfo, QStringLiteral("\\1"));
    result.replace(tail, QStringLiteral("\\1…"));
    return result;
}

} // namespace outcrop::net
