// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/loginprovider.h"

#include "core/aws/hash.h"
#include "core/base/regularfile.h"
#include "core/credentials/keysanswer.h"
#include "core/json/json.h"

#include <QDir>

namespace outcrop::credentials
{

namespace
{

constexpr qint64 mostBytes = 256 * 1024;

base::Error loginNeeded(const Profile &profile, const QString &why, const QString &detail = {})
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("Profile \"%1\" needs aws login: %2.").arg(profile.name, why),
                           QStringLiteral("Run: aws login --profile %1").arg(profile.name), detail);
}

/// Empty without a home.
QString cachePath(const ProviderContext &context, const QString &session)
{
    const QString chosen = context.environment.value(QStringLiteral("AWS_LOGIN_CACHE_DIRECTORY")).trimmed();
    QString folder = expandHome(chosen, context.home);
    if (chosen.isEmpty() && !context.home.isEmpty())
        folder = QDir(context.home).filePath(QStringLiteral(".aws/login/cache"));
    if (folder.isEmpty())
        return {};
    return QDir(folder).filePath(QString::fromLatin1(aws::sha256Hex(session.trimmed().toUtf8())) +
                                 QStringLiteral(".json"));
}

} // namespace

QString LoginProvider::name() const
{
    return QStringLiteral("aws login");
}

std::unique_ptr<ResolveJob> LoginProvider::resolveProfile(const ProfileSet &, const Profile &profile)
{
    const QString session = profile.text(u"login_session");
    if (session.isEmpty())
        return skipped(without(QStringLiteral("login_session")));
    const QString path = cachePath(context(), session);
    if (path.isEmpty())
        return failed(loginNeeded(profile, QStringLiteral("there is no home folder to look for one in")));
    const auto content = base::RegularFile::read(path, mostBytes);
    if (!content)
        return failed(
            loginNeeded(profile, QStringLiteral("there is no login to read"), content.error().message));
    const auto parsed = json::parse(content->bytes);
    const json::Json token = parsed ? parsed->value(u"accessToken") : json::Json();
    aws::Credentials keys;
    keys.accessKeyId = token.value(u"accessKeyId").toUtf8();
    keys.secretAccessKey = base::SecretString(token.value(u"secretAccessKey").toUtf8());
    if (const QByteArray text = token.value(u"sessionToken").toUtf8(); !text.isEmpty())
        keys.sessionToken = base::SecretString(text);
    keys.expiration = readTime(token.value(u"expiresAt").toString());
    keys.accountId = token.value(u"accountId").toString();
    keys.source = QStringLiteral("aws login, profile %1").arg(profile.name);
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty() || !keys.expiration)
        return failed(loginNeeded(profile, QStringLiteral("the file of the last login is damaged")));
    if (*keys.expiration <= context().clock->utcNow())
        return failed(loginNeeded(profile, QStringLiteral("the last login has expired")));
    return std::make_unique<ReadyJob>(Resolution::used(name(), keys));
}

} // namespace outcrop::credentials
