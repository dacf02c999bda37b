// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/rowlayouts.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/painters/textitem.h"

#include <QFontMetricsF>

#include <algorithm>
#include <utility>

namespace outcrop::ui::transcript
{

namespace
{

constexpr int mostLive = 96; ///< layouts kept before the older half is given back

} // namespace

void RowLayouts::setModel(const models::TranscriptModel *model)
{
    m_model = model;
    m_heights.clear();
    m_rows.clear();
    m_unfolded.clear();
    m_live = 0;
    m_embeddedRow = -1;
    if (model && model->rowCount() > 0)
        insertRows(0, model->rowCount() - 1);
}

void RowLayouts::restyle(const TranscriptStyle &style, int width)
{
    m_style = style;
    m_width = width;
    m_charWidth = QFontMetricsF(style.text.body).averageCharWidth();
    m_rows.clear();
    m_rows.resize(size_t(count()));
    m_live = 0;
    for (int row = 0; row < count(); ++row)
        m_heights.set(row, estimate(row));
}

TurnLayout &RowLayouts::laidOut(int row)
{
    Row &entry = m_rows[size_t(row)];
    if (!entry.layout) {
        entry.layout = std::make_unique<TurnLayout>();
        entry.stale = true;
        ++m_live;
    }
    entry.layout->lastUsed = ++m_tick;
    entry.layout->setEmbedded(row == m_embeddedRow ? std::optional(m_embeddedHeight) : std::nullopt);
    if (std::exchange(entry.stale, false)) {
        entry.layout->update(m_model->turn(row), contextOf(row), m_style);
        entry.grown = true;
    }
    if (std::exchange(entry.grown, false)) {
        const int changed = entry.layout->layout(m_style, m_width);
        entry.changedFrom = std::min(entry.changedFrom.value_or(changed), changed);
        entry.heightChanged = entry.heightChanged || m_heights.heightOf(row) != entry.layout->height();
        m_heights.set(row, entry.layout->height());
    }
    return *entry.layout;
}

RowLayouts::Change RowLayouts::takeChange(int row)
{
    const int height = laidOut(row).height();
    Row &entry = m_rows[size_t(row)];
    return {std::exchange(entry.changedFrom, std::nullopt).value_or(height),
            std::exchange(entry.heightChanged, false)};
}

TurnLayout *RowLayouts::find(int row) const
{
    return row >= 0 && row < count() ? m_rows[size_t(row)].layout.get() : nullptr;
}

bool RowLayouts::isLaidOut(int row) const
{
    const Row &entry = m_rows[size_t(row)];
    return entry.layout && !entry.stale && !entry.grown;
}

void RowLayouts::setEmbedded(int row, int height)
{
    for (const int changed : {m_embeddedRow, row}) {
        if (changed >= 0 && changed < count())
            m_rows[size_t(changed)].grown = m_rows[size_t(changed)].layout != nullptr;
    }
    m_embeddedRow = row;
    m_embeddedHeight = height;
}

void RowLayouts::insertRows(int first, int last)
{
    if (m_embeddedRow >= first)
        m_embeddedRow += last - first + 1;
    std::vector<Row> fresh(size_t(last - first + 1));
    m_rows.insert(m_rows.begin() + first, std::move_iterator(fresh.begin()), std::move_iterator(fresh.end()));
    std::vector<int> heights;
    heights.reserve(fresh.size());
    for (int row = first; row <= last; ++row)
        heights.push_back(estimate(row));
    m_heights.insert(first, heights);
    turnChanged(first);
    turnChanged(last);
}

void RowLayouts::removeRows(int first, int last)
{
    if (m_embeddedRow > last)
        m_embeddedRow -= last - first + 1;
    else if (m_embeddedRow >= first)
        m_embeddedRow = -1;
    for (int row = first; row <= last; ++row)
        m_live -= m_rows[size_t(row)].layout ? 1 : 0;
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    m_heights.remove(first, last);
    if (first < count())
        turnChanged(first);
    else if (first > 0)
        turnChanged(first - 1);
}

/// A call and its result are shown together though they stand in two turns.
bool RowLayouts::belongsTogether(int row) const
{
    using Kind = models::TranscriptBlock::Kind;
    return std::ranges::any_of(m_model->turn(row).blocks, [](const models::TranscriptBlock &block) {
        return block.kind == Kind::ToolUse || block.kind == Kind::ToolResult;
    });
}

void RowLayouts::turnChanged(int row)
{
    const auto mark = [this](int other) {
        if (other < 0 || other >= count())
            return;
        Row &entry = m_rows[size_t(other)];
        entry.stale = entry.layout != nullptr;
        if (!entry.layout)
            m_heights.set(other, estimate(other));
    };
    mark(row);
    if (belongsTogether(row) || row == 0) {
        mark(row - 1);
        mark(row + 1);
    } else if (row > 0 && belongsTogether(row - 1)) {
        mark(row - 1);
    }
}

void RowLayouts::textAppended(int row, int block, QStringView text)
{
    Row &entry = m_rows[size_t(row)];
    if (!entry.layout)
        return; // made from the whole text when it is looked at
    // Also while stale: an item that did not hear of the text would be made anew from all of it.
    if (entry.layout->appendText(block, text))
        entry.grown = true;
    else
        entry.stale = true;
}

bool RowLayouts::hasMore(int row) const
{
    const Row &entry = m_rows[size_t(row)];
    return entry.layout && entry.layout->hasMore();
}

void RowLayouts::goOn(int row)
{
    m_rows[size_t(row)].grown = true;
}

void RowLayouts::reestimate(int row)
{
    if (!m_rows[size_t(row)].layout)
        m_heights.set(row, estimate(row));
}

void RowLayouts::toggleFold(int row, int block)
{
    QSet<int> &blocks = m_unfolded[m_model->turn(row).id];
    if (!blocks.remove(block))
        blocks.insert(block);
    turnChanged(row);
}

bool RowLayouts::isUnfolded(int row, int block) const
{
    return m_unfolded.value(m_model->turn(row).id).contains(block);
}

void RowLayouts::trim(int first, int last)
{
    if (m_live <= mostLive + (last - first))
        return;
    std::vector<quint64> used;
    for (const Row &row : m_rows) {
        if (row.layout)
            used.push_back(row.layout->lastUsed);
    }
    std::ranges::nth_element(used, used.begin() + qsizetype(used.size() / 2));
    const quint64 oldest = used[used.size() / 2];
    for (int row = 0; row < count(); ++row) {
        Row &entry = m_rows[size_t(row)];
        if (!entry.layout || entry.layout->lastUsed >= oldest || (row >= first && row <= last))
            continue;
        entry.layout.reset();
        --m_live;
    }
}

TurnContext RowLayouts::contextOf(int row) const
{
    TurnContext context;
    context.previous = row > 0 ? &m_model->turn(row - 1) : nullptr;
    context.next = row + 1 < m_model->rowCount() ? &m_model->turn(row + 1) : nullptr;
    context.first = row == 0;
    context.unfolded = m_unfolded.value(m_model->turn(row).id);
    return context;
}

/// Good to some lines; the truth comes when the row is looked at.
int RowLayouts::estimate(int row) const
{
    using Kind = models::TranscriptBlock::Kind;
    if (row == m_embeddedRow)
        return m_embeddedHeight + geometry::turnGap + geometry::headerHeight + geometry::headerGap;
    const models::TranscriptTurn &turn = m_model->turn(row);
    const int column =
        std::max(120, m_width - geometry::marginX - geometry::marginRight - geometry::contentLeft);
    const qreal charsPerLine = std::max(10.0, column / m_charWidth);
    qreal height = geometry::turnGap + geometry::headerHeight + geometry::headerGap + geometry::footerGap +
                   geometry::footerHeight;
    for (const models::TranscriptBlock &block : turn.blocks) {
        if (block.kind == Kind::Reasoning)
            continue;
        const QStringView shown =
            QStringView(block.text).first(std::min(block.text.size(), TextItem::mostShown));
        const qreal wrapped = qreal(shown.size()) / charsPerLine;
        const qreal broken = qreal(shown.count(u'\n'));
        qreal lines = std::max(wrapped, broken) + 1;
        if (block.kind != Kind::Text)
            lines = std::min(lines, 16.0);
        height += lines * m_style.text.lineHeight;
    }
    return int(height);
}

} // namespace outcrop::ui::transcript
