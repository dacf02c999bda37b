// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/shorttermkey.h"

#include "core/aws/endpoint.h"
#include "core/aws/signer.h"
#include "core/aws/uriencode.h"

#include <QByteArrayList>
#include <QHash>

namespace outcrop::credentials
{

namespace
{

constexpr QByteArrayView prefix("bedrock-api-key-");
constexpr qint64 longestLifeSeconds = 43200; // protocol/converse.md, 2

QHash<QByteArray, QByteArray> queryOf(const QByteArray &url)
{
    QHash<QByteArray, QByteArray> query;
    for (const QByteArray &part : url.mid(url.indexOf('?') + 1).split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            query.insert(part.left(equals), aws::uriDecode(part.mid(equals + 1)));
    }
    return query;
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'");
}

} // namespace

std::optional<ShortTermKey> readShortTermKey(QByteArrayView key)
{
    if (!key.startsWith(prefix))
        return std::nullopt;
    const auto url = QByteArray::fromBase64Encoding(key.sliced(prefix.size()).toByteArray(),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    if (url.decodingStatus != QByteArray::Base64DecodingStatus::Ok || !url.decoded.contains('?'))
        return std::nullopt;
    const auto query = queryOf(url.decoded);
    const QByteArrayList scope = query.value("X-Amz-Credential").split('/');
    bool isNumber = false;
    const qint64 seconds = query.value("X-Amz-Expires").toLongLong(&isNumber);
    ShortTermKey read;
    read.issued = aws::timeOfAmzDate(query.value("X-Amz-Date"));
    if (query.value("Action") != "CallWithBearerToken" || scope.size() != 5 || !read.issued.isValid() ||
        !isNumber || seconds < 1 || seconds > longestLifeSeconds)
        return std::nullopt;
    read.region = QString::fromLatin1(scope[2]);
    if (!aws::isRegionName(read.region))
        return std::nullopt;
    read.expires = read.issued.addSecs(seconds);
    return read;
}

std::optional<base::Error> bearerProblem(const BearerToken &token, const QString &region,
                                         const QDateTime &now)
{
    if (token.expiration && *token.expiration <= now)
        return base::makeError(
            base::ErrorKind::Credentials,
            QStringLiteral("The Bedrock API key expired at %1.").arg(timeText(*token.expiration)),
            QStringLiteral("Make a new short-term key, or use a long-term one."));
    if (!region.isEmpty() && !token.region.isEmpty() && token.region != region)
        return base::makeError(
            base::ErrorKind::Credentials,
            QStringLiteral("The Bedrock API key was made for %1, not for %2.").arg(token.region, region),
            QStringLiteral("Set the region to %1, or make a key for %2.").arg(token.region, region));
    return std::nullopt;
}

std::optional<base::Error> expiryProblem(const aws::Credentials &credentials, const QDateTime &now)
{
    if (!credentials.expiration || *credentials.expiration > now)
        return std::nullopt;
    return base::makeError(
        base::ErrorKind::Credentials,
        QStringLiteral("The credentials from %1 expired at %2.")
            .arg(credentials.source, timeText(*credentials.expiration)),
        QStringLiteral("Sign in again (for example with aws sso login) and load them again."));
}

} // namespace outcrop::credentials
