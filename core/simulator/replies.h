// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/simulator/httpmessage.h"
#include "core/simulator/serviceerror.h"

#include <QDateTime>

namespace outcrop::simulator
{

/// What every answer carries: a fresh x-amzn-RequestId and the Date.
HttpHeaderList commonHeaders(const QDateTime &now);

/// 200 with a JSON body.
HttpReply jsonReply(const json::Json &body, const QDateTime &now);

/// An error as the service sends it: status, x-amzn-ErrorType with its namespace, {"message": ...}.
HttpReply errorReply(const ServiceError &error, const QDateTime &now);

/// The body of an error, or the payload of its exception frame.
json::Json errorBody(const ServiceError &error);

} // namespace outcrop::simulator
