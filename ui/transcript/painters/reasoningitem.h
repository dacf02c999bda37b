// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/textitem.h"

namespace outcrop::ui::transcript
{

/// What the model thought: folded to a pill with its duration until the reader asks for it.
class ReasoningItem : public TextItem
{
public:
    ReasoningItem(const models::TranscriptBlock &block, const ItemContext &context);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override;
    void paint(const PaintContext &context, QPointF origin) const override;
    bool appendText(QStringView text) override { return !m_unfolded || TextItem::appendText(text); }
    int boxCount() const override { return m_unfolded ? TextItem::boxCount() : 0; }
    PlacedBox box(int index) const override;
    int boxAt(QPointF point) const override;
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    QRectF endCaret() const override { return {}; }

protected:
    const markdown::TextStyle &styleOf(const TranscriptStyle &style) const override
    {
        return style.reasoning;
    }

private:
    qreal pillHeight() const;

    QString m_label;
    int m_block;
    bool m_unfolded;
    bool m_inHeader;
    QSizeF m_pill;
};

} // namespace outcrop::ui::transcript
