// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/reasoningitem.h"

#include "ui/transcript/painters/paintparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

QString reasoningLabel(const models::TranscriptBlock &block)
{
    if (block.open)
        return QCoreApplication::translate("Transcript", "reasoning…");
    const QString word = QCoreApplication::translate("Transcript", "reasoning");
    return block.duration ? word + u' ' + durationText(*block.duration) : word;
}

ReasoningItem::ReasoningItem(const models::TranscriptBlock &block, const ItemContext &context)
    : TextItem(context.unfolded ? QStringView(block.text) : QStringView(), context.growing)
    , m_label(reasoningLabel(block) + (context.unfolded ? u" ▾"_s : u" ▸"_s))
    , m_block(context.block)
    , m_unfolded(context.unfolded)
    , m_inHeader(context.inHeader)
{
}

qreal ReasoningItem::layout(const TranscriptStyle &style, qreal width)
{
    m_pill = m_inHeader ? QSizeF(0, 0) : pillSize(style, m_label);
    const qreal changed = TextItem::layout(style, width);
    return m_unfolded ? pillHeight() + changed : 0;
}

qreal ReasoningItem::pillHeight() const
{
    return m_inHeader ? 0 : m_pill.height() + (m_unfolded ? 4 : 0);
}

qreal ReasoningItem::height() const
{
    return pillHeight() + (m_unfolded ? TextItem::height() : 0);
}

void ReasoningItem::paint(const PaintContext &context, QPointF origin) const
{
    if (!m_inHeader)
        paintPill(context, QRectF(origin, m_pill), m_label, PillTone::Neutral);
    if (m_unfolded)
        TextItem::paint(context, origin + QPointF(0, pillHeight()));
}

PlacedBox ReasoningItem::box(int index) const
{
    PlacedBox placed = TextItem::box(index);
    placed.origin.ry() += pillHeight();
    return placed;
}

int ReasoningItem::boxAt(QPointF point) const
{
    return m_unfolded ? TextItem::boxAt(point - QPointF(0, pillHeight())) : -1;
}

void ReasoningItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    if (!m_inHeader) {
        HotSpot spot;
        spot.kind = HotSpot::Kind::Fold;
        spot.rect = QRectF(QPointF(), m_pill);
        spot.block = m_block;
        spot.name = m_unfolded ? QCoreApplication::translate("Transcript", "Hide the reasoning")
                               : QCoreApplication::translate("Transcript", "Show the reasoning");
        spots.push_back(std::move(spot));
    }
    if (!m_unfolded)
        return;
    const size_t first = spots.size();
    TextItem::collectHotSpots(spots);
    for (size_t i = first; i < spots.size(); ++i)
        spots[i].rect.translate(0, pillHeight());
}

} // namespace outcrop::ui::transcript
