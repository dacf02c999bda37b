// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssotoken.h"

#include "core/base/atomicfile.h"
#include "core/base/privatefolder.h"
#include "core/base/regularfile.h"
#include "core/credentials/keysanswer.h"
#include "core/json/json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace outcrop::credentials
{

namespace
{

constexpr qint64 mostBytes = 256 * 1024;
const QString profileMark = QStringLiteral("profile: ");
const QString scopesName = QStringLiteral("outcropRegistrationScopes");
const QString noHome = QStringLiteral("there is no home folder to keep one in");

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'");
}

base::SecretString secretIn(const json::Json &file, QLatin1StringView name)
{
    return base::SecretString(file.value(name).toUtf8());
}

} // namespace

QString signInNeededCode()
{
    return QStringLiteral("SignInNeeded");
}

bool SsoToken::canRefresh(const QDateTime &now) const
{
    return !refreshToken.isEmpty() && !clientId.isEmpty() && !clientSecret.isEmpty() &&
           (!registrationExpiresAt || *registrationExpiresAt > now);
}

QString ssoTokenPath(const QString &home, const SsoSettings &settings)
{
    if (home.isEmpty())
        return {};
    const QByteArray name =
        QCryptographicHash::hash(settings.cacheKey().toUtf8(), QCryptographicHash::Sha1).toHex();
    return QDir(home).filePath(QStringLiteral(".aws/sso/cache/%1.json").arg(QString::fromLatin1(name)));
}

base::Result<SsoToken> readSsoToken(const QString &path, const SsoSettings &settings)
{
    if (path.isEmpty())
        return signInNeeded(settings, noHome);
    const auto content = base::RegularFile::read(path, mostBytes);
    if (!content)
        return content.error().code == QLatin1StringView("ENOENT")
                   ? signInNeeded(settings, QStringLiteral("nobody has signed in yet"))
                   : content.error();
    const auto parsed = json::parse(content->bytes);
    if (!parsed || !parsed->isObject())
        return signInNeeded(settings, QStringLiteral("the file of the last sign-in is damaged"));
    SsoToken token;
    token.file = *parsed;
    token.accessToken = secretIn(*parsed, QLatin1StringView("accessToken"));
    const auto expiresAt = readTime(parsed->value(u"expiresAt").toString());
    if (token.accessToken.isEmpty() || !expiresAt)
        return signInNeeded(settings, QStringLiteral("the file of the last sign-in has no token"));
    token.expiresAt = *expiresAt;
    token.clientId = secretIn(*parsed, QLatin1StringView("clientId"));
    token.clientSecret = secretIn(*parsed, QLatin1StringView("clientSecret"));
    token.refreshToken = secretIn(*parsed, QLatin1StringView("refreshToken"));
    token.registrationExpiresAt = readTime(parsed->value(u"registrationExpiresAt").toString());
    token.startUrl = parsed->value(u"startUrl").toString();
    token.region = parsed->value(u"region").toString();
    token.scopes = parsed->value(scopesName).toString().split(u' ', Qt::SkipEmptyParts);
    return token;
}

base::Result<void> writeSsoToken(const QString &path, const SsoToken &token)
{
    if (path.isEmpty())
        return base::makeError(base::ErrorKind::Storage,
                               QStringLiteral("The sign-in cannot be kept: %1.").arg(noHome),
                               QStringLiteral("Set HOME to your home folder and start Outcrop again."));
    json::Json file = token.file;
    const auto put = [&file](const QString &name, const QByteArray &text) {
        if (!text.isEmpty())
            file.set(name, json::Json::string(text)); // keeps its place
    };
    put(QStringLiteral("startUrl"), token.startUrl.toUtf8());
    put(QStringLiteral("region"), token.region.toUtf8());
    put(QStringLiteral("accessToken"), token.accessToken.reveal());
    put(QStringLiteral("expiresAt"), timeText(token.expiresAt).toUtf8());
    put(QStringLiteral("clientId"), token.clientId.reveal());
    put(QStringLiteral("clientSecret"), token.clientSecret.reveal());
    if (token.registrationExpiresAt)
        put(QStringLiteral("registrationExpiresAt"), timeText(*token.registrationExpiresAt).toUtf8());
    if (token.refreshToken.isEmpty())
        file.remove(QStringLiteral("refreshToken"));
    if (token.scopes.isEmpty())
        file.remove(scopesName);
    put(QStringLiteral("refreshToken"), token.refreshToken.reveal());
    put(scopesName, token.scopes.join(u' ').toUtf8());
    if (const auto made = base::makePrivateFolder(QFileInfo(path).absolutePath()); !made)
        return made.error();
    const auto written = base::AtomicFile::write(path, json::write(file, json::Layout::Compact));
    return written ? base::Result<void>() : written.error();
}

base::Error signInNeeded(const SsoSettings &settings, const QString &why)
{
    const QString portal = settings.session.isEmpty() ? settings.startUrl : settings.session;
    base::Error error =
        base::makeError(base::ErrorKind::Credentials,
                        QStringLiteral("The sign-in to %1 for profile \"%2\" is needed: %3.")
                            .arg(portal, settings.profile, why),
                        QStringLiteral("Sign in, or run: aws sso login --profile %1").arg(settings.profile),
                        profileMark + settings.profile);
    error.code = signInNeededCode();
    return error;
}

QString profileToSignIn(const base::Error &error)
{
    const bool isOurs = error.code == signInNeededCode() && error.detail.startsWith(profileMark);
    return isOurs ? error.detail.sliced(profileMark.size()) : QString();
}

} // namespace outcrop::credentials
