// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"

namespace outcrop::credentials
{

/// What may be shown of the end of a search: who sends, until when, and which sources were asked. Nothing
/// secret is in it.
struct IdentityFacts {
    enum class Kind { None, Keys, ApiKey };

    Kind kind = Kind::None;
    QString source;                   ///< "profile work → SSO session corp → role Developer"
    QString accountId;                ///< 12 digits, or empty when not known
    QString keyStart;                 ///< of an API key: "ABSK…"
    QString keyRegion;                ///< the only one an API key works in; empty when it does not say
    std::optional<QDateTime> expires; ///< UTC
    std::optional<QDateTime> renews;  ///< UTC; when others are looked for beside the use of these
    std::optional<base::Error> error;
    std::vector<SourceReport> tried; ///< in the order asked

    friend bool operator==(const IdentityFacts &, const IdentityFacts &) = default;
};

IdentityFacts identityFacts(const Resolution &resolution);

/// What @p key says by itself, without being sent: a short-term Bedrock key has its region and its end in it
/// (protocol/converse.md, 2). @p source says where it is kept.
IdentityFacts apiKeyFacts(const base::SecretString &key, const QString &source);

/// Enough of a key to tell it from others: the prefix of its kind, else four characters, and "…". Nothing of
/// one that is too short to spare four.
QString keyStart(QByteArrayView key);

} // namespace outcrop::credentials
