// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// A cache point: a thin teal rule with its TTL, and how long it is warm yet.
class CachePointItem : public BlockItem
{
public:
    CachePointItem(const models::TranscriptBlock &block, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return 18; }
    void paint(const PaintContext &context, QPointF origin) const override;
    bool countsSeconds() const override { return m_showsWarmth; }

private:
    QString m_label;
    QDateTime m_warmUntil;
    mutable bool m_showsWarmth = false; ///< when it was painted last
    qreal m_width = 0;
};

} // namespace outcrop::ui::transcript
