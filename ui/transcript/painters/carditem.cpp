// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/carditem.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <utility>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal titleHeight = 28;
constexpr qreal paddingY = 7;
constexpr qreal foldHeight = 22;
constexpr qreal pillGap = 8;
constexpr qreal pillRow = 24;

} // namespace

CardItem::CardItem(QString label, LabelFont font, int block)
    : m_label(std::move(label)), m_font(font), m_block(block)
{
}

void CardItem::addPill(const QString &text, PillTone tone)
{
    if (!text.isEmpty())
        m_pills.push_back({text, tone});
}

QPointF CardItem::bodyOrigin() const
{
    return {geometry::cardPadding, m_titleHeight + paddingY};
}

QString CardItem::foldWords(qsizetype hiddenLines)
{
    return hiddenLines > 0 ? QCoreApplication::translate("Transcript", "Show %1 more lines").arg(hiddenLines)
                           : QCoreApplication::translate("Transcript", "Show less");
}

qreal CardItem::layout(const TranscriptStyle &style, qreal width)
{
    m_width = width;
    layoutPills(style);
    m_height = m_titleHeight + 2 * paddingY + layoutBody(style, width - 2 * geometry::cardPadding) +
               (foldLabel().isEmpty() ? 0 : foldHeight);
    return 0;
}

void CardItem::layoutPills(const TranscriptStyle &style)
{
    const qreal right = m_width - geometry::cardPadding;
    qreal x = right;
    for (auto pill = m_pills.rbegin(); pill != m_pills.rend(); ++pill) {
        pill->rect.setSize(pillSize(style, pill->text, false));
        pill->rect.moveTopLeft({x - pill->rect.width(), (titleHeight - pill->rect.height()) / 2});
        x = pill->rect.left() - pillGap;
    }
    const qreal label = QFontMetricsF(style.small).horizontalAdvance(m_label);
    const bool below = !m_pills.empty() && geometry::cardPadding + label > x;
    m_labelRight = below ? right : x;
    m_titleHeight = titleHeight + (below ? pillRow : 0);
    if (!below)
        return;
    const qreal left = m_pills.front().rect.left() - geometry::cardPadding;
    for (Pill &pill : m_pills)
        pill.rect.translate(-left, pillRow - 2);
}

void CardItem::paint(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    paintCard(context, QRectF(origin, QSizeF(m_width, m_height)));
    const QRectF title(origin.x() + geometry::cardPadding, origin.y(), m_labelRight - geometry::cardPadding,
                       titleHeight);
    paintLine(context, title, m_label,
              m_font == LabelFont::Member ? context.style.smallMono : context.style.small, tokens.muted);
    for (const Pill &pill : m_pills)
        paintPill(context, pill.rect.translated(origin), pill.text, pill.tone, false);
    context.painter.fillRect(QRectF(origin.x() + 1, origin.y() + m_titleHeight - 1, m_width - 2, 1),
                             tokens.lineSoft);
    paintBody(context, origin + bodyOrigin());
    if (const QString fold = foldLabel(); !fold.isEmpty())
        paintLine(context, foldRect().translated(origin), fold, context.style.small, tokens.link);
}

QRectF CardItem::foldRect() const
{
    return {geometry::cardPadding, m_height - foldHeight - 3, m_width - 2 * geometry::cardPadding,
            foldHeight};
}

void CardItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    const size_t first = spots.size();
    collectBodySpots(spots);
    for (size_t i = first; i < spots.size(); ++i)
        spots[i].rect.translate(bodyOrigin());
    if (foldLabel().isEmpty())
        return;
    HotSpot spot;
    spot.kind = HotSpot::Kind::Fold;
    spot.rect = foldRect();
    spot.name = foldLabel();
    spot.block = m_block;
    spots.push_back(std::move(spot));
}

} // namespace outcrop::ui::transcript
