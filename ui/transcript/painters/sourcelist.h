// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/verbatimtext.h"

namespace outcrop::ui::transcript
{

/// What an answer cites, numbered: title, where that is, and the words that are cited. Long ones are folded.
class SourceList
{
public:
    /// @p block is Cited.
    SourceList(const models::TranscriptBlock &block, const ItemContext &context,
               const TranscriptStyle &style);

    void layout(const TranscriptStyle &style, qreal width);
    qreal height() const { return m_height; }
    void paint(const PaintContext &context, QPointF origin, int firstBox) const;
    int boxCount() const { return int(m_boxes.size()) + m_rest.boxCount(); }
    PlacedBox box(int index) const;
    void collectHotSpots(std::vector<HotSpot> &spots) const;

    /// "1", "2"...: the numbers of its sources in the message.
    const QStringList &numbers() const { return m_numbers; }

private:
    struct Line {
        int source = 0;
        bool heading = false;
        bool quote = false;
        QString link; ///< the part of its text that is an address
    };
    void add(const models::SourceReference &source, int index, const TranscriptStyle &style);
    QString foldLabel() const;
    QRectF foldRect() const;

    int m_block;
    bool m_unfolded;
    bool m_long = false;
    QStringList m_numbers;
    std::vector<Line> m_lines;
    std::vector<markdown::TextBox> m_boxes; ///< of the lines
    VerbatimText m_rest;                    ///< members that nothing else shows
    qreal m_indent = 0;
    qreal m_restTop = 0;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
