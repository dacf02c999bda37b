// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/markdowndocument.h"

#include "ui/markdown/textleaf.h"

#include <QPainter>

#include <algorithm>

namespace outcrop::ui::markdown
{

void MarkdownDocument::append(QStringView text)
{
    m_splitter.append(text);
    m_dirty = m_dirty || !text.isEmpty();
}

void MarkdownDocument::finish()
{
    if (m_splitter.isFinished())
        return;
    m_splitter.finish();
    m_dirty = true;
}

qreal MarkdownDocument::layout(const TextStyle &style, qreal width)
{
    const bool everything = width != m_width;
    m_width = width;
    if (everything) {
        m_lineHeight = style.lineHeight;
        relayoutAll(style);
    }
    if (!m_dirty)
        return everything ? 0 : height();
    m_dirty = false;
    std::vector<Leaf> closed = m_splitter.takeClosed();
    std::vector<Leaf> tail = m_splitter.tail();
    std::vector<Placed> old(std::move_iterator(m_leaves.begin() + qsizetype(m_closed)),
                            std::move_iterator(m_leaves.end()));
    m_leaves.resize(m_closed);
    const qreal changedFrom = m_leaves.empty() ? 0 : bottomOf(m_leaves.size() - 1);
    size_t reused = 0;
    const auto takeOver = [&](Leaf leaf, bool growing) {
        LaidLeaf *previous = reused < old.size() ? old[reused].laid.get() : nullptr;
        ++reused;
        if (previous && previous->leaf() == leaf && !growing) {
            place(std::move(old[reused - 1].laid), style);
            return;
        }
        const bool sameBlock = previous && previous->leaf().sourceStart == leaf.sourceStart;
        place(makeLaidLeaf(std::move(leaf), style, growing, sameBlock ? previous : nullptr), style);
    };
    for (Leaf &leaf : closed)
        takeOver(std::move(leaf), false);
    m_closed = m_leaves.size();
    for (size_t i = 0; i < tail.size(); ++i)
        takeOver(std::move(tail[i]), i + 1 == tail.size());
    return everything ? 0 : changedFrom;
}

void MarkdownDocument::place(std::unique_ptr<LaidLeaf> laid, const TextStyle &style)
{
    Placed placed;
    const Leaf *before = nullptr;
    if (!m_leaves.empty()) {
        const Placed &last = m_leaves.back();
        before = &last.laid->leaf();
        const bool codeEnds = before->kind == Leaf::Kind::Code && !laid->leaf().continues;
        placed.top = last.top + last.laid->height() + (codeEnds ? codePaddingY : 0);
        placed.firstBox = last.firstBox + last.laid->boxCount();
    }
    laid->layout(style, m_width, before);
    ++m_laidOut;
    placed.laid = std::move(laid);
    m_leaves.push_back(std::move(placed));
}

void MarkdownDocument::relayoutAll(const TextStyle &style)
{
    std::vector<Placed> old = std::move(m_leaves);
    m_leaves.clear();
    m_leaves.reserve(old.size());
    for (size_t i = 0; i < old.size(); ++i)
        place(makeLaidLeaf(old[i].laid->leaf(), style, i >= m_closed && i + 1 == old.size()), style);
}

bool MarkdownDocument::endsCode(size_t index) const
{
    return m_leaves[index].laid->leaf().kind == Leaf::Kind::Code &&
           (index + 1 == m_leaves.size() || !m_leaves[index + 1].laid->leaf().continues);
}

qreal MarkdownDocument::bottomOf(size_t index) const
{
    const Placed &placed = m_leaves[index];
    return placed.top + placed.laid->height() + (endsCode(index) ? codePaddingY : 0);
}

qreal MarkdownDocument::height() const
{
    return m_leaves.empty() ? 0 : bottomOf(m_leaves.size() - 1);
}

int MarkdownDocument::boxCount() const
{
    return m_leaves.empty() ? 0 : m_leaves.back().firstBox + m_leaves.back().laid->boxCount();
}

size_t MarkdownDocument::leafOfBox(int index) const
{
    const auto after = std::ranges::upper_bound(m_leaves, index, {}, &Placed::firstBox);
    return size_t(std::distance(m_leaves.begin(), after)) - 1;
}

size_t MarkdownDocument::leafAtHeight(qreal y) const
{
    const auto after = std::ranges::upper_bound(m_leaves, y, {}, &Placed::top);
    return after == m_leaves.begin() ? 0 : size_t(std::distance(m_leaves.begin(), after)) - 1;
}

const TextBox &MarkdownDocument::box(int index) const
{
    const Placed &placed = m_leaves[leafOfBox(index)];
    return placed.laid->box(index - placed.firstBox);
}

qreal MarkdownDocument::boxTop(int index) const
{
    return m_leaves[leafOfBox(index)].top;
}

QChar MarkdownDocument::separatorAfter(int index) const
{
    const size_t leaf = leafOfBox(index);
    const Placed &placed = m_leaves[leaf];
    if (index - placed.firstBox == placed.laid->boxCount() - 1 && leaf + 1 < m_leaves.size() &&
        m_leaves[leaf + 1].laid->leaf().sameLine)
        return QChar();
    return placed.laid->separatorAfter(index - placed.firstBox);
}

std::pair<qsizetype, qsizetype> MarkdownDocument::sourceOf(int index) const
{
    const Leaf &leaf = m_leaves[leafOfBox(index)].laid->leaf();
    return {leaf.sourceStart, leaf.sourceEnd};
}

int MarkdownDocument::boxAt(QPointF point) const
{
    if (boxCount() == 0)
        return -1;
    size_t leaf = leafAtHeight(point.y());
    while (leaf > 0 && m_leaves[leaf].laid->boxCount() == 0)
        --leaf;
    const Placed &placed = m_leaves[leaf];
    int best = placed.firstBox;
    qreal nearest = 1e12;
    for (int i = 0; i < placed.laid->boxCount(); ++i) {
        const TextBox &box = placed.laid->box(i);
        const QRectF area(box.position + QPointF(0, placed.top),
                          QSizeF(std::max<qreal>(box.usedWidth(), 1), box.height()));
        const qreal dx = std::max({area.left() - point.x(), point.x() - area.right(), 0.0});
        const qreal dy = std::max({area.top() - point.y(), point.y() - area.bottom(), 0.0});
        const qreal distance = dx + 1000 * dy; // rows first
        if (distance < nearest) {
            nearest = distance;
            best = placed.firstBox + i;
        }
    }
    return std::min(best, boxCount() - 1);
}

void MarkdownDocument::paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
                             const SelectionOf &selectionOf) const
{
    if (m_leaves.empty())
        return;
    for (size_t i = leafAtHeight(clip.top() - origin.y()); i < m_leaves.size(); ++i) {
        const Placed &placed = m_leaves[i];
        const QPointF at = origin + QPointF(0, placed.top);
        if (at.y() > clip.bottom())
            break;
        const int first = placed.firstBox;
        placed.laid->paint(
            painter, at, clip, style,
            selectionOf ? SelectionOf([&selectionOf, first](int box) { return selectionOf(first + box); })
                        : SelectionOf());
        if (endsCode(i)) {
            const qreal indent = indentOf(placed.laid->leaf().path);
            paintCodeEnd(painter, QRectF(at.x() + indent, at.y(), m_width - indent, placed.laid->height()),
                         style);
        }
    }
}

QRectF MarkdownDocument::endCaret() const
{
    if (boxCount() == 0)
        return {0, 0, 1, qreal(m_lineHeight)};
    const int last = boxCount() - 1;
    return box(last).caretAt(box(last).length()).translated(0, boxTop(last));
}

} // namespace outcrop::ui::markdown
