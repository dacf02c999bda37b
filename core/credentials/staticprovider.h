// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"

namespace outcrop::credentials
{

/// An identity that is simply there: the simulator's own, or one given in the program's settings.
class StaticProvider final : public CredentialsProvider
{
public:
    StaticProvider(QString name, Identity identity);

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    QString m_name;
    Identity m_identity;
};

} // namespace outcrop::credentials
