// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/textbox.h"

#include "ui/markdown/displaytext.h"
#include "ui/markdown/textstyle.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::markdown
{

namespace
{

QTextCharFormat formatOf(quint8 spanStyle, const TextStyle &style)
{
    QTextCharFormat format;
    if (spanStyle & Span::Bold)
        format.setFontWeight(QFont::Bold);
    if (spanStyle & Span::Italic)
        format.setFontItalic(true);
    if (spanStyle & Span::Strike)
        format.setFontStrikeOut(true);
    if (spanStyle & Span::Code) {
        format.setFontFamilies(style.mono.families());
        if (style.mono.pointSizeF() > 0)
            format.setFontPointSize(style.mono.pointSizeF());
        else
            format.setProperty(QTextFormat::FontPixelSize, style.mono.pixelSize());
        format.setFontFixedPitch(true);
        format.setBackground(style.inlineBackground);
    }
    if (spanStyle & Span::Link) {
        format.setForeground(style.link);
        format.setFontUnderline(true);
    }
    return format;
}

} // namespace

TextBox::TextBox(QString text, const QFont &font, const QColor &color, std::vector<Format> formats)
    : m_layout(std::make_unique<QTextLayout>(displayText(text), font)), m_color(color)
{
    m_content.text = std::move(text);
    m_layout->setCacheEnabled(true);
    if (formats.empty())
        return;
    QList<QTextLayout::FormatRange> ranges;
    for (Format &format : formats)
        ranges.append({format.start, format.length, std::move(format.format)});
    m_layout->setFormats(ranges);
}

TextBox::TextBox(InlineText text, const QFont &font, const TextStyle &style)
    : m_content(std::move(text))
    , m_layout(std::make_unique<QTextLayout>(displayText(m_content.text), font))
    , m_color(style.text)
{
    m_layout->setCacheEnabled(true);
    if (m_content.spans.empty())
        return;
    QList<QTextLayout::FormatRange> ranges;
    for (const Span &span : m_content.spans)
        ranges.append({int(span.start), int(span.length), formatOf(span.style, style)});
    m_layout->setFormats(ranges);
}

void TextBox::layout(qreal width, int lineHeight, QTextOption::WrapMode wrap, Qt::Alignment alignment)
{
    QTextOption option = m_layout->textOption();
    if (width == m_width && lineHeight == m_lineHeight && option.wrapMode() == wrap &&
        option.alignment() == alignment)
        return;
    option.setWrapMode(wrap);
    option.setAlignment(alignment);
    option.setTabStopDistance(4 * 8);
    m_layout->setTextOption(option);
    m_width = width;
    m_lineHeight = lineHeight;
    m_usedWidth = 0;
    qreal y = 0;
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        const qreal height = std::max<qreal>(lineHeight, std::ceil(line.height()));
        line.setPosition({0, y + std::floor((height - line.height()) / 2)});
        m_usedWidth = std::max(m_usedWidth, line.naturalTextWidth());
        y += height;
    }
    m_layout->endLayout();
    m_height = std::max<qreal>(y, lineHeight);
}

qreal TextBox::naturalWidth() const
{
    if (m_width < 0) { // not broken yet: measure with one endless line
        m_layout->beginLayout();
        qreal widest = 0;
        for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
            line.setLineWidth(1e6);
            widest = std::max(widest, line.naturalTextWidth());
        }
        m_layout->endLayout();
        return widest;
    }
    return m_layout->maximumWidth();
}

void TextBox::paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
                    CharRange selected) const
{
    QList<QTextLayout::FormatRange> selections;
    if (!selected.isEmpty()) {
        QTextCharFormat format;
        format.setBackground(style.selection);
        format.setForeground(style.selectedText);
        selections.append({selected.from, selected.to - selected.from, format});
    }
    painter.setPen(m_color); // a format for the plain colour would cost more than the text
    m_layout->draw(&painter, origin + position, selections, clip);
}

int TextBox::positionAt(QPointF point) const
{
    const QPointF local = point - position;
    if (m_layout->lineCount() == 0 || local.y() < 0)
        return 0;
    if (local.y() >= m_height)
        return length();
    int low = 0;
    int high = m_layout->lineCount() - 1;
    while (low < high) { // the last line that begins above the point
        const int middle = (low + high + 1) / 2;
        if (m_layout->lineAt(middle).y() - (m_lineHeight - m_layout->lineAt(middle).height()) / 2 <=
            local.y())
            low = middle;
        else
            high = middle - 1;
    }
    return std::min(m_layout->lineAt(low).xToCursor(local.x()), length());
}

QRectF TextBox::caretAt(int pos) const
{
    const QTextLine line = m_layout->lineForTextPosition(std::clamp(pos, 0, length()));
    if (!line.isValid())
        return {position, QSizeF(1, m_lineHeight)};
    return {position + QPointF(line.cursorToX(pos), line.y()), QSizeF(1, line.height())};
}

std::vector<QRectF> TextBox::rectsOf(CharRange range) const
{
    std::vector<QRectF> rects;
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int from = std::max(range.from, line.textStart());
        const int to = std::min(range.to, line.textStart() + line.textLength());
        if (from >= to)
            continue;
        const qreal left = line.cursorToX(from);
        const qreal right = line.cursorToX(to);
        rects.push_back(QRectF(std::min(left, right), line.y(), std::abs(right - left), line.height())
                            .translated(position));
    }
    return rects;
}

QString TextBox::linkAt(QPointF point) const
{
    for (const Span &span : m_content.spans) {
        if (span.link < 0)
            continue;
        for (const QRectF &rect : rectsOf({int(span.start), int(span.start + span.length)})) {
            if (rect.contains(point))
                return m_content.links[size_t(span.link)];
        }
    }
    return {};
}

} // namespace outcrop::ui::markdown
