// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileprovider.h"

namespace outcrop::credentials
{

/// The role of an IAM Identity Center profile, with the token of a sign-in (protocol/credentials.md, "SSO").
/// In the new form a token with less than 15 minutes left is refreshed and written back; if that fails the
/// old one is used while it lasts, and another attempt waits a minute. Errors: those of ssoSettings() and
/// readSsoToken(); kind Credentials with signInNeededCode() when the token has ended or the portal refuses
/// it; AccessDenied when the role is not given; those of the wire.
class SsoProvider final : public ProfileProvider
{
public:
    SsoProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice);

    QString name() const override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;

private:
    std::shared_ptr<std::optional<QDateTime>> m_lastRefresh; ///< shared with jobs
};

} // namespace outcrop::credentials
