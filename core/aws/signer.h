// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/canonical.h"
#include "core/aws/credentials.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace outcrop::aws
{

/// What is known of a request before it is signed (protocol/sigv4.md, "Inputs").
struct SigningInput {
    QByteArray method;        ///< upper case
    QByteArray requestTarget; ///< path and query exactly as on the request line; see base::requestTarget()
    Headers headers;     ///< with Host; without X-Amz-Date. Everything here is signed but the never signed
    QByteArrayView body; ///< the bytes as sent; must live as long as the call
    std::optional<QByteArray>
        payloadHash; ///< sha256Hex(body) if already known, so that a retry need not hash again
    QByteArray region;
    QByteArray service = "bedrock"; ///< both planes (protocol/sigv4.md)
    QByteArray amzDate;             ///< YYYYMMDDTHHMMSSZ, see amzDateOf()
    bool normalizePath = true;
    bool signBody = false;        ///< add X-Amz-Content-Sha256 and sign it
    bool signSessionToken = true; ///< false: the token is added after signing, unsigned
};

/// Every step of one signature, for sending, for explaining and for comparing. The canonical request holds
/// the session token: do not log or store it.
struct Signature {
    QByteArray canonicalPath;
    QByteArray canonicalQuery;
    QByteArray signedHeaders; ///< names joined with `;`
    QByteArray payloadHash;
    QByteArray canonicalRequest;
    QByteArray credentialScope; ///< date/region/service/aws4_request
    QByteArray stringToSign;
    QByteArray signature;     ///< 64 lower-case hex digits
    QByteArray authorization; ///< value of the Authorization header
    Headers headersToSend;    ///< the input's headers, then the added ones: X-Amz-Content-Sha256, X-Amz-Date,
                              ///< X-Amz-Security-Token, Authorization
};

/// The time as the protocol writes it.
QByteArray amzDateOf(const QDateTime &time);

/// The inverse; an invalid QDateTime for anything but YYYYMMDDTHHMMSSZ.
QDateTime timeOfAmzDate(QByteArrayView amzDate);

/// Signs for the Authorization header. An Authorization or X-Amz-Date among the input's headers is replaced.
/// Errors: BadInput for a region, service or date that is not one, or a header name or value no request may
/// carry; Credentials for keys that cannot stand in a header. Nothing secret is in any error.
base::Result<Signature> sign(const SigningInput &input, const Credentials &credentials);

/// The steps after the canonical request, shared with the verifier.
QByteArray stringToSign(QByteArrayView amzDate, QByteArrayView credentialScope,
                        QByteArrayView canonicalRequest);
QByteArray signatureOf(const base::SecretString &secret, QByteArrayView credentialScope,
                       QByteArrayView stringToSign);

} // namespace outcrop::aws
