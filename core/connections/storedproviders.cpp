// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/storedproviders.h"

#include "core/credentials/pastedsecret.h"
#include "core/credentials/shorttermkey.h"
#include "core/credentials/steppedjob.h"

#include <utility>

namespace outcrop::connections
{

namespace
{

using credentials::Identity;
using credentials::ResolveJob;
using credentials::SecretJob;
using credentials::SteppedJob;

/// Fault 52 of reliability.md: the session may have another keychain than the one it was put into.
base::Error notStored(const QString &what, const QString &store, const SecretJob &read)
{
    const QString &provider = read.provider();
    base::Error error = base::makeError(
        base::ErrorKind::Credentials,
        QStringLiteral("%1 of this connection is not in %2.")
            .arg(what, provider.isEmpty() ? store : QStringLiteral("%1 (%2)").arg(store, provider)),
        provider.isEmpty()
            ? QStringLiteral("Enter it in the connection's settings.")
            : QStringLiteral("Enter it in the connection's settings. Each desktop has a keychain "
                             "of its own: what was kept in a session of another one is there."));
    error.code = credentials::secretMissingCode();
    return error;
}

/// The key of a read that has ended, fit for a header: another program may have put it there with a line end
/// (reliability.md, fault 33).
base::Result<base::SecretString> keyOf(const QString &what, const QString &store, const SecretJob &read)
{
    if (read.error())
        return *read.error();
    if (!read.secret() || read.secret()->isEmpty())
        return notStored(what, store, read);
    const auto cleaned = credentials::readPastedSecret(what, QString::fromUtf8(read.secret()->reveal()));
    return cleaned ? base::Result<base::SecretString>(cleaned->secret) : cleaned.error();
}

} // namespace

class StoredTokenProvider::Job final : public SteppedJob
{
public:
    explicit Job(const StoredTokenProvider &from)
        : SteppedJob(from.name())
        , m_source(from.name())
        , m_store(from.m_secrets.name())
        , m_region(from.m_region)
        , m_now(from.m_clock.utcNow())
    {
        follow(from.m_secrets.read(from.m_secretName), [this](const SecretJob &read) { take(read); });
    }
    ~Job() override { deleteStep(); }

private:
    void take(const SecretJob &read)
    {
        const auto key = keyOf(QStringLiteral("The API key"), m_store, read);
        if (!key)
            return fail(key.error());
        credentials::BearerToken token;
        token.token = *key;
        token.source = m_source;
        if (const auto shortTerm = credentials::readShortTermKey(token.token.reveal())) {
            token.region = shortTerm->region;
            token.expiration = shortTerm->expires;
        }
        if (const auto problem = credentials::bearerProblem(token, m_region, m_now))
            return fail(*problem);
        use(token);
    }

    QString m_source;
    QString m_store;
    QString m_region;
    QDateTime m_now;
};

StoredTokenProvider::StoredTokenProvider(credentials::SecretStore &secrets, QString secretName,
                                         QString region, const base::Clock &clock)
    : m_secrets(secrets), m_secretName(std::move(secretName)), m_region(std::move(region)), m_clock(clock)
{
}

QString StoredTokenProvider::name() const
{
    return QStringLiteral("API key in %1").arg(m_secrets.name());
}

std::unique_ptr<ResolveJob> StoredTokenProvider::resolve()
{
    return std::make_unique<Job>(*this);
}

class StoredKeysProvider::Job final : public SteppedJob
{
public:
    explicit Job(const StoredKeysProvider &from)
        : SteppedJob(from.name()), m_secrets(from.m_secrets), m_sessionTokenName(from.m_sessionTokenName)
    {
        m_keys.accessKeyId = from.m_accessKeyId.trimmed().toUtf8();
        m_keys.source = from.name();
        follow(m_secrets.read(from.m_secretKeyName), [this](const SecretJob &read) { takeKey(read); });
    }
    ~Job() override { deleteStep(); }

private:
    void takeKey(const SecretJob &read)
    {
        const auto key = keyOf(QStringLiteral("The secret access key"), m_secrets.name(), read);
        if (!key)
            return fail(key.error());
        m_keys.secretAccessKey = *key;
        if (m_sessionTokenName.isEmpty())
            return use(m_keys);
        follow(m_secrets.read(m_sessionTokenName), [this](const SecretJob &token) { takeToken(token); });
    }
    void takeToken(const SecretJob &read)
    {
        const auto token = keyOf(QStringLiteral("The session token"), m_secrets.name(), read);
        if (!token)
            return fail(token.error());
        m_keys.sessionToken = *token;
        use(m_keys);
    }

