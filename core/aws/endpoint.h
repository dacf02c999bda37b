// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QUrl>

namespace outcrop::aws
{

/// Which of the two services: bedrock-runtime or bedrock.
enum class Plane { Runtime, Control };

/// What an endpoint is chosen by (protocol/converse.md, 1).
struct EndpointQuery {
    QString region;
    bool fips = false;
    bool dualStack = false;
    QString customUrl; ///< empty: the service's own host; else scheme, host, port and a path prefix
    Plane plane = Plane::Runtime;
};

/// Whether @p text can be a region: one host label of `a-z 0-9 -`, 1..63 characters. Says nothing about
/// existence.
bool isRegionName(QStringView text);

/// The domain below which the services of the partition of @p region stand: "amazonaws.com".
QString dnsSuffix(QStringView region);

/// The base URL that paths are appended to, without a trailing slash.
/// Errors, all BadInput: no region and no custom URL; a region that is not one; a custom URL together with
/// FIPS or dual stack; a custom URL that parseEndpointUrl() refuses.
base::Result<QUrl> endpoint(const EndpointQuery &query);

/// A custom endpoint as typed or found in the environment: http or https, host, optional port and path prefix
/// (`http://localhost:8080/bedrock`). White space around and slashes at the end are dropped.
/// Refused as BadInput: user information, query, fragment, dot segments, and escapes that would not reach the
/// wire as written (reliability.md, N7 and N8).
base::Result<QUrl> parseEndpointUrl(QStringView text);

} // namespace outcrop::aws
