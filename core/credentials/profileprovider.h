// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileset.h"
#include "core/credentials/provider.h"
#include "core/credentials/providercontext.h"

namespace outcrop::credentials
{

/// One way in which a profile can give an identity. The files are read again for each search. A profile that
/// somebody named and that does not exist, and files that cannot be read, end the search; without a profile
/// `default` there is nothing.
class ProfileProvider : public CredentialsProvider
{
public:
    ProfileProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice);

    std::unique_ptr<ResolveJob> resolve() final;

protected:
    /// @p profile is an empty one when there is none, but something else may say enough (mayDoWithout()).
    virtual std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) = 0;
    virtual bool mayDoWithout() const { return false; }

    const ProviderContext &context() const { return *m_context; }
    const std::shared_ptr<const ProviderContext> &sharedContext() const { return m_context; }
    const ProfileChoice &choice() const { return m_choice; }
    std::unique_ptr<ResolveJob> skipped(const QString &why) const;
    std::unique_ptr<ResolveJob> failed(base::Error error) const;
    /// "profile \"x\" has no KEY"
    QString without(const QString &key) const;

private:
    std::shared_ptr<const ProviderContext> m_context;
    ProfileChoice m_choice;
};

/// aws_access_key_id, aws_secret_access_key and aws_session_token of one of the two files (protocol/
/// credentials.md, "Chain", 6 and 9). Half a pair, and keys no header can carry, are errors of kind
/// Credentials.
class ProfileKeysProvider final : public ProfileProvider
{
public:
    enum class File { Credentials, Config };

    ProfileKeysProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice, File file);

    QString name() const override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;

private:
    File m_file;
};

} // namespace outcrop::credentials
