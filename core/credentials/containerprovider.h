// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/credentials/provider.h"
#include "core/credentials/providercontext.h"

namespace outcrop::credentials
{

/// The endpoint a container is told of (protocol/credentials.md, "Container"):
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, else AWS_CONTAINER_CREDENTIALS_FULL_URI, with the token of
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN. Neither set: skipped. Plain
/// http to any host but this computer and the three of the container services, a token with a line break, and
/// whatever is no answer are errors of kind Credentials; others: those of the wire.
class ContainerProvider final : public CredentialsProvider
{
public:
    explicit ContainerProvider(std::shared_ptr<const ProviderContext> context);

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    base::Result<net::HttpRequest> request() const;

    std::shared_ptr<const ProviderContext> m_context;
};

} // namespace outcrop::credentials
