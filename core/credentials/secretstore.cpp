// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/secretstore.h"

#include <utility>

namespace outcrop::credentials
{

QString secretMissingCode()
{
    return QStringLiteral("SecretMissing");
}

void SecretJob::abort()
{
    fail(base::makeError(base::ErrorKind::Cancelled,
                         QStringLiteral("The wait for the keychain was stopped.")));
}

void SecretJob::end(std::optional<base::SecretString> secret)
{
    if (isFinished())
        return;
    m_secret = std::move(secret);
    finishLater();
}

void SecretJob::fail(base::Error error)
{
    if (isFinished())
        return;
    m_error = std::move(error);
    finishLater();
}

} // namespace outcrop::credentials
