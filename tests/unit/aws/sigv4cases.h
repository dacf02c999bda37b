// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/signer.h"

#include <QMap>
#include <QString>

#include <vector>

/// One case of the AWS suite or of the bedrock vectors, in one form.
struct Sigv4Case {
    QString name;
    QByteArray body; ///< owns what the signing input looks at
    outcrop::aws::SigningInput input;
    outcrop::aws::Credentials credentials;
    QMap<QByteArray, QByteArray> expected; ///< "canonicalRequest", "stringToSign", "signature", ...
    outcrop::aws::Headers expectedHeaders; ///< headersToSend, where the case lists them

    outcrop::aws::SigningInput inputWithBody() const;
};

/// Every folder of the AWS suite in @p folder; empty if it is not there.
std::vector<Sigv4Case> awsSuite(const QString &folder);

/// Every JSON file of @p folder in the form of the bedrock vectors.
std::vector<Sigv4Case> bedrockCases(const QString &folder);
