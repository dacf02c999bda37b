// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/liveblock.h"

#include <QHash>

#include <vector>

namespace outcrop::stream
{

/// The blocks of a message in the order in which they appeared, found by their stream index. However the
/// indexes jump, it holds at most maxBlocks.
class BlockMap
{
public:
    /// Far above what any model answers with; a bound for hostile streams (reliability.md, fault 11).
    static constexpr size_t maxBlocks = 10'000;

    struct Found {
        int position = -1; ///< -1: there are too many blocks
        bool opened = false;
    };

    /// The block that @p index means now for a delta of that kind. A new one is opened when there is none, or
    /// when the one there is closed or of another kind: some gateways give every block the index 0.
    Found open(qint64 index, LiveBlock::Kind kind);
    /// A new block for a contentBlockStart; an empty one of that kind that a delta had opened is not kept
    /// apart.
    Found start(qint64 index, LiveBlock::Kind kind);
    /// The block that @p index means now, or -1.
    int find(qint64 index) const;

    LiveBlock &at(int position) { return m_blocks[static_cast<size_t>(position)]; }
    const std::vector<LiveBlock> &blocks() const { return m_blocks; }
    std::vector<LiveBlock> &blocks() { return m_blocks; }

private:
    Found append(qint64 index, LiveBlock::Kind kind);

    std::vector<LiveBlock> m_blocks;
    QHash<qint64, int> m_positions;
};

} // namespace outcrop::stream
