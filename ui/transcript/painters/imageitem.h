// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

#include <QImage>

namespace outcrop::ui::transcript
{

/// An image of the message, from its own bytes only. Formats are told by their content (PNG, JPEG, GIF,
/// WebP); what claims more than 30 megapixels is not decoded (reliability.md, R8).
class ImageItem : public BlockItem
{
public:
    ImageItem(const models::TranscriptBlock &block, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;

private:
    void decode(const QByteArray &bytes);

    QString m_name;
    QString m_problem; ///< shown instead of the image
    QImage m_image;
    QSize m_size;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
