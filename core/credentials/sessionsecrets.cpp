// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/sessionsecrets.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

/// A job whose end is known at once.
class DoneJob final : public SecretJob
{
public:
    explicit DoneJob(std::optional<base::SecretString> secret) { end(std::move(secret)); }
};

} // namespace

QString SessionSecrets::name() const
{
    return QStringLiteral("memory, until Outcrop quits");
}

std::unique_ptr<SecretJob> SessionSecrets::read(const QString &name)
{
    const auto found = m_secrets.find(name);
    return std::make_unique<DoneJob>(found == m_secrets.end() ? std::nullopt : std::optional(found->second));
}

std::unique_ptr<SecretJob> SessionSecrets::write(const QString &name, const base::SecretString &secret)
{
    m_secrets.insert_or_assign(name, secret);
    return std::make_unique<DoneJob>(std::nullopt);
}

std::unique_ptr<SecretJob> SessionSecrets::remove(const QString &name)
{
    m_secrets.erase(name);
    return std::make_unique<DoneJob>(std::nullopt);
}

} // namespace outcrop::credentials
