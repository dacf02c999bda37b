// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/citeditem.h"

#include "ui/transcript/painters/paintparts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal markHeight = 15;
constexpr qreal markPadding = 4;
constexpr qreal markGap = 3;

} // namespace

CitedItem::CitedItem(const models::TranscriptBlock &block, const ItemContext &context,
                     const TranscriptStyle &style)
    : TextItem(block.text, context.growing), m_sources(block, context, style)
{
}

qreal CitedItem::layout(const TranscriptStyle &style, qreal width)
{
    const qreal changed = TextItem::layout(style, width);
    const bool same = changed >= TextItem::height();
    placeMarks(style, width);
    m_sources.layout(style, width);
    return same ? height() : changed;
}

/// Behind the last word, and on lines of their own where they do not fit beside it.
void CitedItem::placeMarks(const TranscriptStyle &style, qreal width)
{
    const QFontMetricsF metrics(style.small);
    const QRectF end = TextItem::endCaret();
    qreal x = end.left() + markGap;
    qreal y = end.top() + std::floor((end.height() - markHeight) / 2);
    m_marks.clear();
    for (const QString &number : m_sources.numbers()) {
        const qreal wide =
            std::max(markHeight, std::ceil(metrics.horizontalAdvance(number)) + 2 * markPadding);
        if (x + wide > width && x > markGap) {
            x = 0;
            y += style.text.lineHeight;
        }
        m_marks.emplace_back(x, y, wide, markHeight);
        x += wide + markGap;
    }
    const qreal bottom = m_marks.empty() ? 0 : m_marks.back().bottom() + 2;
    m_sourcesTop = std::max(TextItem::height(), bottom) + (m_sources.boxCount() > 0 ? geometry::itemGap : 0);
}

void CitedItem::paint(const PaintContext &context, QPointF origin) const
{
    TextItem::paint(context, origin);
    const widgets::Tokens &tokens = context.style.tokens;
    for (size_t i = 0; i < m_marks.size(); ++i) {
        const QRectF mark = m_marks[i].translated(origin);
        context.painter.save();
        context.painter.setRenderHint(QPainter::Antialiasing);
        context.painter.setPen(Qt::NoPen);
        context.painter.setBrush(tokens.sunken);
        context.painter.drawRoundedRect(mark, 4, 4);
        context.painter.restore();
        paintLine(context, mark, m_sources.numbers()[qsizetype(i)], context.style.small, tokens.muted,
                  Qt::AlignHCenter);
    }
    m_sources.paint(context, origin + QPointF(0, m_sourcesTop), TextItem::boxCount());
}

PlacedBox CitedItem::box(int index) const
{
    if (index < TextItem::boxCount())
        return TextItem::box(index);
    PlacedBox placed = m_sources.box(index - TextItem::boxCount());
    placed.origin += QPointF(0, m_sourcesTop);
    return placed;
}

QChar CitedItem::separatorAfter(int index) const
{
    return index + 1 < TextItem::boxCount() ? TextItem::separatorAfter(index) : QChar(u'\n');
}

int CitedItem::boxAt(QPointF point) const
{
    if (point.y() < m_sourcesTop && TextItem::boxCount() > 0)
        return TextItem::boxAt(point);
    return BlockItem::boxAt(point);
}

void CitedItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    TextItem::collectHotSpots(spots);
    const size_t first = spots.size();
    m_sources.collectHotSpots(spots);
    for (size_t i = first; i < spots.size(); ++i)
        spots[i].rect.translate(0, m_sourcesTop);
}

QRectF CitedItem::endCaret() const
{
    const QRectF caret = TextItem::endCaret();
    if (m_marks.empty())
        return caret;
    return {m_marks.back().right() + markGap, m_marks.back().center().y() - caret.height() / 2, caret.width(),
            caret.height()};
}

} // namespace outcrop::ui::transcript
