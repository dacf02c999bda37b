// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/tokencounter.h"

#include "core/base/offthread.h"
#include "core/conversation/requestlint.h"

namespace outcrop::app
{

TokenCounter::TokenCounter(conversation::ConversationDocument &document, Target target,
                           net::HttpTransport &transport, const base::Clock &clock, QObject *parent)
    : TokenCount(parent)
    , m_document(document)
    , m_target(std::move(target))
    , m_transport(transport)
    , m_clock(clock)
{
}

TokenCounter::~TokenCounter() = default;

void TokenCounter::count()
{
    if (m_isCounting)
        return;
    const conversation::Conversation snapshot = m_document.conversation();
    const auto target = m_target(snapshot.connectionName);
    const QString modelId = snapshot.modelId.trimmed();
    if (!target || modelId.isEmpty()) {
        Q_EMIT failed(base::makeError(base::ErrorKind::BadInput,
                                      tr("Nobody can be asked to count: connection or model is missing"),
                                      tr("Choose both at the top of the window.")));
        return;
    }
    m_isCounting = true;
    Q_EMIT changed();
    struct Request {
        json::Json body;
        size_t fingerprint;
    };
    base::offThread(
        this,
        [snapshot] {
            const json::Json body = conversation::nextRequest(snapshot);
            return Request{body, conversation::requestFingerprint(body)};
        },
        [this, target = *target, modelId](const Request &request) {
            ask(target, modelId, request.body, request.fingerprint);
        });
}

void TokenCounter::ask(const client::ConnectionTarget &target, const QString &modelId, const json::Json &body,
                       size_t request)
{
    m_request = request;
    m_job = std::make_unique<client::CountTokensJob>(target, modelId, body, m_transport, m_clock);
    connect(m_job.get(), &client::CountTokensJob::finished, this, &TokenCounter::end);
}

void TokenCounter::end()
{
    const std::unique_ptr<client::CountTokensJob, QScopedPointerDeleteLater> job(m_job.release());
    m_isCounting = false;
    Q_EMIT changed();
    if (job->error())
        Q_EMIT failed(*job->error());
    else
        Q_EMIT counted(job->inputTokens(), m_request);
}

} // namespace outcrop::app
