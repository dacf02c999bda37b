// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileset.h"

namespace outcrop::credentials
{

/// What a profile says about IAM Identity Center (protocol/credentials.md, "SSO").
struct SsoSettings {
    QString profile;
    QString session; ///< name of the `[sso-session]`; empty in the old form
    QString startUrl;
    QString region; ///< of the portal, not of requests to Bedrock
    QString accountId;
    QString roleName;
    QStringList scopes; ///< `sso_registration_scopes`; empty in the old form

    /// What the token cache files it under: the session's name, else the start URL.
    QString cacheKey() const { return session.isEmpty() ? startUrl : session; }

    friend bool operator==(const SsoSettings &, const SsoSettings &) = default;
};

/// The settings of @p profile; nothing when it has neither `sso_account_id` nor `sso_role_name`. Errors of
/// kind Credentials: a missing key or session, keys that profile and session set differently.
base::Result<std::optional<SsoSettings>> ssoSettings(const ProfileSet &set, const Profile &profile);

} // namespace outcrop::credentials
