// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/run/cachestrata.h"
#include "ui/models/exchangereader.h"
#include "ui/models/transcriptturn.h"
#include "ui/shell/windowcontext.h"

#include <QObject>

#include <vector>

namespace outcrop::ui::models
{
class SystemBlocksModel;
class ToolsModel;
} // namespace outcrop::ui::models

namespace outcrop::ui::shell
{

/// Tells tools and system blocks what the prompt cache did with them when they were last sent.
class CacheWatch : public QObject
{
    Q_OBJECT

public:
    CacheWatch(const WindowContext &context, models::ToolsModel *tools, models::SystemBlocksModel *blocks,
               QObject *parent = nullptr);

    /// The exchange of the last answer of the conversation; 0 for none.
    static qint64 lastExchange(const conversation::ConversationDocument &document);

private:
    /// A list of the request that was sent, and what the cache did with each item.
    struct List {
        std::vector<json::Json> items;
        std::vector<models::Strata> states;
    };
    struct Sent {
        bool isRecorded = false;
        List tools;
        List system;
    };
    static Sent sentBy(const base::Result<history::Exchange> &exchange, const json::Json &usage);
    static List listOf(const json::Json &list, const std::vector<run::CacheState> &states);
    void update();

    WindowContext m_context;
    models::ExchangeReader<Sent> m_reader;
    qint64 m_exchange = 0; ///< whose strata are shown, or read
};

} // namespace outcrop::ui::shell
