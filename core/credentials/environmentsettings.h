// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/endpoint.h"
#include "core/credentials/profileset.h"

#include <QProcessEnvironment>
#include <QString>

namespace outcrop::credentials
{

/// Where requests go, as far as the environment says (protocol/credentials.md, "Region", "Endpoint
/// overrides"). Values are trimmed; an empty variable counts as absent.
struct EnvironmentSettings {
    QString region;
    QString regionVariable; ///< AWS_REGION, else AWS_DEFAULT_REGION; empty when neither is set
    QString endpointUrl;
    QString
        endpointVariable; ///< the variable endpointUrl is from; empty when there is none, or they are ignored
    bool fips = false;    ///< AWS_USE_FIPS_ENDPOINT
    bool dualStack = false; ///< AWS_USE_DUALSTACK_ENDPOINT
    QString caBundle;       ///< AWS_CA_BUNDLE: path of a PEM file

    friend bool operator==(const EnvironmentSettings &, const EnvironmentSettings &) = default;
};

/// Reads @p environment for one of the two services. Endpoint: AWS_ENDPOINT_URL_BEDROCK_RUNTIME (control
/// plane: AWS_ENDPOINT_URL_BEDROCK), else AWS_ENDPOINT_URL, neither if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is
/// true.
EnvironmentSettings environmentSettings(const QProcessEnvironment &environment,
                                        aws::Plane plane = aws::Plane::Runtime);

/// @p environment with what @p profile says where it says nothing itself: AWS_REGION, the endpoint of Bedrock
/// Runtime (the profile's `services` section, else its `endpoint_url`), AWS_USE_FIPS_ENDPOINT,
/// AWS_USE_DUALSTACK_ENDPOINT and AWS_CA_BUNDLE (protocol/credentials.md, "Region", "Endpoint overrides").
QProcessEnvironment withProfileSettings(QProcessEnvironment environment, const ProfileSet &set,
                                        const Profile &profile);

/// The same as a query for aws::endpoint(). A region or URL given here, by an option for example, goes before
/// the environment's.
aws::EndpointQuery endpointQuery(const EnvironmentSettings &settings, const QString &region = {},
                                 const QString &endpointUrl = {}, aws::Plane plane = aws::Plane::Runtime);

} // namespace outcrop::credentials
