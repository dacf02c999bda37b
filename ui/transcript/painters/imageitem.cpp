// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/imageitem.h"

#include "ui/transcript/painters/paintparts.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

constexpr qint64 mostPixels = 30'000'000; // reliability.md, R8
constexpr qreal captionHeight = 18;
constexpr int mostHeight = 360;
constexpr int mostWidth = 720;

/// By the first bytes, so that no plugin of another format (SVG opens files) is ever asked.
QByteArray formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("GIF8"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.size() > 12 && bytes.sliced(8, 4) == "WEBP")
        return "webp";
    return {};
}

} // namespace

ImageItem::ImageItem(const models::TranscriptBlock &block, const TranscriptStyle &) : m_name(block.name)
{
    decode(block.bytes);
}

void ImageItem::decode(const QByteArray &bytes)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Transcript", text); };
    if (bytes.isEmpty()) {
        m_problem = tr("no image data in the message");
        return;
    }
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty()) {
        m_problem = tr("not a PNG, JPEG, GIF or WebP image");
        return;
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    m_size = reader.size();
    if (!m_size.isValid()) {
        m_problem = tr("the image cannot be read: %1").arg(reader.errorString());
    } else if (qint64(m_size.width()) * m_size.height() > mostPixels) {
        m_problem = tr("%1 × %2 pixels: too large to show").arg(m_size.width()).arg(m_size.height());
    } else {
        const QSize shown = m_size.scaled(mostWidth, mostHeight, Qt::KeepAspectRatio);
        if (shown.width() < m_size.width())
            reader.setScaledSize(shown);
        m_image = reader.read();
        if (m_image.isNull())
            m_problem = tr("the image cannot be read: %1").arg(reader.errorString());
    }
}

qreal ImageItem::layout(const TranscriptStyle &, qreal width)
{
    m_width = width;
    if (m_image.isNull()) {
        m_height = 34;
    } else {
        const qreal scale = std::min(1.0, width / m_image.width());
        m_height = std::ceil(m_image.height() * scale) + captionHeight;
    }
    return 0;
}

void ImageItem::paint(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    const QString label = QCoreApplication::translate("Transcript", "image %1").arg(m_name).trimmed();
    if (m_image.isNull()) {
        const QRectF rect(origin, QSizeF(m_width, m_height));
        paintCard(context, rect);
        paintLine(context, rect.adjusted(12, 0, -12, 0), label + u" · "_s + m_problem, context.style.small,
                  tokens.muted);
        return;
    }
    const qreal scale = std::min(1.0, m_width / m_image.width());
    const QRectF target(origin, QSizeF(m_image.width() * scale, m_image.height() * scale));
    context.painter.save();
    context.painter.setRenderHint(QPainter::SmoothPixmapTransform);
    context.painter.drawImage(target, m_image);
    context.painter.restore();
    const QString caption =
        QStringLiteral("%1 · %2 × %3").arg(label).arg(m_size.width()).arg(m_size.height());
    paintLine(context, QRectF(origin.x(), target.bottom(), m_width, captionHeight), caption,
              context.style.small, tokens.muted);
}

} // namespace outcrop::ui::transcript
