// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

#include <optional>

namespace outcrop::ui::transcript
{

/// What helps with @p error beside Retry: HotSpot::Kind::SignIn, HotSpot::Kind::Connection where the
/// connection's settings or its check do, or nothing.
std::optional<HotSpot::Kind> helpFor(const base::Error &error);

/// What went wrong, under what had arrived: the cause, the service's own words, what helps, the way to the
/// culprit, and Retry.
class ErrorItem : public BlockItem
{
public:
    /// @p namesPlace: the request has a place it is about.
    ErrorItem(const base::Error &error, models::ErrorRemedy remedy, bool namesPlace,
              const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    int boxCount() const override { return int(m_boxes.size()); }
    PlacedBox box(int index) const override { return {&m_boxes[size_t(index)], {}}; }
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    qreal bottomPadding() const override { return 2; }

private:
    struct Button {
        HotSpot::Kind kind;
        QRectF rect;
    };

    void paintButton(const PaintContext &context, const QRectF &rect, HotSpot::Kind kind) const;

    std::vector<markdown::TextBox>
        m_boxes;                   ///< message, service message, advice, facts: those that are not empty
    std::vector<int> m_verbatim;   ///< indices of boxes in the monospaced font
    std::vector<Button> m_buttons; ///< from left to right
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
