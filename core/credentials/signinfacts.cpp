// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/signinfacts.h"

#include "core/credentials/ssotoken.h"

namespace outcrop::credentials
{

namespace
{

constexpr int longestWay = 16; ///< of source profiles; a circle ends here

const Profile *ssoProfile(const ProfileSet &set, const QString &name)
{
    const Profile *profile = set.find(name);
    for (int step = 0; profile && step < longestWay; ++step) {
        if (!profile->has(u"role_arn"))
            return profile;
        profile = set.find(profile->text(u"source_profile"));
    }
    return nullptr;
}

} // namespace

std::optional<SignInFacts> signInFacts(const ProfileSet &set, const QString &profile, const QString &home,
                                       const QDateTime &now)
{
    const Profile *found = ssoProfile(set, profile);
    if (!found)
        return std::nullopt;
    const auto settings = ssoSettings(set, *found);
    if (!settings || !*settings)
        return std::nullopt;
    SignInFacts facts;
    facts.profile = found->name;
    facts.session = (*settings)->cacheKey();
    if (const auto token = readSsoToken(ssoTokenPath(home, **settings), **settings)) {
        facts.until = token->expiresAt;
        facts.canRefresh = !(*settings)->session.isEmpty() && token->canRefresh(now);
    }
    return facts;
}

} // namespace outcrop::credentials
