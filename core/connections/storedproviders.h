// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/provider.h"
#include "core/credentials/secretstore.h"
#include "core/net/proxyrules.h"

namespace outcrop::connections
{

/// An API key from a secret store. Region and end of a short-term key are read from it; one that has expired
/// fails as Credentials, as does one that is not there. @p region: the only one it would be used in; empty:
/// any.
class StoredTokenProvider final : public credentials::CredentialsProvider
{
public:
    /// @p secrets and @p clock must outlive the provider and its jobs.
    StoredTokenProvider(credentials::SecretStore &secrets, QString secretName, QString region,
                        const base::Clock &clock);

    QString name() const override;
    std::unique_ptr<credentials::ResolveJob> resolve() override;

private:
    class Job;

    credentials::SecretStore &m_secrets;
    QString m_secretName;
    QString m_region;
    const base::Clock &m_clock;
};

/// Keys that were typed in: the id from the connection, secret key and session token from a secret store.
class StoredKeysProvider final : public credentials::CredentialsProvider
{
public:
    /// @p sessionTokenName: empty for keys without one. @p secrets must outlive the provider and its jobs.
    StoredKeysProvider(credentials::SecretStore &secrets, QString accessKeyId, QString secretKeyName,
                       QString sessionTokenName);

    QString name() const override;
    std::unique_ptr<credentials::ResolveJob> resolve() override;

private:
    class Job;

    credentials::SecretStore &m_secrets;
    QString m_accessKeyId;
    QString m_secretKeyName;
    QString m_sessionTokenName;
};

/// A header field and the name its value is kept under.
struct StoredHeader {
    QByteArray name;
    QString secretName;
};

/// Header fields from a secret store beside what another source gives, or in place of one.
class StoredHeadersProvider final : public credentials::CredentialsProvider
{
public:
    /// @p inner: null when the header fields are all there is. @p secrets must outlive the provider and its
    /// jobs.
    StoredHeadersProvider(credentials::SecretStore &secrets, std::vector<StoredHeader> headers,
                          std::shared_ptr<credentials::CredentialsProvider> inner);

    QString name() const override;
    std::unique_ptr<credentials::ResolveJob> resolve() override;
    void invalidate() override;

private:
    class Job;

    credentials::SecretStore &m_secrets;
    std::vector<StoredHeader> m_headers;
    std::shared_ptr<credentials::CredentialsProvider> m_inner;
};

/// Fetches the password of a proxy before anything else is asked: also a source of credentials may be behind
/// that proxy.
class StoredProxyProvider final : public credentials::CredentialsProvider
{
public:
    /// @p login is what the transport uses. @p inner: null when nothing else is needed. @p secrets must
    /// outlive the provider and its jobs.
    StoredProxyProvider(credentials::SecretStore &secrets, QString secretName,
                        std::shared_ptr<net::ProxyLogin> login,
                        std::shared_ptr<credentials::CredentialsProvider> inner);

    QString name() const override;
    std::unique_ptr<credentials::ResolveJob> resolve() override;
    void invalidate() override;

private:
    class Job;

    credentials::SecretStore &m_secrets;
    QString m_secretName;
    std::shared_ptr<net::ProxyLogin> m_login;
    std::shared_ptr<credentials::CredentialsProvider> m_inner;
};

} // namespace outcrop::connections
