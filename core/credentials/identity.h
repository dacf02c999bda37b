// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "core/base/secretstring.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <variant>

namespace outcrop::credentials
{

/// A key that is sent as it is, in `Authorization: Bearer`.
struct BearerToken {
    base::SecretString token;
    QString source;                      ///< in words, for example "environment (AWS_BEARER_TOKEN_BEDROCK)"
    QString region;                      ///< the only one it works in; empty when the key does not say
    std::optional<QDateTime> expiration; ///< UTC; absent when the key does not say

    friend bool operator==(const BearerToken &, const BearerToken &) = default;
};

/// What a request is authenticated with: keys to sign with, or a key to send.
using Identity = std::variant<aws::Credentials, BearerToken>;

} // namespace outcrop::credentials
