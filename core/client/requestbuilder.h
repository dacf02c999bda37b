// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "core/base/result.h"
#include "core/client/conversecall.h"

#include <optional>

namespace outcrop::client
{

/// What proves who sends a request. Which member is needed hangs on the target's Auth.
struct Authorization {
    std::optional<aws::Credentials> keys = std::nullopt;
    std::optional<base::SecretString> token = std::nullopt;

    friend bool operator==(const Authorization &, const Authorization &) = default;
};

/// What @p identity can prove.
Authorization authorizationOf(const credentials::Identity &identity);

/// Adds to @p request what @p target asks for: a signature for @p signingTime (UTC), a token, or nothing.
/// @p payloadHash is aws::sha256Hex() of the body. Errors: BadInput for a region or header that cannot be
/// sent, Credentials when @p authorization lacks what the target needs or holds what no header may carry.
std::optional<base::Error> authorize(net::HttpRequest &request, const ConnectionTarget &target,
                                     const Authorization &authorization, const QDateTime &signingTime,
                                     const QByteArray &payloadHash);

/// The last word of the request path: "converse-stream" or "converse".
QLatin1StringView operationName(bool stream);

/// The HTTP request for @p call, with what authorize() adds. Errors: as of authorize(); BadInput for a model
/// id or header that cannot be sent.
base::Result<net::HttpRequest> buildRequest(const ConverseCall &call, const Authorization &authorization,
                                            const QDateTime &signingTime, const QByteArray &payloadHash);

} // namespace outcrop::client
