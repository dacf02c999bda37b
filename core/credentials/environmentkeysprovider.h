// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/provider.h"

#include <QProcessEnvironment>

namespace outcrop::credentials
{

/// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with AWS_SESSION_TOKEN (or the old AWS_SECURITY_TOKEN),
/// AWS_CREDENTIAL_EXPIRATION (ISO 8601 with zone) and AWS_ACCOUNT_ID (protocol/credentials.md, "Chain", 2).
/// Neither half set: skipped. One half, a key no header can carry, an expiration that is no time or has
/// passed: failed, with an error of kind Credentials that names the variable.
class EnvironmentKeysProvider final : public CredentialsProvider
{
public:
    /// @p clock must outlive the provider.
    EnvironmentKeysProvider(QProcessEnvironment environment, const base::Clock &clock);

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    Resolution find() const;

    QProcessEnvironment m_environment;
    const base::Clock &m_clock;
};

} // namespace outcrop::credentials
