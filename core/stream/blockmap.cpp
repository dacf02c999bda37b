// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/blockmap.h"

namespace outcrop::stream
{

int BlockMap::find(qint64 index) const
{
    // Nearly every delta goes to the block that came last.
    if (!m_blocks.empty() && m_blocks.back().streamIndex == index)
        return static_cast<int>(m_blocks.size()) - 1;
    return m_positions.value(index, -1);
}

BlockMap::Found BlockMap::open(qint64 index, LiveBlock::Kind kind)
{
    const int position = find(index);
    if (position >= 0 && at(position).open && at(position).kind == kind)
        return {position, false};
    return append(index, kind);
}

BlockMap::Found BlockMap::start(qint64 index, LiveBlock::Kind kind)
{
    const int position = find(index);
    if (position >= 0 && at(position).open && at(position).kind == kind && !at(position).started)
        return {position, false};
    return append(index, kind);
}

BlockMap::Found BlockMap::append(qint64 index, LiveBlock::Kind kind)
{
    if (m_blocks.size() >= maxBlocks)
        return {};
    if (const int before = find(index); before >= 0)
        at(before).close();
    LiveBlock block;
    block.kind = kind;
    block.streamIndex = index;
    m_blocks.push_back(std::move(block));
    const int position = static_cast<int>(m_blocks.size()) - 1;
    m_positions.insert(index, position);
    return {position, true};
}

} // namespace outcrop::stream
