// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/blocksplitter.h"
#include "ui/markdown/laidleaf.h"

#include <memory>
#include <vector>

namespace outcrop::ui::markdown
{

/// A growing Markdown text laid out in a column. What is closed is parsed and laid out once; only the open
/// tail is done again when text is added. Knows no files, no network and no images: nothing in the text can
/// make it open one.
class MarkdownDocument
{
public:
    /// O(@p text). Nothing is laid out yet.
    void append(QStringView text);
    void finish();
    bool isFinished() const { return m_splitter.isFinished(); }

    /// Brings the layout up to date: what was added since the last call, or everything when style or width
    /// differ.
    /// @return the first pixel that changed, height() when nothing did.
    qreal layout(const TextStyle &style, qreal width);
    qreal height() const;

    int boxCount() const;
    const TextBox &box(int index) const;
    /// Top of the box's leaf, to be added to what the box says of itself.
    qreal boxTop(int index) const;
    QChar separatorAfter(int index) const;
    /// The box at height @p y, or the nearest.
    int boxAt(QPointF point) const;
    /// The source [first, second) that box @p index came from, UTF-16 units into the whole text.
    std::pair<qsizetype, qsizetype> sourceOf(int index) const;

    void paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
               const SelectionOf &selectionOf) const;
    /// Where the next character will stand: the caret of a stream.
    QRectF endCaret() const;

    /// For tests: how many leaves were laid out since the beginning.
    qint64 leavesLaidOut() const { return m_laidOut; }

private:
    struct Placed {
        std::unique_ptr<LaidLeaf> laid;
        qreal top = 0;
        int firstBox = 0;
    };
    void place(std::unique_ptr<LaidLeaf> laid, const TextStyle &style);
    void relayoutAll(const TextStyle &style);
    bool endsCode(size_t index) const;
    qreal bottomOf(size_t index) const;
    size_t leafOfBox(int index) const;
    size_t leafAtHeight(qreal y) const;

    BlockSplitter m_splitter;
    std::vector<Placed> m_leaves; ///< closed ones, then the tail
    size_t m_closed = 0;          ///< how many of m_leaves are closed
    bool m_dirty = false;
    int m_lineHeight = 20;
    qreal m_width = -1;
    qint64 m_laidOut = 0;
};

} // namespace outcrop::ui::markdown
