// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/searchresultitem.h"

#include "ui/transcript/sourcewords.h"
#include "ui/widgets/fonts.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop::ui::transcript
{

SearchResultItem::SearchResultItem(const models::TranscriptBlock &block, const ItemContext &context,
                                   const TranscriptStyle &style)
    : CardItem(searchResultLabel(), LabelFont::Words, context.block)
    , m_text(block.text, VerbatimText::Look::Prose, context.unfolded, style)
    , m_rest(block.rest, VerbatimText::Look::Json, context.unfolded, style)
{
    addPill(citableWords(block.citable));
    const models::SourceReference self = block.sources.empty() ? models::SourceReference() : block.sources[0];
    if (!self.title.isEmpty())
        m_head.emplace_back(self.title, widgets::boldFont(style.text.body), style.tokens.text);
    if (self.source.isEmpty())
        return;
    const bool link = isWebAddress(self.source);
    if (link)
        m_link = headCount();
    m_head.emplace_back(self.source, style.small, link ? style.tokens.link : style.tokens.muted);
}

qreal SearchResultItem::layoutBody(const TranscriptStyle &style, qreal width)
{
    qreal y = 0;
    for (markdown::TextBox &box : m_head) {
        box.layout(width, style.text.lineHeight);
        box.position = {0, y};
        y += box.height();
    }
    m_text.layout(style, width);
    m_textTop = y + (y > 0 && m_text.boxCount() > 0 ? geometry::itemGap : 0);
    m_rest.layout(style, width);
    y = m_textTop + m_text.height();
    m_restTop = y + (y > 0 && m_rest.boxCount() > 0 ? geometry::itemGap : 0);
    return m_restTop + m_rest.height();
}

void SearchResultItem::paintBody(const PaintContext &context, QPointF origin) const
{
    for (int i = 0; i < headCount(); ++i)
        m_head[size_t(i)].paint(context.painter, origin, context.clip, context.style.text,
                                context.selectionOf ? context.selectionOf(i) : markdown::CharRange());
    m_text.paint(context, origin + QPointF(0, m_textTop), headCount());
    m_rest.paint(context, origin + QPointF(0, m_restTop), headCount() + m_text.boxCount());
}

PlacedBox SearchResultItem::box(int index) const
{
    if (index < headCount())
        return {&m_head[size_t(index)], bodyOrigin()};
    index -= headCount();
    if (index < m_text.boxCount())
        return {&m_text.box(index), bodyOrigin() + QPointF(0, m_textTop)};
    return {&m_rest.box(index - m_text.boxCount()), bodyOrigin() + QPointF(0, m_restTop)};
}

void SearchResultItem::collectBodySpots(std::vector<HotSpot> &spots) const
{
    if (m_link < 0)
        return;
    const markdown::TextBox &box = m_head[size_t(m_link)];
    HotSpot spot;
    spot.rect = QRectF(box.position, QSizeF(box.usedWidth(), box.height()));
    spot.target = box.text();
    spot.name = QCoreApplication::translate("Transcript", "Open %1").arg(spot.target);
    spots.push_back(std::move(spot));
}

QString SearchResultItem::foldLabel() const
{
    return m_text.isLong() || m_rest.isLong()
               ? foldWords(std::max(m_text.hiddenLines(), m_rest.hiddenLines()))
               : QString();
}

} // namespace outcrop::ui::transcript
