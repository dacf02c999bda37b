// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/mediaitem.h"

#include "core/base/offthread.h"
#include "ui/transcript/painters/paintparts.h"
#include "ui/widgets/fonts.h"

#include <QCoreApplication>
#include <QPainter>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal captionHeight = 18;
constexpr qreal lineHeight = 18;
constexpr qreal paddingY = 8;
constexpr QSize mostShown(720, 360);
constexpr int mostRatio = 2; ///< sharp on screens of twice the density

} // namespace

MediaItem::MediaItem(const models::TranscriptBlock &block, const TranscriptStyle &)
    : m_look(std::make_shared<Look>()), m_title(block.name)
{
    if (m_title.isEmpty())
        m_title = block.media.keyAt(0);
    m_about = QCoreApplication::translate("Transcript", "reading…");
    const auto decode = [look = m_look, media = block.media] {
        look->look = widgets::lookAtAttachment(media, mostShown * mostRatio);
        look->ready.store(true, std::memory_order_release);
    };
    base::workers().start(decode, static_cast<int>(base::Urgency::Background));
}

void MediaItem::take(const widgets::AttachmentLook &look)
{
    m_shown = true;
    m_about.clear();
    if (look.facts) {
        m_title = widgets::attachmentTitle(*look.facts, m_title);
        m_about = widgets::describeAttachment(*look.facts);
        m_imageSize = look.facts->pixels;
    }
    m_problem = look.whyNoImage;
    if (look.problem)
        m_problem = look.problem->message;
    m_image = look.image;
    if (m_imageSize.width() > mostShown.width() || m_imageSize.height() > mostShown.height())
        m_imageSize.scale(mostShown, Qt::KeepAspectRatio);
}

qreal MediaItem::layout(const TranscriptStyle &, qreal width)
{
    if (!m_shown && m_look->ready.load(std::memory_order_acquire))
        take(m_look->look);
    m_width = width;
    if (m_image.isNull()) {
        m_height = 2 * paddingY + lineHeight * (m_problem.isEmpty() ? 2 : 3);
    } else {
        const qreal scale = std::min(1.0, width / m_imageSize.width());
        m_height = std::ceil(m_imageSize.height() * scale) + captionHeight * (m_problem.isEmpty() ? 1 : 2);
    }
    return 0;
}

void MediaItem::paintFacts(const PaintContext &context, QPointF origin) const
{
    paintCard(context, QRectF(origin, QSizeF(m_width, m_height)));
    const QRectF line(origin.x() + geometry::cardPadding, origin.y() + paddingY,
                      m_width - 2 * geometry::cardPadding, lineHeight);
    paintLine(context, line, m_title, widgets::boldFont(context.style.text.body), context.style.tokens.text);
    paintLine(context, line.translated(0, lineHeight), m_about, context.style.small,
              context.style.tokens.muted);
    paintLine(context, line.translated(0, 2 * lineHeight), m_problem, context.style.small,
              context.style.tokens.errorText);
}

void MediaItem::paint(const PaintContext &context, QPointF origin) const
{
    if (m_image.isNull()) {
        paintFacts(context, origin);
        return;
    }
    const widgets::Tokens &tokens = context.style.tokens;
    const qreal scale = std::min(1.0, m_width / m_imageSize.width());
    const QRectF target(origin, QSizeF(m_imageSize.width() * scale, m_imageSize.height() * scale));
    context.painter.save();
    context.painter.setRenderHint(QPainter::SmoothPixmapTransform);
    context.painter.drawImage(target, m_image);
    context.painter.restore();
    const QRectF caption(origin.x(), target.bottom(), m_width, captionHeight);
    paintLine(context, caption, m_title + QStringLiteral(" · ") + m_about, context.style.small, tokens.muted);
    paintLine(context, caption.translated(0, captionHeight), m_problem, context.style.small,
              tokens.errorText);
}

} // namespace outcrop::ui::transcript
