// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"
#include "core/stream/blockmap.h"
#include "core/stream/change.h"
#include "core/stream/deltascan.h"
#include "core/stream/folded.h"

#include <limits>
#include <optional>
#include <vector>

namespace outcrop::stream
{

/// Folds the events of content blocks into blocks (protocol/converse.md, Folding a stream, 1 to 6), and keeps
/// the list of what had to be skipped. `offset` is that of the event's frame in the body.
class ContentFolder
{
public:
    Change start(const json::Json &payload, quint64 offset);
    Change delta(const json::Json &payload, quint64 offset);
    Change stop(const json::Json &payload, quint64 offset);
    /// A delta that is only text; @p wobbly: it may cut a character in two.
    Change text(const DeltaText &delta, bool wobbly, quint64 offset);
    /// How much of one delta text() takes, in bytes; the rest waits for more(), where it stands. All of it
    /// unless said.
    void setTextAtOnce(qsizetype bytes) { m_textAtOnce = bytes; }
    bool hasMore() const { return !m_rest.inside.isEmpty(); }
    Change more();
    Change ignore(quint64 offset, const QString &why);
    /// Nothing more will come.
    void closeAll();

    /// In the order in which they appeared.
    const std::vector<LiveBlock> &blocks() const { return m_blocks.blocks(); }
    const std::vector<Ignored> &ignored() const { return m_ignored; }

private:
    Change appendText(LiveBlock::Kind kind, qint64 index, QByteArrayView utf8, bool wobbly, quint64 offset);
    Change deltaMember(qint64 index, QStringView name, const json::Json &value, const json::Json &payload,
                       quint64 offset);
    Change reasoningDelta(qint64 index, const json::Json &value, quint64 offset);
    Change imageDelta(qint64 index, const json::Json &value, quint64 offset);
    Change toolResultDelta(qint64 index, const json::Json &value, quint64 offset);
    Change unknownPart(qint64 index, const QString &why, const json::Json &payload, quint64 offset);
    std::optional<qint64> indexOf(const json::Json &payload) const;

    Change takePiece(const DeltaText &delta, quint64 offset);

    BlockMap m_blocks;
    qsizetype m_textAtOnce = std::numeric_limits<qsizetype>::max();
    DeltaText m_rest; // what is left of a delta
    quint64 m_restOffset = 0;
    std::vector<Ignored> m_ignored;
};

} // namespace outcrop::stream
