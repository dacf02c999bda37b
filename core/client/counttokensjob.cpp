// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/counttokensjob.h"

#include "core/aws/hash.h"
#include "core/base/offthread.h"

#include <tuple>
#include <utility>

namespace outcrop::client
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

/// What the input union's converse takes (service model, ConverseTokensRequest).
Json countedPart(const Json &body)
{
    Json counted = Json::object();
    for (const QString &member :
         {u"messages"_s, u"system"_s, u"toolConfig"_s, u"additionalModelRequestFields"_s}) {
        if (const auto value = body.find(member))
            counted.appendMember(member, *value);
    }
    return counted;
}

} // namespace

CountTokensJob::CountTokensJob(const ConnectionTarget &target, const QString &modelId, const Json &body,
                               net::HttpTransport &transport, const base::Clock &clock)
{
    ServiceRequest request;
    request.target = target;
    request.method = "POST";
    request.segments = {u"model"_s, modelId, u"count-tokens"_s};
    // A body with attachments has megabytes.
    const auto write = [body] {
        const Json input = Json::object({{"converse"_L1, countedPart(body)}});
        const QByteArray bytes = json::write(Json::object({{"input"_L1, input}}), json::Layout::Compact);
        const QByteArray hash = aws::sha256Hex(bytes);
        aws::leaveCryptoThread();
        return std::pair(bytes, hash);
    };
    const auto send = [this, request, &transport, &clock](const std::pair<QByteArray, QByteArray> &written) {
        if (isFinished())
            return;
        ServiceRequest whole = request;
        std::tie(whole.body, whole.bodyHash) = written;
        m_call = std::make_unique<ServiceCall>(whole, transport, clock);
        connect(m_call.get(), &ServiceCall::finished, this, &CountTokensJob::answered);
    };
    base::offThread(this, write, send, base::Urgency::Request);
}

CountTokensJob::~CountTokensJob() = default;

void CountTokensJob::answered()
{
    const std::unique_ptr<ServiceCall, QScopedPointerDeleteLater> call(m_call.release());
    m_error = call->error();
    const auto tokens = call->answer().value("inputTokens"_L1).toInt();
    if (tokens)
        m_inputTokens = *tokens;
    else if (!m_error)
        m_error = base::makeError(base::ErrorKind::UnexpectedAnswer,
                                  u"The answer to CountTokens holds no number."_s,
                                  u"This endpoint does not seem to count; the estimate stays."_s);
    finishLater();
}

void CountTokensJob::abort()
{
    if (isFinished())
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
        m_call.release()->deleteLater();
    }
    m_error = base::makeError(base::ErrorKind::Cancelled, u"Stopped."_s);
    finishLater();
}

} // namespace outcrop::client
