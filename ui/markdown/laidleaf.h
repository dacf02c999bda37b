// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/leaf.h"
#include "ui/markdown/textbox.h"
#include "ui/markdown/textstyle.h"

#include <QRectF>

#include <functional>
#include <memory>
#include <vector>

namespace outcrop::ui::markdown
{

/// Which characters of box @p index are selected.
using SelectionOf = std::function<CharRange(int index)>;

/// A leaf with its lines broken for a width. Built by makeLaidLeaf().
class LaidLeaf
{
public:
    virtual ~LaidLeaf() = default;

    const Leaf &leaf() const { return m_leaf; }
    /// Lays out for @p width pixels. @p before is the leaf above, or null.
    void layout(const TextStyle &style, qreal width, const Leaf *before);
    /// Pixels, the gap above included.
    qreal height() const { return m_height; }

    int boxCount() const { return int(m_boxes.size()); }
    const TextBox &box(int index) const { return m_boxes[size_t(index)]; }
    /// What stands between box @p index and the next when text is copied.
    virtual QChar separatorAfter(int index) const;

    /// @p origin is the leaf's top left corner.
    void paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
               const SelectionOf &selectionOf) const;

protected:
    explicit LaidLeaf(Leaf leaf) : m_leaf(std::move(leaf)) {}

    /// Breaks the lines of the boxes in @p area (its height is not known yet); returns the content's height.
    virtual qreal layoutContent(const TextStyle &style, const QRectF &area) = 0;
    virtual void paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const;

    Leaf m_leaf;
    std::vector<TextBox> m_boxes;

private:
    void layoutMarker(const TextStyle &style, qreal indent);

    std::unique_ptr<TextBox> m_marker;
    QRectF m_content; ///< where the content stands
    qreal m_gap = 0;
    qreal m_height = 0;
    size_t m_shared = 0; ///< containers this leaf has in common with the one above
};

/// @p growing: the leaf is the open tail (see parseInline()). @p previous, when not null, is an earlier state
/// of the same leaf, whose finished parts may be taken over; it is of no use afterwards.
std::unique_ptr<LaidLeaf> makeLaidLeaf(Leaf leaf, const TextStyle &style, bool growing = false,
                                       LaidLeaf *previous = nullptr);

/// Space inside a block of code, left and right, above and below.
inline constexpr qreal codePaddingX = 11;
inline constexpr qreal codePaddingY = 8;
/// Pixels a container moves its content to the right.
qreal indentOf(const Container &container);
qreal indentOf(const std::vector<Container> &path);

} // namespace outcrop::ui::markdown
