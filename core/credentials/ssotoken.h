// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretstring.h"
#include "core/credentials/ssosettings.h"
#include "core/json/value.h"

#include <QDateTime>

namespace outcrop::credentials
{

/// Error::code of everything that a sign-in in the browser would mend.
QString signInNeededCode();

/// A sign-in as the AWS tools keep it in `~/.aws/sso/cache` (protocol/credentials.md, "SSO").
struct SsoToken {
    base::SecretString accessToken;
    QDateTime expiresAt; ///< UTC
    base::SecretString clientId;
    base::SecretString clientSecret;
    base::SecretString refreshToken;
    std::optional<QDateTime> registrationExpiresAt;
    QString startUrl;
    QString region;
    QStringList scopes; ///< that the client was registered for, as far as Outcrop did it; others write none
    json::Json file = json::Json::object(); ///< the whole file, so that what others wrote is kept

    /// Whether a new access token can be had without the person.
    bool canRefresh(const QDateTime &now) const;
};

/// The file of @p settings under @p home: lower-case SHA-1 of the cache key. Empty without a home.
QString ssoTokenPath(const QString &home, const SsoSettings &settings);

/// Reads the file. Errors of kind Credentials with signInNeededCode(): there is none, or it has no token or
/// end; of kind Storage: it cannot be read.
base::Result<SsoToken> readSsoToken(const QString &path, const SsoSettings &settings);

/// Writes @p token, mode 0600, keeping members of the file it does not know. Errors of kind Storage.
base::Result<void> writeSsoToken(const QString &path, const SsoToken &token);

/// That the person has to sign in again, and how.
base::Error signInNeeded(const SsoSettings &settings, const QString &why);

/// The profile that signInNeeded() made @p error for: with a role in between it is not the connection's.
/// Empty for other errors.
QString profileToSignIn(const base::Error &error);

} // namespace outcrop::credentials
