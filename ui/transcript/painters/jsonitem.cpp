// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/jsonitem.h"

#include "ui/transcript/painters/paintparts.h"

#include <QCoreApplication>
#include <QPainter>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal titleHeight = 28;
constexpr qreal paddingY = 7;
constexpr qreal foldHeight = 22;

} // namespace

JsonItem::JsonItem(const models::TranscriptBlock &block, const ItemContext &context,
                   const TranscriptStyle &style)
    : m_title(block.name)
    , m_text(readableJson(QString::fromUtf8(block.json), 60), VerbatimText::Look::Json, context.unfolded,
             style)
    , m_block(context.block)
{
}

qreal JsonItem::layout(const TranscriptStyle &style, qreal width)
{
    m_width = width;
    m_text.layout(style, width - 2 * geometry::cardPadding);
    m_height = titleHeight + 2 * paddingY + m_text.height() + (m_text.isLong() ? foldHeight : 0);
    return 0;
}

void JsonItem::paint(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    paintCard(context, QRectF(origin, QSizeF(m_width, m_height)));
    const QRectF title(origin.x() + geometry::cardPadding, origin.y(), m_width - 2 * geometry::cardPadding,
                       titleHeight);
    paintLine(context, title, m_title, context.style.smallMono, tokens.muted);
    context.painter.fillRect(QRectF(origin.x() + 1, origin.y() + titleHeight - 1, m_width - 2, 1),
                             tokens.lineSoft);
    m_text.paint(context, origin + QPointF(geometry::cardPadding, titleHeight + paddingY), 0);
    if (m_text.isLong())
        paintLine(context, foldRect().translated(origin), foldLabel(), context.style.small, tokens.link);
}

PlacedBox JsonItem::box(int index) const
{
    return {&m_text.box(index), QPointF(geometry::cardPadding, titleHeight + paddingY)};
}

QRectF JsonItem::foldRect() const
{
    return {geometry::cardPadding, m_height - foldHeight - 3, m_width - 2 * geometry::cardPadding,
            foldHeight};
}

QString JsonItem::foldLabel() const
{
    return m_text.hiddenLines() > 0
               ? QCoreApplication::translate("Transcript", "Show %1 more lines").arg(m_text.hiddenLines())
               : QCoreApplication::translate("Transcript", "Show less");
}

void JsonItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    if (!m_text.isLong())
        return;
    HotSpot spot;
    spot.kind = HotSpot::Kind::Fold;
    spot.rect = foldRect();
    spot.name = foldLabel();
    spot.block = m_block;
    spots.push_back(std::move(spot));
}

} // namespace outcrop::ui::transcript
