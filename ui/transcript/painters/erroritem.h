// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// What went wrong, under what had arrived: the cause, the service's own words, what helps, and Retry.
class ErrorItem : public BlockItem
{
public:
    ErrorItem(const base::Error &error, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    int boxCount() const override { return int(m_boxes.size()); }
    PlacedBox box(int index) const override { return {&m_boxes[size_t(index)], {}}; }
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    qreal bottomPadding() const override { return 2; }

private:
    std::vector<markdown::TextBox>
        m_boxes;                 ///< message, service message, advice, facts: those that are not empty
    std::vector<int> m_verbatim; ///< indices of boxes in the monospaced font
    QRectF m_retry;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
