// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"
#include "ui/widgets/attachmentlook.h"

#include <atomic>

namespace outcrop::ui::transcript
{

/// An image, document, video or sound of the message, from its own bytes only; what stands in S3 is not
/// fetched. An image is shown (PNG, JPEG, GIF, WebP by their content, at most 30 megapixels: reliability.md,
/// R8), of anything else what there is to know about it. It is looked at on another thread; until that has
/// ended the item hasMore().
class MediaItem : public BlockItem
{
public:
    MediaItem(const models::TranscriptBlock &block, const TranscriptStyle &style);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    bool hasMore() const override { return !m_shown; }

private:
    struct Look {
        std::atomic_bool ready = false;
        widgets::AttachmentLook look;
    };

    void take(const widgets::AttachmentLook &look);
    void paintFacts(const PaintContext &context, QPointF origin) const;

    std::shared_ptr<Look> m_look;
    bool m_shown = false; ///< what was seen is laid out
    QString m_title;
    QString m_about;
    QString m_problem;
    QImage m_image;
    QSize m_imageSize; ///< on screen where there is room
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
