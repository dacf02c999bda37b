// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/replies.h"

#include "core/base/ids.h"

#include <QLocale>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

HttpHeaderList commonHeaders(const QDateTime &now)
{
    const QString date =
        QLocale::c().toString(now.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    return {{"x-amzn-RequestId", base::newId().toLatin1()}, {"Date", date.toLatin1()}};
}

HttpReply jsonReply(const Json &body, const QDateTime &now)
{
    HttpReply reply;
    reply.headers = commonHeaders(now);
    reply.headers.emplace_back("Content-Type", "application/json");
    reply.body = json::write(body);
    return reply;
}

HttpReply errorReply(const ServiceError &error, const QDateTime &now)
{
    HttpReply reply = jsonReply(errorBody(error), now);
    reply.status = error.status;
    // The form of the live header (protocol/converse.md, 6).
    if (!error.type.isEmpty())
        reply.headers.emplace_back("x-amzn-ErrorType",
                                   error.type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
    return reply;
}

Json errorBody(const ServiceError &error)
{
    Json body = Json::object({{"message"_L1, Json(error.message)}});
    if (error.originalStatusCode)
        body.set("originalStatusCode"_L1, Json(*error.originalStatusCode));
    if (error.originalStatusCode && error.type == "ModelStreamErrorException")
        body.set("originalMessage"_L1, Json("Simulated failure of the model."_L1));
    return body;
}

} // namespace outcrop::simulator
