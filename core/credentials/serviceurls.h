// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileset.h"
#include "core/credentials/providercontext.h"

#include <QUrl>

namespace outcrop::credentials
{

/// The services that credentials are fetched from.
enum class IdentityService {
    Sts,       ///< https://sts.REGION.amazonaws.com
    SsoPortal, ///< https://portal.sso.REGION.amazonaws.com
    SsoOidc,   ///< https://oidc.REGION.amazonaws.com
};

/// Where @p service is for @p region. First found: AWS_ENDPOINT_URL_STS, _SSO, _SSO_OIDC of the environment;
/// `sts`, `sso`, `sso_oidc` with `endpoint_url` in the profile's `services` section; the service's own host.
/// AWS_ENDPOINT_URL is not followed: with Bedrock gateways it would send them tokens that are not theirs.
/// Errors of kind BadInput: a region that is none, a URL that aws::parseEndpointUrl() refuses.
base::Result<QUrl> serviceUrl(IdentityService service, const QString &region,
                              const QProcessEnvironment &environment, const ProfileSet &set,
                              const Profile &profile);

/// The region requests to STS go to: the connection's, AWS_REGION, AWS_DEFAULT_REGION, the profile's; empty
/// when nothing says one.
QString regionFor(const ProviderContext &context, const Profile &profile);

/// @p base with @p path appended to its own.
QUrl withPath(const QUrl &base, const QByteArray &path, const QByteArray &query = {});

} // namespace outcrop::credentials
