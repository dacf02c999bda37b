// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/provider.h"

#include <QProcessEnvironment>

namespace outcrop::credentials
{

/// AWS_BEARER_TOKEN_BEDROCK, which goes before every other source (protocol/credentials.md, "Chain"). Region
/// and end of a short-term key are read from it. Not set: skipped. A key no header can carry or that has
/// expired: failed, with an error of kind Credentials.
class EnvironmentBearerProvider final : public CredentialsProvider
{
public:
    /// @p clock must outlive the provider.
    EnvironmentBearerProvider(QProcessEnvironment environment, const base::Clock &clock);

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    Resolution find() const;

    QProcessEnvironment m_environment;
    const base::Clock &m_clock;
};

} // namespace outcrop::credentials
