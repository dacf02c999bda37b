// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/carditem.h"
#include "ui/transcript/painters/verbatimtext.h"

namespace outcrop::ui::transcript
{

/// A block without a painter of its own, as the JSON it is, under the name of its member.
class JsonItem : public CardItem
{
public:
    JsonItem(const models::TranscriptBlock &block, const ItemContext &context, const TranscriptStyle &style);

    int boxCount() const override { return m_text.boxCount(); }
    PlacedBox box(int index) const override { return {&m_text.box(index), bodyOrigin()}; }

protected:
    qreal layoutBody(const TranscriptStyle &style, qreal width) override;
    void paintBody(const PaintContext &context, QPointF origin) const override;
    QString foldLabel() const override;

private:
    VerbatimText m_text;
};

} // namespace outcrop::ui::transcript
