// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/carditem.h"
#include "ui/transcript/painters/verbatimtext.h"

namespace outcrop::ui::transcript
{

/// A search result given to the model: title, where it is from, its passages, and whether it may be cited.
class SearchResultItem : public CardItem
{
public:
    SearchResultItem(const models::TranscriptBlock &block, const ItemContext &context,
                     const TranscriptStyle &style);

    int boxCount() const override { return headCount() + m_text.boxCount() + m_rest.boxCount(); }
    PlacedBox box(int index) const override;

protected:
    qreal layoutBody(const TranscriptStyle &style, qreal width) override;
    void paintBody(const PaintContext &context, QPointF origin) const override;
    void collectBodySpots(std::vector<HotSpot> &spots) const override;
    QString foldLabel() const override;

private:
    int headCount() const { return int(m_head.size()); }

    std::vector<markdown::TextBox> m_head; ///< title and source
    int m_link = -1;                       ///< of m_head: an address
    VerbatimText m_text;
    VerbatimText m_rest; ///< members that nothing else shows
    qreal m_textTop = 0;
    qreal m_restTop = 0;
};

} // namespace outcrop::ui::transcript
