// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/sourcelist.h"

#include "ui/transcript/painters/paintparts.h"
#include "ui/transcript/sourcewords.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qsizetype quoteShown = 240; ///< UTF-16 units of a quote that is folded
constexpr qreal numberGap = 8;
constexpr qreal sourceGap = 5;
constexpr qreal quoteIndent = 10;
constexpr qreal foldHeight = 22;

QString folded(const QString &quote)
{
    QString shown = quote.left(quoteShown);
    if (shown.back().isHighSurrogate())
        shown.chop(1);
    return shown + QChar(0x2026);
}

} // namespace

SourceList::SourceList(const models::TranscriptBlock &block, const ItemContext &context,
                       const TranscriptStyle &style)
    : m_block(context.block)
    , m_unfolded(context.unfolded)
    , m_rest(block.rest, VerbatimText::Look::Json, context.unfolded, style)
{
    m_long = m_rest.isLong();
    for (int i = 0; i < int(block.sources.size()); ++i) {
        m_numbers << QString::number(context.firstSource + i);
        add(block.sources[size_t(i)], i, style);
    }
}

void SourceList::add(const models::SourceReference &source, int index, const TranscriptStyle &style)
{
    const auto addLine = [&](const QString &text, const QFont &font, const QColor &color, Line line) {
        if (text.isEmpty())
            return;
        line.source = index;
        std::vector<markdown::TextBox::Format> formats;
        if (const qsizetype at = line.link.isEmpty() ? -1 : text.indexOf(line.link); at >= 0) {
            QTextCharFormat format;
            format.setForeground(style.tokens.link);
            formats.push_back({int(at), int(line.link.size()), format});
        } else {
            line.link.clear();
        }
        m_lines.push_back(line);
        m_boxes.emplace_back(text, font, color, std::move(formats));
    };
    const QString link = isWebAddress(source.url)      ? source.url
                         : isWebAddress(source.source) ? source.source
                                                       : QString();
    const bool cut = source.quote.size() > quoteShown;
    m_long = m_long || cut;
    addLine(sourceHeading(source), style.text.body, style.tokens.text, {0, true, false, link});
    addLine(sourceFacts(source), style.small, style.tokens.muted, {0, false, false, link});
    addLine(cut && !m_unfolded ? folded(source.quote) : source.quote, style.small, style.tokens.muted,
            {0, false, true, {}});
}

void SourceList::layout(const TranscriptStyle &style, qreal width)
{
    m_width = width;
    const QFontMetricsF metrics(style.small);
    m_indent = numberGap;
    for (const QString &number : m_numbers)
        m_indent = std::max(m_indent, std::ceil(metrics.horizontalAdvance(number)) + numberGap);
    qreal y = 0;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].heading && i > 0)
            y += sourceGap;
        const qreal left = m_indent + (m_lines[i].quote ? quoteIndent : 0);
        m_boxes[i].layout(width - left, m_lines[i].heading ? style.text.lineHeight : geometry::footerHeight);
        m_boxes[i].position = {left, y};
        y += m_boxes[i].height();
    }
    m_restTop = y + (m_rest.boxCount() > 0 ? geometry::itemGap : 0);
    m_rest.layout(style, width);
    m_height = m_restTop + m_rest.height() + (m_long ? foldHeight : 0);
}

void SourceList::paint(const PaintContext &context, QPointF origin, int firstBox) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const markdown::TextBox &box = m_boxes[i];
        const QPointF at = origin + box.position;
        if (at.y() > context.clip.bottom() || at.y() + box.height() < context.clip.top())
            continue;
        if (m_lines[i].heading)
            paintLine(context,
                      QRectF(origin.x(), at.y(), m_indent - numberGap, context.style.text.lineHeight),
                      m_numbers[m_lines[i].source], context.style.small, tokens.muted, Qt::AlignRight);
        if (m_lines[i].quote)
            context.painter.fillRect(QRectF(at.x() - quoteIndent, at.y() + 1, 2, box.height() - 2),
                                     tokens.line);
        box.paint(context.painter, origin, context.clip, context.style.text,
                  context.selectionOf ? context.selectionOf(firstBox + int(i)) : markdown::CharRange());
    }
    m_rest.paint(context, origin + QPointF(0, m_restTop), firstBox + int(m_boxes.size()));
    if (m_long)
        paintLine(context, foldRect().translated(origin), foldLabel(), context.style.small, tokens.link);
}

PlacedBox SourceList::box(int index) const
{
    if (index < int(m_boxes.size()))
        return {&m_boxes[size_t(index)], {}};
    return {&m_rest.box(index - int(m_boxes.size())), QPointF(0, m_restTop)};
}

QRectF SourceList::foldRect() const
{
    return {0, m_height - foldHeight, m_width, foldHeight};
}

QString SourceList::foldLabel() const
{
    return m_unfolded ? QCoreApplication::translate("Transcript", "Show less")
                      : QCoreApplication::translate("Transcript", "Show all of what is cited");
}

void SourceList::collectHotSpots(std::vector<HotSpot> &spots) const
{
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const QString &link = m_lines[i].link;
        if (link.isEmpty())
            continue;
        const auto at = int(m_boxes[i].text().indexOf(link));
        const std::vector<QRectF> rects = m_boxes[i].rectsOf({at, at + int(link.size())});
        if (rects.empty())
            continue;
        HotSpot spot;
        spot.rect = rects.front();
        spot.target = link;
        spot.name = QCoreApplication::translate("Transcript", "Open %1").arg(link);
        spots.push_back(std::move(spot));
    }
    if (!m_long)
        return;
    HotSpot fold;
    fold.kind = HotSpot::Kind::Fold;
    fold.rect = foldRect();
    fold.name = foldLabel();
    fold.block = m_block;
    spots.push_back(std::move(fold));
}

} // namespace outcrop::ui::transcript
