// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileprovider.h"

namespace outcrop::credentials
{

/// A role assumed with the token in a file, read again for each search: AWS_WEB_IDENTITY_TOKEN_FILE and
/// AWS_ROLE_ARN (AWS_ROLE_SESSION_NAME) where the environment may speak, else `web_identity_token_file` and
/// `role_arn` of the profile (protocol/credentials.md, "Web identity"). Not signed. A file without a role or
/// one that cannot be read is an error of kind Credentials; others: those of readStsAnswer() and of the wire.
class WebIdentityProvider final : public ProfileProvider
{
public:
    using ProfileProvider::ProfileProvider;

    QString name() const override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;
    bool mayDoWithout() const override { return choice().withEnvironment; }
};

} // namespace outcrop::credentials
