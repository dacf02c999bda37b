// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileset.h"

namespace outcrop::credentials
{

/// Where the identity of a profile comes from, as far as its keys say.
enum class ProfileKind {
    Nothing, ///< it has no credentials of its own
    StaticKeys,
    SessionKeys, ///< with a session token: temporary
    AssumeRole,
    WebIdentity,
    Sso,
    Login,   ///< `aws login`
    Process, ///< credential_process
};

/// What a list of profiles shows; no secret is in it.
struct ProfileFacts {
    QString name;
    ProfileKind kind = ProfileKind::Nothing;
    QString region;
    QString accountId;     ///< of SSO, aws_account_id or the role; empty when not known
    QString roleArn;       ///< of an assumed role
    QString roleName;      ///< of SSO
    QString sourceProfile; ///< of an assumed role
    QString ssoStartUrl;
    bool asksForCode = false; ///< mfa_serial
    QString problem;          ///< why it cannot work as it is written; empty when it may
};

/// In the order the search has (protocol/credentials.md, "Chain"): what would be used if everything worked.
ProfileFacts profileFacts(const ProfileSet &set, const Profile &profile);

/// One for each profile, in the order of the files.
std::vector<ProfileFacts> profileFacts(const ProfileSet &set);

} // namespace outcrop::credentials
