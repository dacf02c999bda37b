// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/client/authorization.h"
#include "core/history/exchange.h"

namespace outcrop::client
{

/// The last word of the request path: "converse-stream" or "converse".
QLatin1StringView operationName(bool stream);

/// The HTTP request for @p call, with what authorize() adds. Errors: as of authorize(); BadInput for a model
/// id or header that cannot be sent.
base::Result<net::HttpRequest> buildRequest(const ConverseCall &call, const Authorization &authorization,
                                            const QDateTime &signingTime, const QByteArray &payloadHash);

/// What the store keeps of the @p attempt-th request for @p call beside the request itself.
history::ExchangeRequest exchangeRequest(const ConverseCall &call, int attempt);

} // namespace outcrop::client
