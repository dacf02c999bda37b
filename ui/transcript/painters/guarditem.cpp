// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/guarditem.h"

#include "ui/transcript/painters/mediaitem.h"
#include "ui/transcript/painters/textitem.h"
#include "ui/transcript/sourcewords.h"

namespace outcrop::ui::transcript
{

namespace
{

std::unique_ptr<BlockItem> contentOf(const models::TranscriptBlock &block, const TranscriptStyle &style)
{
    if (block.media.isNull())
        return std::make_unique<TextItem>(block.text, false);
    models::TranscriptBlock image;
    image.kind = models::TranscriptBlock::Kind::Image;
    image.name = block.name;
    image.media = block.media.at(0);
    return std::make_unique<MediaItem>(image, style);
}

} // namespace

GuardItem::GuardItem(const models::TranscriptBlock &block, const ItemContext &context,
                     const TranscriptStyle &style)
    : CardItem(guardedLabel(), LabelFont::Words, context.block)
    , m_content(contentOf(block, style))
    , m_rest(block.rest, VerbatimText::Look::Json, context.unfolded, style)
{
    for (const QString &qualifier : block.qualifiers)
        addPill(qualifierWords(qualifier));
}

QPointF GuardItem::restOrigin() const
{
    return {0, m_content->height() + geometry::itemGap};
}

qreal GuardItem::layoutBody(const TranscriptStyle &style, qreal width)
{
    m_content->layout(style, width);
    if (m_rest.boxCount() == 0)
        return m_content->height();
    m_rest.layout(style, width);
    return restOrigin().y() + m_rest.height();
}

void GuardItem::paintBody(const PaintContext &context, QPointF origin) const
{
    m_content->paint(context, origin);
    m_rest.paint(context, origin + restOrigin(), m_content->boxCount());
}

PlacedBox GuardItem::box(int index) const
{
    if (index >= m_content->boxCount())
        return {&m_rest.box(index - m_content->boxCount()), bodyOrigin() + restOrigin()};
    PlacedBox placed = m_content->box(index);
    placed.origin += bodyOrigin();
    return placed;
}

QChar GuardItem::separatorAfter(int index) const
{
    return index + 1 < m_content->boxCount() ? m_content->separatorAfter(index) : QChar(u'\n');
}

QString GuardItem::foldLabel() const
{
    return m_rest.isLong() ? foldWords(m_rest.hiddenLines()) : QString();
}

} // namespace outcrop::ui::transcript
