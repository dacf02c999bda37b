// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/profilefacts.h"

#include <QStringList>

namespace outcrop::credentials
{

namespace
{

bool isWhole(const std::optional<IniSection> &section)
{
    return section && section->find(u"aws_access_key_id") && section->find(u"aws_secret_access_key");
}

ProfileKind kindOf(const Profile &profile)
{
    if (profile.has(u"role_arn"))
        return profile.has(u"web_identity_token_file") ? ProfileKind::WebIdentity : ProfileKind::AssumeRole;
    if (profile.has(u"sso_account_id") || profile.has(u"sso_role_name"))
        return ProfileKind::Sso;
    const auto keys = [](const std::optional<IniSection> &section) {
        return section->find(u"aws_session_token") ? ProfileKind::SessionKeys : ProfileKind::StaticKeys;
    };
    if (isWhole(profile.inCredentials))
        return keys(profile.inCredentials);
    if (profile.has(u"login_session"))
        return ProfileKind::Login;
    if (profile.has(u"credential_process"))
        return ProfileKind::Process;
    return isWhole(profile.inConfig) ? keys(profile.inConfig) : ProfileKind::Nothing;
}

/// arn:aws:iam::123456789012:role/name
QString accountOfArn(const QString &arn)
{
    const QStringList parts = arn.split(u':');
    return parts.size() > 5 ? parts.at(4) : QString();
}

QString sourceProblem(const ProfileSet &set, const Profile &profile)
{
    const QString source = profile.text(u"source_profile");
    const bool hasSource = profile.has(u"credential_source");
    if (!source.isEmpty() && hasSource)
        return QStringLiteral("it has both source_profile and credential_source");
    if (source.isEmpty() && !hasSource)
        return QStringLiteral("it has role_arn but neither source_profile nor credential_source");
    if (!source.isEmpty() && !set.find(source))
        return QStringLiteral("its source_profile \"%1\" does not exist").arg(source);
    return {};
}

} // namespace

ProfileFacts profileFacts(const ProfileSet &set, const Profile &profile)
{
    ProfileFacts facts;
    facts.name = profile.name;
    facts.kind = kindOf(profile);
    facts.region = profile.text(u"region");
    facts.accountId = profile.text(u"aws_account_id");
    switch (facts.kind) {
    case ProfileKind::AssumeRole:
    case ProfileKind::WebIdentity:
        facts.roleArn = profile.text(u"role_arn");
        facts.accountId = accountOfArn(facts.roleArn);
        facts.sourceProfile = profile.text(u"source_profile");
        facts.asksForCode = profile.has(u"mfa_serial");
        if (facts.kind == ProfileKind::AssumeRole)
            facts.problem = sourceProblem(set, profile);
        break;
    case ProfileKind::Sso: {
        facts.accountId = profile.text(u"sso_account_id");
        facts.roleName = profile.text(u"sso_role_name");
        const IniSection *session = set.ssoSession(profile.text(u"sso_session"));
        const IniProperty *url = session ? session->find(u"sso_start_url") : nullptr;
        facts.ssoStartUrl = url ? url->text() : profile.text(u"sso_start_url");
        if (profile.has(u"sso_session") && !session)
            facts.problem =
                QStringLiteral("its sso_session \"%1\" does not exist").arg(profile.text(u"sso_session"));
        break;
    }
    case ProfileKind::Nothing:
        if (profile.has(u"aws_access_key_id") != profile.has(u"aws_secret_access_key"))
            facts.problem = QStringLiteral("it has only one half of a key pair");
        break;
    default:
        break;
    }
    return facts;
}

std::vector<ProfileFacts> profileFacts(const ProfileSet &set)
{
    std::vector<ProfileFacts> all;
    for (const QString &name : set.names())
        all.push_back(profileFacts(set, *set.find(name)));
    return all;
}

} // namespace outcrop::credentials
