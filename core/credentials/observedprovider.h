// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/identityfacts.h"

#include <functional>

namespace outcrop::credentials
{

/// Tells what came of each search of another provider, before who asked learns of it. A search that was
/// stopped is not told of.
class ObservedProvider final : public CredentialsProvider
{
public:
    using Told = std::function<void(const IdentityFacts &)>;

    /// What @p told uses must outlive the provider and its jobs.
    ObservedProvider(std::shared_ptr<CredentialsProvider> inner, Told told);

    QString name() const override { return m_inner->name(); }
    std::unique_ptr<ResolveJob> resolve() override;
    void invalidate() override { m_inner->invalidate(); }

private:
    std::shared_ptr<CredentialsProvider> m_inner;
    Told m_told;
};

} // namespace outcrop::credentials