    credentials::SecretStore &m_secrets;
    QString m_sessionTokenName;
    aws::Credentials m_keys;
};

StoredKeysProvider::StoredKeysProvider(credentials::SecretStore &secrets, QString accessKeyId,
                                       QString secretKeyName, QString sessionTokenName)
    : m_secrets(secrets)
    , m_accessKeyId(std::move(accessKeyId))
    , m_secretKeyName(std::move(secretKeyName))
    , m_sessionTokenName(std::move(sessionTokenName))
{
}

QString StoredKeysProvider::name() const
{
    return QStringLiteral("keys in %1").arg(m_secrets.name());
}

std::unique_ptr<ResolveJob> StoredKeysProvider::resolve()
{
    return std::make_unique<Job>(*this);
}

class StoredHeadersProvider::Job final : public SteppedJob
{
public:
    explicit Job(const StoredHeadersProvider &from)
        : SteppedJob(from.name()), m_secrets(from.m_secrets), m_headers(from.m_headers), m_inner(from.m_inner)
    {
        next();
    }
    ~Job() override { deleteStep(); }

private:
    void next()
    {
        if (m_found.size() < m_headers.size()) {
            const QString &name = m_headers.at(m_found.size()).secretName;
            follow(m_secrets.read(name), [this](const SecretJob &read) { take(read); });
        } else if (m_inner) {
            follow(m_inner->resolve(), [this](const ResolveJob &inner) { finish(inner.resolution()); });
        } else {
            finish({});
        }
    }
    void take(const SecretJob &read)
    {
        const StoredHeader &header = m_headers.at(m_found.size());
        if (read.error())
            return fail(*read.error());
        if (!read.secret())
            return fail(notStored(
                QStringLiteral("The value of the header \"%1\"").arg(QString::fromLatin1(header.name)),
                m_secrets.name(), read));
        m_found.push_back({header.name, *read.secret()});
        next();
    }
    void finish(credentials::Resolution resolution)
    {
        resolution.headers = m_found;
        end(std::move(resolution));
    }

    credentials::SecretStore &m_secrets;
    std::vector<StoredHeader> m_headers;
    std::shared_ptr<credentials::CredentialsProvider> m_inner;
    std::vector<credentials::SecretHeader> m_found;
};

StoredHeadersProvider::StoredHeadersProvider(credentials::SecretStore &secrets,
                                             std::vector<StoredHeader> headers,
                                             std::shared_ptr<credentials::CredentialsProvider> inner)
    : m_secrets(secrets), m_headers(std::move(headers)), m_inner(std::move(inner))
{
}

QString StoredHeadersProvider::name() const
{
    return m_inner ? m_inner->name() : QStringLiteral("header fields in %1").arg(m_secrets.name());
}

std::unique_ptr<ResolveJob> StoredHeadersProvider::resolve()
{
    return std::make_unique<Job>(*this);
}

void StoredHeadersProvider::invalidate()
{
    if (m_inner)
        m_inner->invalidate();
}

class StoredProxyProvider::Job final : public SteppedJob
{
public:
    explicit Job(const StoredProxyProvider &from)
        : SteppedJob(from.name())
        , m_store(from.m_secrets.name())
        , m_login(from.m_login)
        , m_inner(from.m_inner)
    {
        follow(from.m_secrets.read(from.m_secretName), [this](const SecretJob &read) { take(read); });
    }
    ~Job() override { deleteStep(); }

private:
    void take(const SecretJob &read)
    {
        if (read.error())
            return fail(*read.error());
        if (!read.secret())
            return fail(notStored(QStringLiteral("The proxy's password"), m_store, read));
        m_login->password = *read.secret();
        if (m_inner)
            follow(m_inner->resolve(), [this](const ResolveJob &inner) { end(inner.resolution()); });
        else
            end({});
    }

    QString m_store;
    std::shared_ptr<net::ProxyLogin> m_login;
    std::shared_ptr<credentials::CredentialsProvider> m_inner;
};

StoredProxyProvider::StoredProxyProvider(credentials::SecretStore &secrets, QString secretName,
                                         std::shared_ptr<net::ProxyLogin> login,
                                         std::shared_ptr<credentials::CredentialsProvider> inner)
    : m_secrets(secrets)
    , m_secretName(std::move(secretName))
    , m_login(std::move(login))
    , m_inner(std::move(inner))
{
}

QString StoredProxyProvider::name() const
{
    return m_inner ? m_inner->name() : QStringLiteral("proxy password in %1").arg(m_secrets.name());
}

std::unique_ptr<ResolveJob> StoredProxyProvider::resolve()
{
    return std::make_unique<Job>(*this);
}

void StoredProxyProvider::invalidate()
{
    if (m_inner)
        m_inner->invalidate();
}

} // namespace outcrop::connections
