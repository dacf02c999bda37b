// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/secretkeeper.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

class KnownSecretJob final : public SecretJob
{
public:
    explicit KnownSecretJob(base::SecretString secret) { end(std::move(secret)); }
};

} // namespace

/// Writes to the lasting store; what that does not take is put into memory.
class SecretKeeper::WriteJob final : public SecretJob
{
public:
    WriteJob(std::unique_ptr<SecretJob> lasting, std::shared_ptr<Memory> memory, QString name,
             base::SecretString secret)
        : m_lasting(std::move(lasting))
        , m_memory(std::move(memory))
        , m_name(std::move(name))
        , m_secret(std::move(secret))
    {
        m_memory->writing[m_name] = this;
        connect(m_lasting.get(), &SecretJob::finished, this, &WriteJob::written);
    }
    ~WriteJob() override { leave(); }

    const base::SecretString &secretToWrite() const { return m_secret; }

private:
    void leave()
    {
        if (const auto last = m_memory->writing.find(m_name);
            last != m_memory->writing.end() && last->second == this)
            m_memory->writing.erase(last);
    }

    void written()
    {
        if (isFinished())
            return;
        leave();
        setProvider(m_lasting->provider());
        m_memory->secrets.erase(m_name);
        m_memory->reasons.erase(m_name);
        if (const auto &error = m_lasting->error()) {
            m_memory->secrets.insert_or_assign(m_name, m_secret);
            m_memory->reasons.insert_or_assign(m_name, *error);
        }
        end(std::nullopt);
    }

    std::unique_ptr<SecretJob> m_lasting;
    std::shared_ptr<Memory> m_memory;
    QString m_name;
    base::SecretString m_secret;
};

SecretKeeper::SecretKeeper(SecretStore &lasting) : m_lasting(lasting), m_memory(std::make_shared<Memory>()) {}

QString SecretKeeper::name() const
{
    return m_lasting.name();
}

std::unique_ptr<SecretJob> SecretKeeper::known(const QString &name) const
{
    if (const auto writing = m_memory->writing.find(name);
        writing != m_memory->writing.end() && !writing->second->isFinished())
        return std::make_unique<KnownSecretJob>(writing->second->secretToWrite());
    const auto found = m_memory->secrets.find(name);
    return found == m_memory->secrets.end() ? nullptr : std::make_unique<KnownSecretJob>(found->second);
}

std::unique_ptr<SecretJob> SecretKeeper::read(const QString &name)
{
    auto job = known(name);
    return job ? std::move(job) : m_lasting.read(name);
}

std::unique_ptr<SecretJob> SecretKeeper::peek(const QString &name)
{
    auto job = known(name);
    return job ? std::move(job) : m_lasting.peek(name);
}

std::unique_ptr<SecretJob> SecretKeeper::write(const QString &name, const base::SecretString &secret)
{
    return std::make_unique<WriteJob>(m_lasting.write(name, secret), m_memory, name, secret);
}

std::unique_ptr<SecretJob> SecretKeeper::remove(const QString &name)
{
    m_memory->secrets.erase(name);
    m_memory->reasons.erase(name);
    return m_lasting.remove(name);
}

std::optional<base::Error> SecretKeeper::whyInMemory(const QString &name) const
{
    const auto found = m_memory->reasons.find(name);
    return found == m_memory->reasons.end() ? std::nullopt : std::optional(found->second);
}

} // namespace outcrop::credentials
