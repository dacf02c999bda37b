// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/client/conversecall.h"
#include "core/credentials/codeprompt.h"
#include "core/net/qthttptransport.h"

#include <QProcessEnvironment>

namespace outcrop::connections
{

/// What goes before the environment: the options of a command line.
struct EnvironmentOverrides {
    QString region;
    QString endpointUrl;
    std::optional<client::ConnectionTarget::Auth>
        auth;                                 ///< absent: bearer if the environment has a key, else sigv4
    QString profile = {};                     ///< chosen explicitly: keys of the environment are not asked
    credentials::CodePrompt *codes = nullptr; ///< who asks for MFA codes; must outlive the target
};

/// Where the AWS variables of an environment lead to (protocol/credentials.md), and how requests get there.
struct EnvironmentConnection {
    client::ConnectionTarget target; ///< with a problem only as far as it was understood
    net::TransportOptions transport;
    QString profile; ///< whose credentials are used where the environment has no keys; empty: no profile's
    std::optional<base::Error> problem; ///< why it cannot be used as it is
};

/// Whether anything leads to Bedrock: AWS_BEARER_TOKEN_BEDROCK, keys, a web identity or container endpoint, a
/// profile, AWS_ENDPOINT_URL_BEDROCK_RUNTIME or AWS_ENDPOINT_URL among the variables, or a profile `default`
/// with credentials under HOME.
bool namesConnection(const QProcessEnvironment &environment);

/// The endpoint is AWS_ENDPOINT_URL_BEDROCK_RUNTIME, else AWS_ENDPOINT_URL, else that of the region
/// (AWS_REGION, else AWS_DEFAULT_REGION), with AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT; custom
/// URLs are left out when AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true. A bearer token goes before keys, as in
/// the SDKs; keys come from credentials::chainFromEnvironment() or, for a profile among the overrides, from
/// chainForProfile(). What the profile says of region, endpoint and certificates counts where the environment
/// says nothing. @p clock must outlive the target.
///
/// Problems: BadInput for an endpoint that is none, plain http to another computer, a region that is none or
/// missing where something is signed, a proxy or CA bundle that cannot be used; Credentials for half a pair
/// of keys, none at all, a profile that does not exist, or a short-term key that cannot work there; those of
/// credentials::ProfileSet::load(). Whether the credentials work is seen when they are needed.
EnvironmentConnection environmentConnection(const QProcessEnvironment &environment, const base::Clock &clock,
                                            const EnvironmentOverrides &overrides = {});

} // namespace outcrop::connections
