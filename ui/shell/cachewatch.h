// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"
#include "core/json/json.h"
#include "core/run/cacheforecast.h"
#include "ui/models/exchangereader.h"
#include "ui/shell/windowcontext.h"

#include <QObject>
#include <QTimer>

namespace outcrop::ui::models
{
class SystemBlocksModel;
class ToolsModel;
} // namespace outcrop::ui::models

namespace outcrop::ui::shell
{

/// Tells tools and system blocks what the prompt cache did with them when they were last sent, for how long
/// it keeps that, and what is left of it when they are edited.
class CacheWatch : public QObject
{
    Q_OBJECT

public:
    CacheWatch(const WindowContext &context, models::ToolsModel *tools, models::SystemBlocksModel *blocks,
               QObject *parent = nullptr);

    /// The exchange of the last answer of the conversation; 0 for none.
    static qint64 lastExchange(const conversation::ConversationDocument &document);

private:
    struct Sent {
        bool isRecorded = false;
        run::SentPrefix prefix;
    };
    static Sent sentBy(const base::Result<history::Exchange> &exchange, const json::Json &usage);
    bool take(const Sent &sent);
    void tell();
    void forecast();
    void update();

    WindowContext m_context;
    models::ToolsModel *m_tools;
    models::SystemBlocksModel *m_blocks;
    models::ExchangeReader<Sent> m_reader;
    qint64 m_exchange = 0; ///< whose strata are shown, or read
    run::SentPrefix m_sent;
    conversation::AnswerFacts m_answer; ///< to that exchange
    QTimer m_forecastSoon;
};

} // namespace outcrop::ui::shell
