// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/brokenlines.h"

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

constexpr qsizetype afterComma = 60; // a comma so near the end of a piece ends it

bool continuesCharacter(char byte)
{
    return (static_cast<uchar>(byte) & 0xc0) == 0x80;
}

// Where the piece that begins at @p begin ends.
qsizetype endOfPiece(QByteArrayView text, qsizetype begin)
{
    const qsizetype most = begin + BrokenLines::piece;
    for (qsizetype at = most; at > most - afterComma; --at) {
        if (text[at - 1] == ',')
            return at;
    }
    qsizetype end = most;
    while (end > most - 4 && continuesCharacter(text[end])) // what is no UTF-8 is broken anywhere
        --end;
    return end;
}

} // namespace

BrokenLines::BrokenLines(const QByteArray &text) : m_text(text)
{
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype lineFeed = text.indexOf('\n', begin);
        const qsizetype end = lineFeed < 0 ? text.size() : lineFeed;
        if (end - begin > longest) {
            while (end - begin > piece) {
                begin = endOfPiece(text, begin);
                m_breaks.push_back(begin);
            }
        }
        begin = end + 1;
    }
    if (m_breaks.empty())
        m_text = QByteArray();
}

QByteArray BrokenLines::shown() const
{
    QByteArray shown;
    shown.reserve(m_text.size() + static_cast<qsizetype>(m_breaks.size()));
    qsizetype begin = 0;
    for (const qsizetype end : m_breaks) {
        shown.append(QByteArrayView(m_text).sliced(begin, end - begin)).append('\n');
        begin = end;
    }
    return shown.append(QByteArrayView(m_text).sliced(begin));
}

qsizetype BrokenLines::toShown(qsizetype offset) const
{
    return offset + (std::ranges::upper_bound(m_breaks, offset) - m_breaks.begin());
}

qsizetype BrokenLines::fromShown(qsizetype offset) const
{
    // Break number i is shown at m_breaks[i] + i.
    size_t first = 0;
    size_t count = m_breaks.size();
    while (count > 0) {
        const size_t half = count / 2;
        const size_t middle = first + half;
        if (m_breaks[middle] + static_cast<qsizetype>(middle) < offset) {
            first = middle + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return offset - static_cast<qsizetype>(first);
}

} // namespace outcrop::ui::widgets
