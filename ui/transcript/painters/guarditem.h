// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/carditem.h"
#include "ui/transcript/painters/verbatimtext.h"

namespace outcrop::ui::transcript
{

/// Text or an image that the guardrail looks at, with what the text is to it.
class GuardItem : public CardItem
{
public:
    GuardItem(const models::TranscriptBlock &block, const ItemContext &context, const TranscriptStyle &style);

    bool hasMore() const override { return m_content->hasMore(); }
    int boxCount() const override { return m_content->boxCount() + m_rest.boxCount(); }
    PlacedBox box(int index) const override;
    QChar separatorAfter(int index) const override;

protected:
    qreal layoutBody(const TranscriptStyle &style, qreal width) override;
    void paintBody(const PaintContext &context, QPointF origin) const override;
    void collectBodySpots(std::vector<HotSpot> &spots) const override { m_content->collectHotSpots(spots); }
    QString foldLabel() const override;

private:
    QPointF restOrigin() const;

    std::unique_ptr<BlockItem> m_content;
    VerbatimText m_rest; ///< members that nothing else shows
};

} // namespace outcrop::ui::transcript
