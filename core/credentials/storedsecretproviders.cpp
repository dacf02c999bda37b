// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/storedsecretproviders.h"

#include "core/credentials/pastedsecret.h"
#include "core/credentials/shorttermkey.h"
#include "core/credentials/steppedjob.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

base::Error missing(const QString &what, const SecretStore &store)
{
    base::Error error =
        base::makeError(base::ErrorKind::Credentials,
                        QStringLiteral("%1 of this connection is not in %2.").arg(what, store.name()),
                        QStringLiteral("Enter it again in the connection's settings."));
    error.code = secretMissingCode();
    return error;
}

/// The secret of a read that has ended, fit for a header.
base::Result<base::SecretString> take(const SecretJob &job, const QString &what, const SecretStore &store)
{
    if (job.error())
        return *job.error();
    if (!job.secret() || job.secret()->isEmpty())
        return missing(what, store);
    const auto read = readPastedSecret(what, QString::fromUtf8(job.secret()->reveal()));
    return read ? base::Result<base::SecretString>(read->secret) : read.error();
}

class StoredApiKeyJob final : public SteppedJob
{
public:
    StoredApiKeyJob(const QString &source, SecretStore &store, const QString &secretName,
                    const base::Clock &clock, const QString &region)
        : SteppedJob(source)
    {
        follow(store.read(secretName), [this, &store, &clock, region](const SecretJob &job) {
            const auto key = take(job, QStringLiteral("The API key"), store);
            if (!key) {
                fail(key.error());
                return;
            }
            BearerToken token{*key, store.name(), {}, std::nullopt};
            if (const auto shortTerm = readShortTermKey(key->reveal())) {
                token.region = shortTerm->region;
                token.expiration = shortTerm->expires;
            }
            if (const auto problem = bearerProblem(token, region, clock.utcNow()))
                fail(*problem);
            else
                use(token);
        });
    }
};

class StoredKeysJob final : public SteppedJob
{
public:
    StoredKeysJob(const QString &source, SecretStore &store, const QByteArray &id, const QString &secretName,
                  QString tokenName)
        : SteppedJob(source), m_store(store), m_tokenName(std::move(tokenName))
    {
        m_keys.accessKeyId = id;
        m_keys.source = store.name();
        follow(store.read(secretName), [this](const SecretJob &job) { takeSecret(job); });
    }

private:
    void takeSecret(const SecretJob &job)
    {
        const auto secret = take(job, QStringLiteral("The secret access key"), m_store);
        if (!secret) {
            fail(secret.error());
            return;
        }
        m_keys.secretAccessKey = *secret;
        if (m_tokenName.isEmpty())
            use(m_keys);
        else
            follow(m_store.read(m_tokenName), [this](const SecretJob &read) { takeToken(read); });
    }

    void takeToken(const SecretJob &job)
    {
        const auto token = take(job, QStringLiteral("The session token"), m_store);
        if (!token) {
            fail(token.error());
            return;
        }
        m_keys.sessionToken = *token;
        use(m_keys);
    }

    SecretStore &m_store;
    QString m_tokenName;
    aws::Credentials m_keys;
};

} // namespace

QString secretMissingCode()
{
    return QStringLiteral("SecretMissing");
}

StoredApiKeyProvider::StoredApiKeyProvider(SecretStore &store, QString secretName, const base::Clock &clock,
                                           QString region)
    : m_store(store), m_secretName(std::move(secretName)), m_clock(clock), m_region(std::move(region))
{
}

QString StoredApiKeyProvider::name() const
{
    return m_store.name();
}

std::unique_ptr<ResolveJob> StoredApiKeyProvider::resolve()
{
    return std::make_unique<StoredApiKeyJob>(name(), m_store, m_secretName, m_clock, m_region);
}

StoredKeysProvider::StoredKeysProvider(SecretStore &store, QByteArray accessKeyId, QString secretName,
                                       QString tokenName)
    : m_store(store)
    , m_accessKeyId(std::move(accessKeyId))
    , m_secretName(std::move(secretName))
    , m_tokenName(std::move(tokenName))
{
}

QString StoredKeysProvider::name() const
{
    return m_store.name();
}

std::unique_ptr<ResolveJob> StoredKeysProvider::resolve()
{
    return std::make_unique<StoredKeysJob>(name(), m_store, m_accessKeyId, m_secretName, m_tokenName);
}

} // namespace outcrop::credentials
