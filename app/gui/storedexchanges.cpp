// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/storedexchanges.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

using Kind = stream::Change::Kind;
using LiveKind = stream::LiveBlock::Kind;

// The member of the delta or start that a block of this kind comes in.
QString memberOf(LiveKind kind)
{
    switch (kind) {
    case LiveKind::Text:
        return QStringLiteral("text");
    case LiveKind::ToolUse:
        return QStringLiteral("toolUse");
    case LiveKind::Reasoning:
        return QStringLiteral("reasoningContent");
    case LiveKind::Image:
        return QStringLiteral("image");
    case LiveKind::ToolResult:
        return QStringLiteral("toolResult");
    case LiveKind::Unknown:
        return {};
    }
    return {};
}

ui::models::EventRow rowOf(const client::FrameSummary &frame, const stream::Change &change,
                           const run::RunController &controller)
{
    ui::models::EventRow row;
    row.index = static_cast<quint64>(frame.index);
    row.name = frame.eventType;
    row.isProblem = frame.messageType != QLatin1StringView("event");
    row.sinceStart = frame.sinceStart;
    row.offset = frame.offset;
    row.bytes = frame.bytes;
    const std::vector<stream::LiveBlock> &blocks = controller.liveBlocks();
    const auto block = static_cast<size_t>(change.position);
    if (change.kind == Kind::Stopped)
        row.detail = controller.liveStopReason();
    if (change.position >= 0 && block < blocks.size() && change.kind != Kind::BlockClosed)
        row.detail = memberOf(blocks[block].kind);
    return row;
}

} // namespace

StoredExchanges::StoredExchanges(history::ExchangeStore *store, run::RunController &controller,
                                 QObject *parent)
    : ExchangeSource(parent), m_store(store)
{
    using run::RunController;
    connect(&controller, &RunController::exchangeBegan, this, &StoredExchanges::started);
    connect(&controller, &RunController::headReceived, this, [this](qint64 id) { Q_EMIT headArrived(id); });
    connect(&controller, &RunController::frameReceived, this,
            [this, &controller](qint64 id, const client::FrameSummary &frame, const stream::Change &change) {
                Q_EMIT frameArrived(id, rowOf(frame, change, controller));
            });
    connect(&controller, &RunController::exchangeEnded, this, &StoredExchanges::ended);
    if (store)
        connect(store, &history::ExchangeStore::changed, this, &StoredExchanges::written);
}

StoredExchanges::Load StoredExchanges::loading(qint64 id) const
{
    if (m_store)
        return m_store->reading(id);
    const auto error = base::makeError(base::ErrorKind::Storage,
                                       tr("Exchanges are not recorded: their store could not be opened"));
    return [error] { return base::Result<history::Exchange>(error); };
}

} // namespace outcrop::app
