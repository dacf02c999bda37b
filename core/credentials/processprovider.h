// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileprovider.h"

namespace outcrop::credentials
{

/// The command of a profile with `credential_process` (protocol/credentials.md, "credential_process"): split
/// like a POSIX shell would, run without a shell, with the environment as it is and nothing to read. It has a
/// minute and may write 1 MiB; then it and what it started is killed. Keys without an end are kept, so that
/// the command runs once, until invalidate() or another command. Errors of kind Credentials: not found, a
/// non-zero exit, no answer as documented; Timeout. What it wrote to stderr is in the detail, with everything
/// that looks like a key hidden; stdout never is.
class ProcessProvider final : public ProfileProvider
{
public:
    ProcessProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice);

    QString name() const override;
    void invalidate() override;

protected:
    std::unique_ptr<ResolveJob> resolveProfile(const ProfileSet &set, const Profile &profile) override;

private:
    struct Kept {
        QStringList command;
        std::optional<aws::Credentials> keys;
    };
    std::shared_ptr<Kept> m_kept; ///< shared with jobs
};

/// @p text with every word that could be a key or token replaced: long runs of letters and digits mixed, and
/// what follows words such as `secret`, `token` and `password`.
QString withoutLikelySecrets(const QString &text);

} // namespace outcrop::credentials
