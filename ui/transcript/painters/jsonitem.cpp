// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/jsonitem.h"

namespace outcrop::ui::transcript
{

JsonItem::JsonItem(const models::TranscriptBlock &block, const ItemContext &context,
                   const TranscriptStyle &style)
    : CardItem(block.name, LabelFont::Member, context.block)
    , m_text(readableJson(QString::fromUtf8(block.json), 60), VerbatimText::Look::Json, context.unfolded,
             style)
{
}

qreal JsonItem::layoutBody(const TranscriptStyle &style, qreal width)
{
    m_text.layout(style, width);
    return m_text.height();
}

void JsonItem::paintBody(const PaintContext &context, QPointF origin) const
{
    m_text.paint(context, origin, 0);
}

QString JsonItem::foldLabel() const
{
    return m_text.isLong() ? foldWords(m_text.hiddenLines()) : QString();
}

} // namespace outcrop::ui::transcript
