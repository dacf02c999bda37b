// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QProcessEnvironment>
#include <QUrl>

#include <optional>

namespace outcrop::app
{

/// Where the AWS variables of an environment point to (protocol/credentials.md). Holds no secret.
struct EnvironmentConnection {
    enum class Auth { SigV4, Bearer };

    QUrl endpoint;  ///< empty with a problem
    QString region; ///< may be empty with a custom endpoint and a bearer token
    Auth auth = Auth::SigV4;
    std::optional<base::Error> problem; ///< why it cannot be used as it is

    friend bool operator==(const EnvironmentConnection &, const EnvironmentConnection &) = default;
};

/// Nothing when no variable of the environment speaks of Bedrock: no AWS_BEARER_TOKEN_BEDROCK, no
/// AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY, and no AWS_ENDPOINT_URL_BEDROCK_RUNTIME or AWS_ENDPOINT_URL.
///
/// The endpoint is AWS_ENDPOINT_URL_BEDROCK_RUNTIME, else AWS_ENDPOINT_URL, else that of the region
/// (AWS_REGION, else AWS_DEFAULT_REGION), with AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT; custom
/// URLs are left out when AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true. A bearer token goes before keys, as in
/// the SDKs.
std::optional<EnvironmentConnection> environmentConnection(const QProcessEnvironment &environment);

} // namespace outcrop::app
