// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"
#include "core/credentials/providercontext.h"

namespace outcrop::credentials
{

/// The metadata service of an EC2 instance, second version only (protocol/credentials.md, "IMDS"). Skipped
/// unless chosen, when AWS_EC2_METADATA_DISABLED is true, when nothing answers there within a second, and
/// when the instance has no role. Errors of kind Credentials: an answer that has no usable keys, or a bad
/// address in AWS_EC2_METADATA_SERVICE_ENDPOINT.
class InstanceMetadataProvider final : public CredentialsProvider
{
public:
    /// @p isChosen: asked although the context does not say so (`credential_source = Ec2InstanceMetadata`).
    explicit InstanceMetadataProvider(std::shared_ptr<const ProviderContext> context, bool isChosen = false);

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    std::shared_ptr<const ProviderContext> m_context;
    bool m_isChosen;
};

} // namespace outcrop::credentials
