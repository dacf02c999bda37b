// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/ssotoken.h"
#include "core/net/httprequest.h"

namespace outcrop::credentials
{

/// The requests and answers of the SSO OIDC service (RFC 8628 in AWS's JSON; protocol/credentials.md, "SSO").
namespace oidc
{

/// A client that the service knows; kept until it expires.
struct Registration {
    base::SecretString clientId;
    base::SecretString clientSecret;
    QDateTime expiresAt; ///< UTC
};

/// What a person has to do in the browser.
struct DeviceAuthorization {
    base::SecretString deviceCode;
    QString userCode;                 ///< to be compared or typed
    QUrl verificationUri;             ///< where to type it
    QUrl verificationUriComplete;     ///< the same with the code in it; may be empty
    QDateTime expiresAt;              ///< UTC
    std::chrono::seconds interval{5}; ///< between two questions
};

/// Why the service gave no token: `authorization_pending`, `slow_down`, `expired_token`, `access_denied`,
/// `invalid_grant`, ... ; empty when the answer says none.
QString errorCode(const QByteArray &body);

net::HttpRequest registerClient(const QUrl &service, const QStringList &scopes);
net::HttpRequest startDeviceAuthorization(const QUrl &service, const Registration &client,
                                          const QString &startUrl);
net::HttpRequest createTokenForDevice(const QUrl &service, const Registration &client,
                                      const DeviceAuthorization &device);
net::HttpRequest createTokenFromRefresh(const QUrl &service, const SsoToken &token);

/// Errors of the readers, of kind Credentials or UnexpectedAnswer: a status that is not 200, members that are
/// missing. Nothing of the answer but the service's error code is in them.
base::Result<Registration> readRegistration(int status, const QByteArray &body);
base::Result<DeviceAuthorization> readDeviceAuthorization(int status, const QByteArray &body,
                                                          const QDateTime &now);
/// Puts the new access token, its end and the new refresh token, if there is one, into @p token.
base::Result<void> readToken(int status, const QByteArray &body, const QDateTime &now, SsoToken &token);

} // namespace oidc

} // namespace outcrop::credentials
