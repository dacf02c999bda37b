// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/windowcontext.h"

#include <QObject>

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
    void update();
    void showNothing();

    WindowContext m_context;
    models::ToolsModel *m_tools;
    models::SystemBlocksModel *m_blocks;
    qint64 m_exchange = 0; ///< whose strata are shown
    qint64 m_awaited = 0;  ///< whose record did not exist yet
};

} // namespace outcrop::ui::shell
