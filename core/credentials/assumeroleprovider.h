// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileprovider.h"

namespace outcrop::credentials
{

/// The role of a profile with `role_arn` and without `web_identity_token_file`, assumed with the identity of
/// its `source_profile` (which may assume another role) or `credential_source` (protocol/credentials.md,
/// "Assume role"). A profile may name itself as source if it has keys of its own; any other circle, both or
/// neither kind of source, a source without credentials and a code that nobody gives are errors of kind
/// Credentials (Cancelled when the person declined). Other kinds: those of readStsAnswer() and of the wire.
class AssumeRoleProvider final : public ProfileProvider
{
public:
    /// @p above are the profiles that led here, for finding circles.
    AssumeRoleProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice,
                       QStringList above = {});

    QString name() const override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;

private:
    base::Result<std::unique_ptr<CredentialsProvider>> source(const ProfileSet &set,
                                                              const Profile &profile) const;
    base::Result<std::unique_ptr<CredentialsProvider>>
    sourceProfile(const ProfileSet &set, const Profile &profile, const QString &source) const;
    base::Result<std::unique_ptr<CredentialsProvider>> credentialSource(const Profile &profile) const;

    QStringList m_above;
};

} // namespace outcrop::credentials
