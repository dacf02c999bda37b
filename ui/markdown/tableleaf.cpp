// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/tableleaf.h"

#include "ui/markdown/linecursor.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace outcrop::ui::markdown
{

namespace
{

constexpr qreal cellPaddingX = 10;
constexpr qreal cellPaddingY = 4;
/// Narrowest column that is still readable when broken anywhere.
constexpr qreal narrowestColumn = 44;

Qt::Alignment alignmentOf(QStringView cell)
{
    const bool left = cell.startsWith(u':');
    const bool right = cell.endsWith(u':');
    return right ? (left ? Qt::AlignHCenter : Qt::AlignRight) : Qt::AlignLeft;
}

} // namespace

TableLeaf::TableLeaf(Leaf leaf, const TextStyle &style, bool growing, TableLeaf *previous)
    : LaidLeaf(std::move(leaf))
{
    const QList<QStringView> lines = QStringView(m_leaf.text).split(u'\n');
    for (const QString &cell : tableCells(lines.value(1)))
        m_alignments.push_back(alignmentOf(cell));
    m_columns = int(m_alignments.size());
    qsizetype row = 0;
    if (previous && previous->m_columns == m_columns && !previous->m_asText) {
        const qsizetype most =
            std::min(previous->m_lines.size() - 1, lines.size() - 1); // its last row may have grown
        while (row < most && previous->m_lines[row] == lines[row == 0 ? 0 : row + 1])
            ++row;
        m_lines = previous->m_lines.first(row);
        const auto cells = row * m_columns;
        m_boxes.assign(std::move_iterator(previous->m_boxes.begin()),
                       std::move_iterator(previous->m_boxes.begin() + cells));
        m_natural.assign(previous->m_natural.begin(), previous->m_natural.begin() + cells);
    }
    for (; row < lines.size() - 1; ++row)
        addRow(lines[row == 0 ? 0 : row + 1], row == 0, style, growing && row == lines.size() - 2);
}

void TableLeaf::addRow(QStringView line, bool header, const TextStyle &style, bool growing)
{
    m_lines.append(line.toString());
    QStringList cells = tableCells(line);
    if (cells.size() > m_columns) { // nothing is dropped: the last column holds the rest
        const QString rest = QStringList(cells.mid(m_columns - 1)).join(u" | ");
        cells = cells.first(m_columns - 1);
        cells.append(rest);
    }
    QFont font = style.body;
    font.setBold(header);
    for (int i = 0; i < m_columns; ++i) {
        m_boxes.emplace_back(parseInline(cells.value(i), growing), font, style);
        m_natural.push_back(m_boxes.back().naturalWidth());
    }
}

/// Widths of the columns' text.
std::vector<qreal> TableLeaf::fitColumns(qreal available) const
{
    std::vector<qreal> widths(size_t(m_columns), 12);
    for (size_t i = 0; i < m_natural.size(); ++i)
        widths[i % size_t(m_columns)] = std::max(widths[i % size_t(m_columns)], m_natural[i] + 1);
    available -= 2 * cellPaddingX * m_columns;
    // Columns narrower than their fair share keep their width; the others share what is left.
    std::vector<size_t> order(widths.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&widths](size_t i) { return widths[i]; });
    qreal left = available;
    for (size_t i = 0; i < order.size(); ++i) {
        const qreal share = std::max(narrowestColumn, left / qreal(order.size() - i));
        widths[order[i]] = std::floor(std::min(widths[order[i]], share));
        left -= widths[order[i]];
    }
    return widths;
}

void TableLeaf::useAsText(const TextStyle &style)
{
    m_asText = true;
    m_boxes.clear();
    m_boxes.emplace_back(m_leaf.text, style.mono, style.text);
}

qreal TableLeaf::layoutContent(const TextStyle &style, const QRectF &area)
{
    if (!m_asText && m_columns * (narrowestColumn + 2 * cellPaddingX) > area.width())
        useAsText(style);
    m_rowBottoms.clear();
    if (m_asText) {
        m_boxes.front().layout(area.width(), style.monoLineHeight, QTextOption::WrapAnywhere);
        m_boxes.front().position = area.topLeft();
        return m_boxes.front().height();
    }
    const std::vector<qreal> widths = fitColumns(area.width());
    qreal y = 0;
    for (size_t first = 0; first < m_boxes.size(); first += size_t(m_columns)) {
        qreal x = 0;
        qreal tallest = 0;
        for (size_t column = 0; column < widths.size(); ++column) {
            TextBox &box = m_boxes[first + column];
            box.layout(widths[column], style.lineHeight, QTextOption::WrapAtWordBoundaryOrAnywhere,
                       m_alignments[column]);
            box.position = area.topLeft() + QPointF(x + cellPaddingX, y + cellPaddingY);
            tallest = std::max(tallest, box.height());
            x += widths[column] + 2 * cellPaddingX;
        }
        y += tallest + 2 * cellPaddingY + 1;
        m_rowBottoms.push_back(y);
    }
    return y;
}

void TableLeaf::paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const
{
    for (size_t i = 0; i < m_rowBottoms.size(); ++i) {
        const qreal y = content.top() + m_rowBottoms[i] - 1;
        painter.fillRect(QRectF(content.left(), y, content.width(), 1),
                         i == 0 ? style.secondary : style.hairline);
    }
}

QChar TableLeaf::separatorAfter(int index) const
{
    return m_asText || (index + 1) % m_columns == 0 ? u'\n' : u'\t';
}

} // namespace outcrop::ui::markdown
