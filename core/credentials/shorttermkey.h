// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/credentials/identity.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace outcrop::credentials
{

/// What a short-term Bedrock API key says about itself.
struct ShortTermKey {
    QString region;
    QDateTime issued;  ///< UTC
    QDateTime expires; ///< UTC; the session that made it may end sooner

    friend bool operator==(const ShortTermKey &, const ShortTermKey &) = default;
};

/// Reads @p key offline: `bedrock-api-key-` and the base64 of a presigned URL (protocol/converse.md, 2,
/// "Authentication"). Nothing for any other key: long-term keys have no documented structure.
std::optional<ShortTermKey> readShortTermKey(QByteArrayView key);

/// Why @p token will be refused, if that can be known before sending: expired at @p now, or made for another
/// region than @p region (empty: any). Errors of kind Credentials.
std::optional<base::Error> bearerProblem(const BearerToken &token, const QString &region,
                                         const QDateTime &now);

/// The same for keys to sign with: expired at @p now.
std::optional<base::Error> expiryProblem(const aws::Credentials &credentials, const QDateTime &now);

} // namespace outcrop::credentials
