// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace outcrop::converse
{

/// Name and value as received; names compare without case.
using ResponseHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// What an answer that is not the expected one means: a status other than 200, or a 200 of a wrong kind.
/// Takes any body: JSON of AWS and of gateways, cut off, HTML, XML, plain text, compressed, empty
/// (reliability.md, fault 20). Never empty: message and advice are always set. `serviceMessage` is the
/// service's own text, except that a session token it repeats is hidden; `detail` holds an excerpt where the
/// body was no plain error object.
base::Error errorFromResponse(int httpStatus, const ResponseHeaders &headers, QByteArrayView body);

/// What a stream's exception frame says: @p type as in `:exception-type`, camelCase or not; the original
/// status and message are those of modelStreamErrorException. The kind is StreamFailed; the advice follows
/// the type.
base::Error errorFromProblem(const QString &type, const QString &message, const QString &requestId,
                             std::optional<int> originalStatusCode = {}, const QString &originalMessage = {});

/// The id to quote to whoever runs the service: x-amzn-RequestId, else a gateway's (x-request-id,
/// x-litellm-call-id). Empty when there is none or it is no plain text.
QString requestIdOf(const ResponseHeaders &headers);

} // namespace outcrop::converse
