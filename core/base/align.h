// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace outcrop::base
{

/// A row of an old and a row of a new list that are one thing.
struct AlignedRow {
    int before = 0;
    int after = 0;
    bool same = false; ///< and not only alike
};

/// Increasing in both.
using AlignedRows = std::vector<AlignedRow>;

/// Beyond so many comparisons rows are paired as they stand.
inline constexpr std::int64_t mostAlignSteps = 40'000;

/// Which rows of a new list are which of an old one. Rows for which @p same(old, new) holds pair first, also
/// over gaps (the longest common subsequence); what is left between them pairs so that the sum of
/// @p likeness(old, new) is greatest, 0 being no pair. Equal beginnings and ends cost one comparison a row.
template <typename Same, typename Likeness>
AlignedRows alignRows(int oldCount, int newCount, Same same, Likeness likeness)
{
    AlignedRows pairs;
    int begin = 0;
    const int shorter = std::min(oldCount, newCount);
    while (begin < shorter && same(begin, begin)) {
        pairs.push_back({begin, begin, true});
        ++begin;
    }
    int end = 0;
    while (end < shorter - begin && same(oldCount - 1 - end, newCount - 1 - end))
        ++end;

    const int rows = oldCount - begin - end;
    const int columns = newCount - begin - end;
    if (std::int64_t{rows} * columns > mostAlignSteps) {
        for (int i = 0; i < std::min(rows, columns); ++i) {
            const bool isSame = same(begin + i, begin + i);
            if (isSame || likeness(begin + i, begin + i) > 0)
                pairs.push_back({begin + i, begin + i, isSame});
        }
    } else if (rows > 0 && columns > 0) {
        constexpr std::int64_t sameWeight = 1'000'000'000;
        const auto at = [columns](int row, int column) {
            return static_cast<size_t>(row) * static_cast<size_t>(columns + 1) + static_cast<size_t>(column);
        };
        std::vector<std::int64_t> weight(at(rows - 1, columns) + 1);
        std::vector<std::int64_t> best(at(rows, columns) + 1);
        for (int row = rows - 1; row >= 0; --row) {
            for (int column = columns - 1; column >= 0; --column) {
                const int left = begin + row;
                const int right = begin + column;
                weight[at(row, column)] = same(left, right) ? sameWeight : likeness(left, right);
                const std::int64_t taken = weight[at(row, column)] + best[at(row + 1, column + 1)];
                best[at(row, column)] =
                    std::max({taken, best[at(row + 1, column)], best[at(row, column + 1)]});
            }
        }
        for (int row = 0, column = 0; row < rows && column < columns;) {
            const std::int64_t here = weight[at(row, column)];
            if (here > 0 && best[at(row, column)] == here + best[at(row + 1, column + 1)]) {
                pairs.push_back({begin + row, begin + column, here == sameWeight});
                ++row;
                ++column;
            } else if (best[at(row, column)] == best[at(row + 1, column)])
                ++row;
            else
                ++column;
        }
    }
    for (int i = end; i > 0; --i)
        pairs.push_back({oldCount - i, newCount - i, true});
    return pairs;
}

} // namespace outcrop::base
