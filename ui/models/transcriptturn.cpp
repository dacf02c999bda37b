// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transcriptturn.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace outcrop::ui::models
{

QLatin1StringView turnStateName(TurnState state)
{
    switch (state) {
    case TurnState::Complete:
        return "complete"_L1;
    case TurnState::Waiting:
        return "waiting"_L1;
    case TurnState::Streaming:
        return "streaming"_L1;
    case TurnState::Stopped:
        return "stopped"_L1;
    case TurnState::Incomplete:
        return "incomplete"_L1;
    case TurnState::Failed:
        return "failed"_L1;
    case TurnState::NotRun:
        return "not run"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toolStateName(ToolState state)
{
    switch (state) {
    case ToolState::Pending:
        return "pending"_L1;
    case ToolState::Running:
        return "running"_L1;
    case ToolState::Ok:
        return "ok"_L1;
    case ToolState::Error:
        return "error"_L1;
    case ToolState::Denied:
        return "denied"_L1;
    case ToolState::Empty:
        return "empty"_L1;
    }
    Q_UNREACHABLE();
}

namespace
{

/// The text and its sources: a search result's own title before it, what an answer cites behind it.
QString withSources(const TranscriptBlock &block)
{
    QStringList parts;
    for (const SourceReference &source : block.sources)
        parts << source.title << source.source << source.place << source.url << source.quote;
    parts.insert(block.kind == TranscriptBlock::Kind::Cited ? 0 : parts.size(), block.text);
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString readableBlock(const TranscriptBlock &block)
{
    using Kind = TranscriptBlock::Kind;
    switch (block.kind) {
    case Kind::Text:
    case Kind::Reasoning:
    case Kind::ToolResult:
        return block.text;
    case Kind::Guarded:
        return block.media.isNull() ? block.text : block.name;
    case Kind::SearchResult:
    case Kind::Cited:
        return withSources(block);
    case Kind::ToolUse:
        return block.text.isEmpty() ? block.name : block.name + u' ' + block.text;
    case Kind::Image:
    case Kind::CachePoint:
    case Kind::Document:
        return block.name;
    case Kind::Unknown:
        return QString::fromUtf8(block.json);
    }
    Q_UNREACHABLE();
}

} // namespace

int firstSourceOf(const TranscriptTurn &turn, int block)
{
    size_t number = 1;
    for (size_t i = 0; i < size_t(block); ++i)
        number += turn.blocks[i].kind == TranscriptBlock::Kind::Cited ? turn.blocks[i].sources.size() : 0;
    return int(number);
}

QString readableText(const TranscriptTurn &turn)
{
    QStringList parts;
    for (const TranscriptBlock &block : turn.blocks)
        parts.append(readableBlock(block));
    if (turn.error)
        parts << turn.error->message << turn.error->serviceMessage << turn.error->advice;
    parts.removeAll(QString());
    return parts.join(u'\n');
}

} // namespace outcrop::ui::models
