// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/cachingprovider.h"
#include "core/credentials/providercontext.h"

namespace outcrop::credentials
{

/// Every source of keys in the order of protocol/credentials.md ("Chain", 2 to 11), for the profile that the
/// environment chooses or `default`. The chain keeps what expires and renews it (CachingProvider).
std::unique_ptr<CachingProvider> chainFromEnvironment(std::shared_ptr<const ProviderContext> context);

/// The same for a profile that was chosen explicitly: it has to exist, and keys and web identity of the
/// environment are not asked.
std::unique_ptr<CachingProvider> chainForProfile(std::shared_ptr<const ProviderContext> context,
                                                 const QString &profile);

/// The Bedrock API key of the environment, then, without one, chainFromEnvironment().
std::unique_ptr<CachingProvider> chainWithApiKey(std::shared_ptr<const ProviderContext> context);

/// The sources a `source_profile` may have beside assuming a role itself.
std::unique_ptr<CredentialsProvider> sourceProfileChain(const std::shared_ptr<const ProviderContext> &context,
                                                        const ProfileChoice &choice);

} // namespace outcrop::credentials
