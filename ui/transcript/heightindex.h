// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace outcrop::ui::transcript
{

/// Heights of rows with their running sum (a Fenwick tree): set() and topOf() and rowAt() cost O(log n).
/// Pixels; 10 000 rows cost 80 kB.
class HeightIndex
{
public:
    int count() const { return int(m_heights.size()); }
    int heightOf(int row) const { return m_heights[size_t(row)]; }
    void set(int row, int height);
    /// O(n).
    void insert(int row, const std::vector<int> &heights);
    void remove(int first, int last);
    void clear();

    qint64 total() const { return topOf(count()); }
    /// The sum of the heights above @p row; @p row in [0, count()].
    qint64 topOf(int row) const;
    /// The row that covers @p y; the nearest one for a y outside. -1 when empty. Rows without height are
    /// skipped.
    int rowAt(qint64 y) const;

private:
    void rebuild();

    std::vector<int> m_heights;
    std::vector<qint64> m_tree; ///< one-based
};

} // namespace outcrop::ui::transcript
