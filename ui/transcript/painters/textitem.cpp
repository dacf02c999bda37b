// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/textitem.h"

#include <QCoreApplication>

namespace outcrop::ui::transcript
{

TextItem::TextItem(QStringView text, bool growing)
{
    m_document.append(text);
    if (!growing)
        m_document.finish();
}

qreal TextItem::layout(const TranscriptStyle &style, qreal width)
{
    return m_document.layout(styleOf(style), width);
}

void TextItem::paint(const PaintContext &context, QPointF origin) const
{
    m_document.paint(context.painter, origin, context.clip, styleOf(context.style), context.selectionOf);
}

bool TextItem::appendText(QStringView text)
{
    if (m_document.isFinished())
        return false;
    m_document.append(text);
    return true;
}

PlacedBox TextItem::box(int index) const
{
    return {&m_document.box(index), QPointF(0, m_document.boxTop(index))};
}

void TextItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    for (int i = 0; i < m_document.boxCount(); ++i) {
        const markdown::TextBox &box = m_document.box(i);
        int last = -1;
        for (const markdown::Span &span : box.spans()) {
            if (span.link < 0 || span.link == last)
                continue;
            last = span.link;
            const std::vector<QRectF> rects = box.rectsOf({int(span.start), int(span.start + span.length)});
            if (rects.empty())
                continue;
            HotSpot spot;
            spot.rect = rects.front().translated(0, m_document.boxTop(i));
            spot.target = box.links()[size_t(span.link)];
            spot.name = QCoreApplication::translate("Transcript", "Open %1").arg(spot.target);
            spots.push_back(std::move(spot));
        }
    }
}

} // namespace outcrop::ui::transcript
