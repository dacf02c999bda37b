// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"

namespace outcrop::credentials
{

/// Several sources, asked one after the other (protocol/credentials.md, "Chain"): the first that has an
/// identity wins, one that fails ends the search, one that has nothing lets the next be asked. If none has
/// anything the search ends with an error of kind Credentials that lists what was tried and why it was
/// skipped.
class ProviderChain final : public CredentialsProvider
{
public:
    explicit ProviderChain(std::vector<std::unique_ptr<CredentialsProvider>> providers);
    ~ProviderChain() override;

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;
    void invalidate() override; ///< all of them

private:
    std::vector<std::unique_ptr<CredentialsProvider>> m_providers;
};

} // namespace outcrop::credentials
