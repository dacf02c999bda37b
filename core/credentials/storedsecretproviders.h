// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/provider.h"
#include "core/credentials/secretstore.h"

namespace outcrop::credentials
{

/// Error::code of a secret that is not where it should be: the person has to enter it again.
QString secretMissingCode();

/// A Bedrock API key that was typed in, or another key that goes into `Authorization: Bearer`, from a
/// SecretStore. Of a short-term key region and end are known without asking anybody. Errors: Credentials for
/// one that is missing (secretMissingCode()), expired, made for another region, or that no header can carry;
/// Keychain when the store fails.
class StoredApiKeyProvider final : public CredentialsProvider
{
public:
    /// @p region is the one requests go to; empty: any. Store and clock must outlive the provider.
    StoredApiKeyProvider(SecretStore &store, QString secretName, const base::Clock &clock,
                         QString region = {});

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    SecretStore &m_store;
    QString m_secretName;
    const base::Clock &m_clock;
    QString m_region;
};

/// Keys to sign with that were typed in: the id from the connection's settings, the rest from a SecretStore.
/// Errors as above.
class StoredKeysProvider final : public CredentialsProvider
{
public:
    /// @p tokenName is empty where there is no session token.
    StoredKeysProvider(SecretStore &store, QByteArray accessKeyId, QString secretName,
                       QString tokenName = {});

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;

private:
    SecretStore &m_store;
    QByteArray m_accessKeyId;
    QString m_secretName;
    QString m_tokenName;
};

} // namespace outcrop::credentials
