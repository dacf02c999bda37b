// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/secretstore.h"

#include <map>

namespace outcrop::credentials
{

/// Secrets for this run only: in memory, never in a file. What a person chooses, knowingly, where there is no
/// keychain (reliability.md, P21).
class SessionSecrets final : public SecretStore
{
public:
    QString name() const override;
    std::unique_ptr<SecretJob> read(const QString &name) override;
    std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) override;
    std::unique_ptr<SecretJob> remove(const QString &name) override;

private:
    std::map<QString, base::SecretString> m_secrets;
};

} // namespace outcrop::credentials
