// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace outcrop::json::detail
{

/// A list that grows without moving what it holds: small ones are one vector, large ones add pieces of 64 KiB
/// or so. A vector alone would hold up to three times its content while it grows. Private to core/json.
template <typename T>
class SegmentedList
{
public:
    size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    T &operator[](size_t index) { return segment(index)[index & mask]; }
    const T &operator[](size_t index) const { return segment(index)[index & mask]; }
    const T &back() const { return (*this)[m_size - 1]; }

    void push_back(T value)
    {
        const size_t wanted = m_size >> shift;
        if (wanted > m_rest.size()) {
            m_rest.emplace_back();
            m_rest.back().reserve(segmentSize);
        }
        segment(m_size).push_back(value);
        ++m_size;
    }

    /// Keeps the first @p size values.
    void truncate(size_t size)
    {
        while (m_size > size) {
            const size_t first = (m_size - 1) & ~mask; // of the last segment
            const size_t keep = size > first ? size - first : 0;
            segment(first).resize(keep);
            m_size = first + keep;
            // One empty segment stays: a list that goes up and down over a border does not allocate each
            // time.
            if (m_rest.size() > (m_size >> shift) + 1)
                m_rest.pop_back();
        }
    }

    void swap(SegmentedList &other) noexcept
    {
        m_first.swap(other.m_first);
        m_rest.swap(other.m_rest);
        std::swap(m_size, other.m_size);
    }

    /// Gives back what growing reserved too much.
    void shrink()
    {
        if (m_rest.empty())
            m_first.shrink_to_fit();
    }

private:
    static constexpr size_t shift = 14;
    static constexpr size_t segmentSize = size_t(1) << shift;
    static constexpr size_t mask = segmentSize - 1;

    std::vector<T> &segment(size_t index)
    {
        return index < segmentSize ? m_first : m_rest[(index >> shift) - 1];
    }
    const std::vector<T> &segment(size_t index) const
    {
        return index < segmentSize ? m_first : m_rest[(index >> shift) - 1];
    }

    std::vector<T> m_first;
    std::vector<std::vector<T>> m_rest;
    size_t m_size = 0;
};

} // namespace outcrop::json::detail
