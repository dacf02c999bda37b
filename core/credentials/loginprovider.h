// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileprovider.h"

namespace outcrop::credentials
{

/// The keys that `aws login` left for a profile with `login_session`, in `~/.aws/login/cache`
/// (AWS_LOGIN_CACHE_DIRECTORY), until they expire (protocol/credentials.md, "Login"). Refreshing them is not
/// possible here. Errors of kind Credentials: no file, a damaged one, expired keys.
class LoginProvider final : public ProfileProvider
{
public:
    using ProfileProvider::ProfileProvider;

    QString name() const override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;
};

} // namespace outcrop::credentials
