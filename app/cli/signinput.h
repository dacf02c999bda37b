// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/signer.h"
#include "core/json/json.h"

#include <QByteArray>

namespace outcrop::app
{

/// A request to be signed, as `outcrop sign` reads it.
struct SignInput {
    aws::SigningInput signing; ///< its body view points into `body` of this very object: use signingInput()
    aws::Credentials credentials;
    QByteArray body;
    bool signBody = false;

    aws::SigningInput signingInput() const;
};

/// Reads `{request: {method, requestTarget, headers: [[name, value]...], body?}, credentials: {accessKeyId,
/// secretAccessKey, sessionToken?}, region, service?, amzDate, signBody?}`; other members are allowed. Where
/// the text is a test vector, with `expected`, the body hash is signed as a header if the vector did so.
/// Errors: BadInput that names the member.
base::Result<SignInput> readSignInput(const json::Json &input);

/// `canonicalPath`, `canonicalQuery`, `signedHeaders`, `payloadHash`, `canonicalRequest`, `stringToSign`,
/// `signature`, `authorization`, `headersToSend`.
json::Json signatureToJson(const aws::Signature &signature);

} // namespace outcrop::app
