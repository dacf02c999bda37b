// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/laidleaf.h"

#include "ui/markdown/tableleaf.h"
#include "ui/markdown/textleaf.h"

#include <QPainter>

#include <algorithm>

namespace outcrop::ui::markdown
{

namespace
{

class RuleLeaf : public LaidLeaf
{
public:
    explicit RuleLeaf(Leaf leaf) : LaidLeaf(std::move(leaf)) {}

protected:
    qreal layoutContent(const TextStyle &, const QRectF &) override { return 9; }
    void paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const override
    {
        painter.fillRect(QRectF(content.left(), content.top() + 4, content.width(), 1), style.hairline);
    }
};

qreal gapAbove(const Leaf &leaf)
{
    if (leaf.gap == Leaf::Gap::None || leaf.gap == Leaf::Gap::Tight)
        return 0;
    if (leaf.kind == Leaf::Kind::Heading)
        return leaf.level <= 2 ? 14 : 12;
    return leaf.marker.isEmpty() ? 8 : 6;
}

} // namespace

qreal indentOf(const Container &container)
{
    if (container.kind == Container::Kind::Quote)
        return 14;
    return 20 + 8 * std::max(0, container.markerChars - 3);
}

qreal indentOf(const std::vector<Container> &path)
{
    qreal indent = 0;
    for (const Container &container : path)
        indent += indentOf(container);
    return indent;
}

void LaidLeaf::layout(const TextStyle &style, qreal width, const Leaf *before)
{
    m_gap = gapAbove(m_leaf);
    m_shared = 0;
    if (before) {
        const auto [mine, theirs] = std::ranges::mismatch(m_leaf.path, before->path);
        m_shared = size_t(mine - m_leaf.path.begin());
    }
    constexpr qreal narrowest = 80; // deep nesting stops moving to the right
    const qreal indent = std::min(indentOf(m_leaf.path), std::max<qreal>(0, width - narrowest));
    m_content = QRectF(indent, m_gap, std::max(width - indent, narrowest), 0);
    m_content.setHeight(layoutContent(style, m_content));
    m_height = m_gap + m_content.height();
    layoutMarker(style, indent);
}

void LaidLeaf::layoutMarker(const TextStyle &style, qreal indent)
{
    m_marker.reset();
    if (m_leaf.marker.isEmpty())
        return;
    m_marker = std::make_unique<TextBox>(m_leaf.marker, style.body, style.text);
    m_marker->layout(1000, style.lineHeight, QTextOption::NoWrap);
    const qreal inset = m_leaf.kind == Leaf::Kind::Code ? codePaddingY : 0;
    m_marker->position = {indent - 4 - m_marker->usedWidth(), m_gap + inset};
}

QChar LaidLeaf::separatorAfter(int) const
{
    return u'\n';
}

void LaidLeaf::paintBackground(QPainter &, const QRectF &, const TextStyle &) const {}

void LaidLeaf::paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
                     const SelectionOf &selectionOf) const
{
    qreal x = origin.x();
    for (size_t i = 0; i < m_leaf.path.size(); ++i) {
        if (m_leaf.path[i].kind == Container::Kind::Quote) {
            const qreal top = i < m_shared ? 0 : m_gap;
            painter.fillRect(QRectF(x + 1, origin.y() + top, 3, m_height - top), style.hairline);
        }
        x += indentOf(m_leaf.path[i]);
    }
    paintBackground(painter, m_content.translated(origin), style);
    if (m_marker)
        m_marker->paint(painter, origin, clip, style, {});
    for (size_t i = 0; i < m_boxes.size(); ++i) {
        const TextBox &box = m_boxes[i];
        const QRectF area(origin + box.position, QSizeF(box.usedWidth(), box.height()));
        if (area.bottom() >= clip.top() && area.top() <= clip.bottom())
            box.paint(painter, origin, clip, style, selectionOf ? selectionOf(int(i)) : CharRange());
    }
}

std::unique_ptr<LaidLeaf> makeLaidLeaf(Leaf leaf, const TextStyle &style, bool growing, LaidLeaf *previous)
{
    switch (leaf.kind) {
    case Leaf::Kind::Rule:
        return std::make_unique<RuleLeaf>(std::move(leaf));
    case Leaf::Kind::Table:
        return std::make_unique<TableLeaf>(std::move(leaf), style, growing,
                                           dynamic_cast<TableLeaf *>(previous));
    default:
        return std::make_unique<TextLeaf>(std::move(leaf), style, growing);
    }
}

} // namespace outcrop::ui::markdown
