// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/textitem.h"

#include "ui/transcript/painters/paintparts.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop::ui::transcript
{

TextItem::TextItem(QStringView text, bool growing)
{
    take(text);
    if (!growing)
        finish();
}

void TextItem::take(QStringView text)
{
    const qsizetype room = std::min(mostShown - m_taken, text.size());
    m_taken += room;
    m_unshown += text.size() - room;
    if (!hasMore() && room <= sliceChars)
        m_document.append(text.first(room)); // the usual case: no copy
    else
        m_waiting += text.first(room);
}

void TextItem::giveSlice()
{
    if (!hasMore())
        return;
    const qsizetype slice = std::min(sliceChars, m_waiting.size() - m_given);
    m_document.append(QStringView(m_waiting).sliced(m_given, slice));
    m_given += slice;
    if (hasMore())
        return;
    m_waiting = QString();
    m_given = 0;
    if (m_complete)
        m_document.finish();
}

void TextItem::finish()
{
    m_complete = true;
    if (!hasMore())
        m_document.finish();
}

qreal TextItem::layout(const TranscriptStyle &style, qreal width)
{
    giveSlice();
    const qreal changed = m_document.layout(styleOf(style), width);
    layoutNote(style, width);
    return changed;
}

void TextItem::layoutNote(const TranscriptStyle &style, qreal width)
{
    if (m_unshown == 0 || hasMore())
        return;
    if (m_noted != m_unshown) {
        const QString words =
            QCoreApplication::translate("Transcript", "The first %1 of %2 characters are shown. Copying the "
                                                      "message takes all of them.")
                .arg(numberText(m_taken), numberText(m_taken + m_unshown));
        m_note = std::make_unique<markdown::TextBox>(words, style.small, style.tokens.faint);
        m_noted = m_unshown;
    }
    m_note->layout(width, geometry::footerHeight, QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void TextItem::paint(const PaintContext &context, QPointF origin) const
{
    m_document.paint(context.painter, origin, context.clip, styleOf(context.style), context.selectionOf);
    if (m_note)
        m_note->paint(context.painter, origin + QPointF(0, m_document.height() + noteGap), context.clip,
                      styleOf(context.style), {});
}

bool TextItem::appendText(QStringView text)
{
    if (m_complete)
        return false;
    take(text);
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
