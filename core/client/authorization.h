// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "core/client/conversecall.h"

#include <optional>
#include <vector>

namespace outcrop::client
{

/// What proves who sends a request. Which member is needed hangs on the target's Auth.
struct Authorization {
    std::optional<aws::Credentials> keys = std::nullopt;
    std::optional<base::SecretString> token = std::nullopt;
    std::vector<credentials::SecretHeader> headers = {}; ///< sent whatever Auth is

    friend bool operator==(const Authorization &, const Authorization &) = default;
};

/// What the search @p resolution has found can prove.
Authorization authorizationOf(const credentials::Resolution &resolution);

/// Why a request of @p target cannot go out after the search @p resolution; nothing when it can.
std::optional<base::Error> resolutionProblem(const ConnectionTarget &target,
                                             const credentials::Resolution &resolution);

/// Adds to @p request what @p target asks for: secret header fields, then a signature for @p signingTime
/// (UTC), a token, or nothing. @p payloadHash is aws::sha256Hex() of the body. Errors: BadInput for a region
/// or header that cannot be sent, Credentials when @p authorization lacks what the target needs or holds what
/// no header may carry.
std::optional<base::Error> authorize(net::HttpRequest &request, const ConnectionTarget &target,
                                     const Authorization &authorization, const QDateTime &signingTime,
                                     const QByteArray &payloadHash);

/// Everything of a call that may be repeated to nobody: values of header fields that may be secrets, token,
/// secret key, session token.
std::vector<base::SecretString> secretsOf(const ConnectionTarget &target, const Authorization &authorization);

} // namespace outcrop::client
