// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// A cache point: a thin teal rule with its TTL.
class CachePointItem : public BlockItem
{
public:
    CachePointItem(const models::TranscriptBlock &block, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return 18; }
    void paint(const PaintContext &context, QPointF origin) const override;

private:
    QString m_label;
    qreal m_width = 0;
};

} // namespace outcrop::ui::transcript
