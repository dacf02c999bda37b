// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/paintparts.h"
#include "ui/transcript/painters/verbatimtext.h"

#include <optional>

namespace outcrop::ui::transcript
{

/// A tool call as one card: name, id, checks and state above; arguments and result side by side. Also shows a
/// result whose call is not in the transcript.
class ToolCardItem : public BlockItem
{
public:
    /// @p call or @p result may be null, not both.
    ToolCardItem(const models::TranscriptBlock *call, const models::TranscriptBlock *result,
                 const ItemContext &context, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    int boxCount() const override;
    PlacedBox box(int index) const override;
    QChar separatorAfter(int index) const override;
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    qreal bottomPadding() const override { return geometry::itemGap; }

private:
    struct Pill {
        QString text;
        PillTone tone = PillTone::Neutral;
        bool loud = false;
        QRectF rect = {};
    };
    void layoutHeader(const TranscriptStyle &style);
    void addStatePill(const models::TranscriptBlock &block, const models::TranscriptBlock *result);
    void paintHeader(const PaintContext &context, QPointF origin) const;
    void paintBody(const PaintContext &context, QPointF origin) const;
    QString emptyWords() const;
    QString foldLabel() const;
    QRectF foldRect() const;
    bool isLong() const { return m_input.isLong() || m_result.isLong(); }

    markdown::TextBox m_name;
    QString m_id;
    std::vector<Pill> m_pills;
    VerbatimText m_input;
    VerbatimText m_result;
    bool m_hasCall = false;
    bool m_hasResult = false;
    models::ToolState m_state = models::ToolState::Pending;
    int m_block = -1;
    qreal m_width = 0;
    qreal m_nameRow = 0;      ///< height of the row of the name
    qreal m_headerHeight = 0; ///< of name and pills, which stand below it where they do not fit beside it
    qreal m_split = 0; ///< x of the line between arguments and result; 0 when they stand one above the other
    qreal m_resultTop = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
