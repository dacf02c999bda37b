// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/verbatimtext.h"

namespace outcrop::ui::transcript
{

/// A block without a painter of its own, as the JSON it is, under the name of its member.
class JsonItem : public BlockItem
{
public:
    JsonItem(const models::TranscriptBlock &block, const ItemContext &context, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    int boxCount() const override { return m_text.boxCount(); }
    PlacedBox box(int index) const override;
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    qreal bottomPadding() const override { return geometry::itemGap; }

private:
    QRectF foldRect() const;
    QString foldLabel() const;

    QString m_title;
    VerbatimText m_text;
    int m_block = -1;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
