// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/heightindex.h"

#include <algorithm>
#include <bit>

namespace outcrop::ui::transcript
{

void HeightIndex::set(int row, int height)
{
    const qint64 delta = height - m_heights[size_t(row)];
    if (delta == 0)
        return;
    m_heights[size_t(row)] = height;
    for (size_t i = size_t(row) + 1; i < m_tree.size(); i += i & (~i + 1))
        m_tree[i] += delta;
}

void HeightIndex::insert(int row, const std::vector<int> &heights)
{
    m_heights.insert(m_heights.begin() + row, heights.begin(), heights.end());
    rebuild();
}

void HeightIndex::remove(int first, int last)
{
    m_heights.erase(m_heights.begin() + first, m_heights.begin() + last + 1);
    rebuild();
}

void HeightIndex::clear()
{
    m_heights.clear();
    m_tree.clear();
}

qint64 HeightIndex::topOf(int row) const
{
    qint64 sum = 0;
    for (size_t i = size_t(row); i > 0; i -= i & (~i + 1))
        sum += m_tree[i];
    return sum;
}

int HeightIndex::rowAt(qint64 y) const
{
    if (m_heights.empty())
        return -1;
    y = std::max<qint64>(0, y);
    size_t position = 0;
    for (size_t step = std::bit_floor(m_heights.size()); step > 0; step /= 2) {
        if (position + step < m_tree.size() && m_tree[position + step] <= y) {
            position += step;
            y -= m_tree[position];
        }
    }
    return std::min(int(position), count() - 1);
}

void HeightIndex::rebuild()
{
    m_tree.assign(m_heights.size() + 1, 0);
    for (size_t i = 1; i < m_tree.size(); ++i) {
        m_tree[i] += m_heights[i - 1];
        const size_t parent = i + (i & (~i + 1));
        if (parent < m_tree.size())
            m_tree[parent] += m_tree[i];
    }
}

} // namespace outcrop::ui::transcript
