// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/textleaf.h"

#include "ui/markdown/jsonformats.h"

#include <QPainter>

#include <array>

namespace outcrop::ui::markdown
{

namespace
{

constexpr qreal codeRadius = 7;

QFont headingFont(const TextStyle &style, int level)
{
    static constexpr std::array<qreal, 6> scale = {1.45, 1.25, 1.1, 1.0, 1.0, 1.0};
    QFont font = style.body;
    font.setBold(true);
    const qreal factor = scale[size_t(qBound(1, level, 6)) - 1];
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

/// A frame whose upper and lower edges may lie outside of what is painted.
void paintCodeFrame(QPainter &painter, const QRectF &visible, const QRectF &frame, const TextStyle &style)
{
    painter.save();
    painter.setClipRect(visible, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(style.hairline);
    painter.setBrush(style.codeBackground);
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), codeRadius, codeRadius);
    painter.restore();
}

} // namespace

TextLeaf::TextLeaf(Leaf leaf, const TextStyle &style, bool growing) : LaidLeaf(std::move(leaf))
{
    switch (m_leaf.kind) {
    case Leaf::Kind::Code: {
        const bool json = m_leaf.info.startsWith(u"json", Qt::CaseInsensitive);
        m_boxes.emplace_back(m_leaf.text, style.mono, style.text,
                             json ? jsonFormats(m_leaf.text, style) : std::vector<TextBox::Format>());
        break;
    }
    case Leaf::Kind::Plain:
        m_boxes.emplace_back(m_leaf.text, style.mono, style.text);
        break;
    case Leaf::Kind::Heading:
        m_boxes.emplace_back(parseInline(m_leaf.text, growing), headingFont(style, m_leaf.level), style);
        break;
    default:
        m_boxes.emplace_back(parseInline(m_leaf.text, growing), style.body, style);
    }
}

qreal TextLeaf::layoutContent(const TextStyle &style, const QRectF &area)
{
    TextBox &box = m_boxes.front();
    switch (m_leaf.kind) {
    case Leaf::Kind::Code: {
        const qreal top = m_leaf.continues ? 0 : codePaddingY;
        box.layout(area.width() - 2 * codePaddingX, style.monoLineHeight, QTextOption::WrapAnywhere);
        box.position = area.topLeft() + QPointF(codePaddingX, top);
        return top + (m_leaf.text.isEmpty() && m_leaf.continues ? style.monoLineHeight : box.height());
    }
    case Leaf::Kind::Plain:
        box.layout(area.width(), style.monoLineHeight, QTextOption::WrapAnywhere);
        box.position = area.topLeft();
        return box.height();
    case Leaf::Kind::Heading:
        box.layout(area.width(), m_leaf.level == 1 ? style.lineHeight + 6 : style.lineHeight + 2);
        box.position = area.topLeft();
        return box.height();
    default:
        box.layout(area.width(), style.lineHeight);
        box.position = area.topLeft();
        return box.height();
    }
}

void TextLeaf::paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const
{
    if (m_leaf.kind != Leaf::Kind::Code)
        return;
    const qreal corner = m_leaf.continues ? 0 : codeRadius + 1;
    if (corner > 0)
        paintCodeFrame(painter, QRectF(content.topLeft(), QSizeF(content.width(), corner)),
                       content.adjusted(0, 0, 0, 4 * codeRadius), style);
    const QRectF straight = content.adjusted(0, corner, 0, 0); // most of it, and cheap
    painter.fillRect(straight, style.codeBackground);
    painter.fillRect(QRectF(straight.topLeft(), QSizeF(1, straight.height())), style.hairline);
    painter.fillRect(QRectF(straight.right() - 1, straight.top(), 1, straight.height()), style.hairline);
}

void paintCodeEnd(QPainter &painter, const QRectF &leafRect, const TextStyle &style)
{
    const QRectF visible(leafRect.left(), leafRect.bottom(), leafRect.width(), codePaddingY);
    paintCodeFrame(painter, visible, visible.adjusted(0, -4 * codeRadius, 0, 0), style);
}

} // namespace outcrop::ui::markdown
