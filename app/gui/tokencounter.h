// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/counttokensjob.h"
#include "core/conversation/conversationdocument.h"
#include "ui/models/tokencount.h"

#include <functional>

namespace outcrop::app
{

/// Counts the tokens of one conversation's next request by its connection.
class TokenCounter final : public ui::models::TokenCount
{
    Q_OBJECT

public:
    using Target = std::function<std::optional<client::ConnectionTarget>(const QString &connection)>;

    /// All must live longer.
    TokenCounter(conversation::ConversationDocument &document, Target target, net::HttpTransport &transport,
                 const base::Clock &clock, QObject *parent = nullptr);
    ~TokenCounter() override;

    void count() override;
    bool isCounting() const override { return m_isCounting; }

private:
    void ask(const client::ConnectionTarget &target, const QString &modelId, const json::Json &body,
             size_t request);
    void end();

    conversation::ConversationDocument &m_document;
    Target m_target;
    net::HttpTransport &m_transport;
    const base::Clock &m_clock;
    std::unique_ptr<client::CountTokensJob> m_job;
    size_t m_request = 0;
    bool m_isCounting = false;
};

} // namespace outcrop::app
