// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/requestbuilder.h"

#include "core/aws/modelurl.h"
#include "core/base/limits.h"

namespace outcrop::client
{

namespace
{

/// Streams have no natural size; this only keeps a broken server from filling the memory.
constexpr qint64 longestStreamBytes = 1024LL * 1024 * 1024;

} // namespace

QLatin1StringView operationName(bool stream)
{
    return QLatin1StringView(stream ? "converse-stream" : "converse");
}

base::Result<net::HttpRequest> buildRequest(const ConverseCall &call, const Authorization &authorization,
                                            const QDateTime &signingTime, const QByteArray &payloadHash)
{
    const auto url =
        aws::modelUrl(call.target.endpoint, call.modelId, operationName(call.stream),
                      call.target.plainModelPath ? aws::ModelPath::Plain : aws::ModelPath::Encoded);
    if (!url)
        return url.error();
    net::HttpRequest request;
    request.method = "POST";
    request.url = url.value();
    request.headers = {{"Content-Type", "application/json"},
                       {"Accept", call.stream ? "application/vnd.amazon.eventstream" : "application/json"}};
    for (const net::HttpHeader &header : call.target.extraHeaders)
        net::setHeader(request.headers, header.name, header.value);
    request.body = call.body;
    const auto usual = call.stream ? net::Deadlines::forStream() : net::Deadlines::forWholeAnswer();
    request.deadlines = call.target.deadlineChanges.appliedTo(call.target.deadlines.value_or(usual));
    request.maxBodyBytes = call.stream ? longestStreamBytes : base::limits::jsonBytes;
    request.allowPlainHttp = call.target.allowPlainHttp;
    if (const auto problem = net::requestProblem(request))
        return *problem;

    if (const auto problem = authorize(request, call.target, authorization, signingTime, payloadHash))
        return *problem;
    return request;
}

net::Deadlines DeadlineChanges::appliedTo(net::Deadlines deadlines) const
{
    deadlines.connect = connect.value_or(deadlines.connect);
    deadlines.head = head.value_or(deadlines.head);
    deadlines.idle = idle.value_or(deadlines.idle);
    deadlines.total = total.value_or(deadlines.total);
    return deadlines;
}

history::ExchangeRequest exchangeRequest(const ConverseCall &call, int attempt)
{
    history::ExchangeRequest record;
    record.conversationId = call.conversationId;
    record.turnId = call.turnId;
    record.attempt = attempt;
    record.connectionName = call.target.name;
    record.modelId = call.modelId;
    record.operation = operationName(call.stream);
    record.region = call.target.region;
    return record;
}

} // namespace outcrop::client
