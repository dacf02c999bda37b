// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/environmentkeysprovider.h"

#include "core/credentials/pastedsecret.h"
#include "core/credentials/shorttermkey.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString idName = QStringLiteral("AWS_ACCESS_KEY_ID");
const QString secretName = QStringLiteral("AWS_SECRET_ACCESS_KEY");
const QString expirationName = QStringLiteral("AWS_CREDENTIAL_EXPIRATION");

base::Error halfPair(const QString &present, const QString &missing)
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("%1 is set but %2 is not.").arg(present, missing),
                           QStringLiteral("Set both, or neither, and start again."));
}

QString tokenVariable(const QProcessEnvironment &environment)
{
    for (const QString &name : {QStringLiteral("AWS_SESSION_TOKEN"), QStringLiteral("AWS_SECURITY_TOKEN")}) {
        if (!environment.value(name).isEmpty())
            return name;
    }
    return {};
}

base::Result<QDateTime> expirationOf(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() != Qt::LocalTime)
        return time.toUTC();
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("%1 is not a time with a zone.").arg(expirationName),
                           QStringLiteral("Write it like 2026-01-15T10:00:00Z, or unset it."));
}

base::Result<aws::Credentials> readKeys(const QProcessEnvironment &environment)
{
    const auto id = readPastedSecret(idName, environment.value(idName));
    if (!id)
        return id.error();
    const auto secret = readPastedSecret(secretName, environment.value(secretName));
    if (!secret)
        return secret.error();
    aws::Credentials credentials;
    credentials.accessKeyId = id->secret.reveal();
    credentials.secretAccessKey = secret->secret;
    if (const QString name = tokenVariable(environment); !name.isEmpty()) {
        const auto token = readPastedSecret(name, environment.value(name));
        if (!token)
            return token.error();
        credentials.sessionToken = token->secret;
    }
    if (const QString text = environment.value(expirationName); !text.trimmed().isEmpty()) {
        const auto expiration = expirationOf(text);
        if (!expiration)
            return expiration.error();
        credentials.expiration = *expiration;
    }
    credentials.accountId = environment.value(QStringLiteral("AWS_ACCOUNT_ID")).trimmed();
    return credentials;
}

} // namespace

EnvironmentKeysProvider::EnvironmentKeysProvider(QProcessEnvironment environment, const base::Clock &clock)
    : m_environment(std::move(environment)), m_clock(clock)
{
}

QString EnvironmentKeysProvider::name() const
{
    return QStringLiteral("environment (%1)").arg(idName);
}

std::unique_ptr<ResolveJob> EnvironmentKeysProvider::resolve()
{
    return std::make_unique<ReadyJob>(find());
}

Resolution EnvironmentKeysProvider::find() const
{
    const bool hasId = !m_environment.value(idName).isEmpty();
    const bool hasSecret = !m_environment.value(secretName).isEmpty();
    if (!hasId && !hasSecret)
        return Resolution::skipped(name(), QStringLiteral("%1 and %2 are not set").arg(idName, secretName));
    if (hasId != hasSecret)
        return Resolution::failed(name(),
                                  hasId ? halfPair(idName, secretName) : halfPair(secretName, idName));
    auto read = readKeys(m_environment);
    if (!read)
        return Resolution::failed(name(), read.error());
    read->source = QStringLiteral("environment");
    if (const auto problem = expiryProblem(*read, m_clock.utcNow()))
        return Resolution::failed(name(), *problem);
    return Resolution::used(name(), *read);
}

} // namespace outcrop::credentials
