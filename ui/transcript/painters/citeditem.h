// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/sourcelist.h"
#include "ui/transcript/painters/textitem.h"

namespace outcrop::ui::transcript
{

/// Text of an answer that cites something: the numbers of its sources at its end, which is the place they
/// support (protocol/shapes.md, CitationsContentBlock), and the sources below it.
class CitedItem : public TextItem
{
public:
    CitedItem(const models::TranscriptBlock &block, const ItemContext &context, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_sourcesTop + m_sources.height(); }
    void paint(const PaintContext &context, QPointF origin) const override;
    int boxCount() const override { return TextItem::boxCount() + m_sources.boxCount(); }
    PlacedBox box(int index) const override;
    QChar separatorAfter(int index) const override;
    int boxAt(QPointF point) const override;
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    QRectF endCaret() const override;

private:
    void placeMarks(const TranscriptStyle &style, qreal width);

    SourceList m_sources;
    std::vector<QRectF> m_marks; ///< one a source
    qreal m_sourcesTop = 0;
};

} // namespace outcrop::ui::transcript
