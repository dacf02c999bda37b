// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/canonical.h"
#include "core/aws/credentials.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>

/// The other side of the signature: what a service does with a request it received.
namespace outcrop::aws
{

/// A request as it came: nothing decoded, nothing normalised.
struct ReceivedRequest {
    QByteArray method;
    QByteArray requestTarget; ///< path and query exactly as on the request line
    Headers headers;
    QByteArrayView body; ///< must live as long as the call
};

/// The parts of `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`.
struct Authorization {
    QByteArray accessKeyId;
    QByteArray date; ///< YYYYMMDD
    QByteArray region;
    QByteArray service;
    QByteArray signedHeaders; ///< lower case, joined with `;`
    QByteArray signature;

    QByteArray credentialScope() const;
};

/// Reads the value of an Authorization header. Errors: Credentials, code IncompleteSignatureException, with a
/// message that names what is missing.
base::Result<Authorization> parseAuthorization(QByteArrayView value);

/// Whom a request must be signed by and for.
struct VerifyPolicy {
    Credentials credentials;
    QByteArray region;
    QByteArray service = "bedrock";
    QDateTime now;                                              ///< UTC
    std::chrono::seconds maximumSkew = std::chrono::minutes(5); ///< protocol/sigv4.md, "Clock skew"
    bool normalizePath = true;
};

/// What was found. Order of the checks: header there, header complete, key known, scope, date, token,
/// signature.
enum class VerifyOutcome {
    Accepted,
    MissingAuthentication, ///< no Authorization header, or not of this scheme
    IncompleteSignature,   ///< parts missing, no usable date, or host or date not signed
    UnknownKey,            ///< access key id or session token are not the policy's
    WrongScope,            ///< signed for another region, service or day
    Expired,               ///< date too far in the past
    NotYetCurrent,         ///< date too far in the future
    SignatureMismatch,     ///< anything signed differs, or the secret does
};

/// The whole story of one check.
struct Verification {
    VerifyOutcome outcome = VerifyOutcome::MissingAuthentication;
    QByteArray code;             ///< the service's error type; empty when accepted
    QByteArray message;          ///< worded as the service does; for a mismatch with both texts below
    QByteArray accessKeyId;      ///< as claimed; empty when not readable
    QByteArray canonicalRequest; ///< ours, when it came to comparing
    QByteArray stringToSign;     ///< ours

    bool accepted() const { return outcome == VerifyOutcome::Accepted; }
};

/// Computes the signature of @p request again and compares in constant time.
Verification verify(const ReceivedRequest &request, const VerifyPolicy &policy);

} // namespace outcrop::aws
