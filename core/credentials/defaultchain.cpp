// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/defaultchain.h"

#include "core/credentials/assumeroleprovider.h"
#include "core/credentials/containerprovider.h"
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentkeysprovider.h"
#include "core/credentials/instancemetadataprovider.h"
#include "core/credentials/loginprovider.h"
#include "core/credentials/processprovider.h"
#include "core/credentials/providerchain.h"
#include "core/credentials/ssoprovider.h"
#include "core/credentials/webidentityprovider.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

using Context = std::shared_ptr<const ProviderContext>;
using Providers = std::vector<std::unique_ptr<CredentialsProvider>>;

/// Sources 4 to 9.
void addProfileSources(Providers &providers, const Context &context, const ProfileChoice &choice)
{
    providers.push_back(std::make_unique<WebIdentityProvider>(context, choice));
    providers.push_back(std::make_unique<SsoProvider>(context, choice));
    providers.push_back(
        std::make_unique<ProfileKeysProvider>(context, choice, ProfileKeysProvider::File::Credentials));
    providers.push_back(std::make_unique<LoginProvider>(context, choice));
    providers.push_back(std::make_unique<ProcessProvider>(context, choice));
    providers.push_back(
        std::make_unique<ProfileKeysProvider>(context, choice, ProfileKeysProvider::File::Config));
}

/// Sources 3 to 11.
void addProfileAndMachine(Providers &providers, const Context &context, const ProfileChoice &choice)
{
    providers.push_back(std::make_unique<AssumeRoleProvider>(context, choice));
    addProfileSources(providers, context, choice);
    providers.push_back(std::make_unique<ContainerProvider>(context));
    providers.push_back(std::make_unique<InstanceMetadataProvider>(context));
}

void addEnvironmentChain(Providers &providers, const Context &context)
{
    providers.push_back(std::make_unique<EnvironmentKeysProvider>(context->environment, *context->clock));
    ProfileChoice choice;
    choice.withEnvironment = true;
    if (const QString named = profileFromEnvironment(context->environment); !named.isEmpty()) {
        choice.name = named;
        choice.isNamed = true;
    }
    addProfileAndMachine(providers, context, choice);
}

std::unique_ptr<CachingProvider> cached(Providers providers, const Context &context)
{
    return std::make_unique<CachingProvider>(std::make_unique<ProviderChain>(std::move(providers)),
                                             *context->clock);
}

} // namespace

std::unique_ptr<CachingProvider> chainFromEnvironment(Context context)
{
    Providers providers;
    addEnvironmentChain(providers, context);
    return cached(std::move(providers), context);
}

std::unique_ptr<CachingProvider> chainForProfile(Context context, const QString &profile)
{
    Providers providers;
    addProfileAndMachine(providers, context, ProfileChoice{profile, true, false});
    return cached(std::move(providers), context);
}

std::unique_ptr<CachingProvider> chainWithApiKey(Context context)
{
    Providers providers;
    providers.push_back(std::make_unique<EnvironmentBearerProvider>(context->environment, *context->clock));
    addEnvironmentChain(providers, context);
    return cached(std::move(providers), context);
}

std::unique_ptr<CredentialsProvider> sourceProfileChain(const Context &context, const ProfileChoice &choice)
{
    Providers providers;
    addProfileSources(providers, context, choice);
    return std::make_unique<ProviderChain>(std::move(providers));
}

} // namespace outcrop::credentials
