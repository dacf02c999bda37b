// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/keysanswer.h"

#include "core/aws/uriencode.h"
#include "core/credentials/pastedsecret.h"
#include "core/json/json.h"

namespace outcrop::credentials
{

namespace
{

base::Error unusable(const QString &what, const QString &why)
{
    return base::makeError(base::ErrorKind::Credentials, QStringLiteral("%1 answered %2.").arg(what, why),
                           QStringLiteral("Run it, or ask it, by hand and look at what it gives."));
}

} // namespace

std::optional<QDateTime> readTime(const QString &text)
{
    QString plain = text.trimmed();
    if (plain.endsWith(QLatin1StringView("UTC")))
        plain = plain.chopped(3).trimmed() + u'Z';
    const QDateTime time = QDateTime::fromString(plain, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return time.toUTC();
}

base::Result<aws::Credentials> readKeysAnswer(const QByteArray &body, const QString &what)
{
    const auto parsed = json::parse(body);
    if (!parsed || !parsed->isObject())
        return unusable(what, QStringLiteral("something that is not a JSON object"));
    aws::Credentials keys;
    const auto read = [&](const QString &name) {
        return readPastedSecret(name, parsed->value(name).toString());
    };
    const auto id = read(QStringLiteral("AccessKeyId"));
    if (!id)
        return unusable(what, QStringLiteral("without a usable AccessKeyId"));
    const auto secret = read(QStringLiteral("SecretAccessKey"));
    if (!secret)
        return unusable(what, QStringLiteral("without a usable SecretAccessKey"));
    keys.accessKeyId = id->secret.reveal();
    keys.secretAccessKey = secret->secret;
    for (const QString &name : {QStringLiteral("SessionToken"), QStringLiteral("Token")}) {
        if (parsed->value(name).toUtf8().isEmpty() || keys.sessionToken)
            continue;
        const auto token = read(name);
        if (!token)
            return unusable(what, QStringLiteral("without a usable %1").arg(name));
        keys.sessionToken = token->secret;
    }
    if (const json::Json expiration = parsed->value(u"Expiration"); !expiration.isNull()) {
        keys.expiration = readTime(expiration.toString());
        if (!keys.expiration)
            return unusable(what, QStringLiteral("an Expiration that is not a time with a zone"));
    }
    keys.accountId = parsed->value(u"AccountId").toString();
    return keys;
}

QString withoutSecrets(QString text, const Secrets &secrets)
{
    for (const base::SecretString &secret : secrets) {
        if (secret.isEmpty())
            continue;
        for (const QByteArray &form : {secret.reveal(), aws::uriEncode(secret.reveal())})
            text.replace(QString::fromUtf8(form), QStringLiteral("(hidden)"), Qt::CaseInsensitive);
    }
    return text;
}

QString quotedText(const QString &text, const Secrets &secrets, qsizetype longest)
{
    return withoutSecrets(text, secrets).left(longest).trimmed();
}

} // namespace outcrop::credentials
