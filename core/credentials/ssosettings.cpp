// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssosettings.h"

#include <QRegularExpression>

namespace outcrop::credentials
{

namespace
{

base::Error badProfile(const Profile &profile, const QString &why, const QString &advice)
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("Profile \"%1\" %2.").arg(profile.name, why), advice);
}

/// A key that the session has in the new form and the profile in the old one; both must agree.
base::Result<QString> shared(const Profile &profile, const IniSection *session, const QString &key)
{
    const QString own = profile.text(key);
    const IniProperty *property = session ? session->find(key) : nullptr;
    const QString ofSession = property ? property->text() : QString();
    if (!own.isEmpty() && !ofSession.isEmpty() && own != ofSession)
        return badProfile(profile, QStringLiteral("and its sso-session have different values of %1").arg(key),
                          QStringLiteral("Take the one in the profile away."));
    return ofSession.isEmpty() ? own : ofSession;
}

QStringList scopesOf(const IniSection *session)
{
    const IniProperty *scopes = session ? session->find(u"sso_registration_scopes") : nullptr;
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    return scopes ? scopes->text().split(separators, Qt::SkipEmptyParts) : QStringList();
}

} // namespace

base::Result<std::optional<SsoSettings>> ssoSettings(const ProfileSet &set, const Profile &profile)
{
    if (!profile.has(u"sso_account_id") && !profile.has(u"sso_role_name"))
        return std::optional<SsoSettings>();
    SsoSettings settings;
    settings.profile = profile.name;
    settings.session = profile.text(u"sso_session");
    settings.accountId = profile.text(u"sso_account_id");
    settings.roleName = profile.text(u"sso_role_name");
    const IniSection *session = set.ssoSession(settings.session);
    if (!settings.session.isEmpty() && !session)
        return badProfile(
            profile,
            QStringLiteral("names the sso_session \"%1\", which does not exist").arg(settings.session),
            QStringLiteral("Add [sso-session %1], or name another one.").arg(settings.session));
    const auto startUrl = shared(profile, session, QStringLiteral("sso_start_url"));
    if (!startUrl)
        return startUrl.error();
    const auto region = shared(profile, session, QStringLiteral("sso_region"));
    if (!region)
        return region.error();
    for (const IniProperty &property : session ? session->properties : std::vector<IniProperty>()) {
        if (!property.name.startsWith(QLatin1StringView("sso_")))
            continue;
        if (const auto agreed = shared(profile, session, property.name); !agreed)
            return agreed.error();
    }
    settings.startUrl = *startUrl;
    settings.region = *region;
    settings.scopes = scopesOf(session);
    QStringList missing;
    for (const auto &[key, value] :
         {std::pair(u"sso_account_id", settings.accountId), std::pair(u"sso_role_name", settings.roleName),
          std::pair(u"sso_start_url", settings.startUrl), std::pair(u"sso_region", settings.region)}) {
        if (value.isEmpty())
            missing += QString::fromUtf16(key);
    }
    if (!missing.isEmpty())
        return badProfile(profile,
                          QStringLiteral("uses SSO but has no %1").arg(missing.join(QStringLiteral(", "))),
                          QStringLiteral("Run aws configure sso, or add what is missing."));
    return std::optional(settings);
}

} // namespace outcrop::credentials
