// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/cachepointitem.h"

#include "ui/transcript/painters/paintparts.h"
#include "ui/transcript/turnwords.h"
#include "ui/widgets/warmth.h"

#include <QFontMetricsF>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

CachePointItem::CachePointItem(const models::TranscriptBlock &block, const TranscriptStyle &)
    : m_label(cachePointWords(block)), m_warmUntil(block.warmUntil.value_or(QDateTime()))
{
}

qreal CachePointItem::layout(const TranscriptStyle &, qreal width)
{
    m_width = width;
    return 0;
}

void CachePointItem::paint(const PaintContext &context, QPointF origin) const
{
    const QString warm = widgets::warmWords(m_warmUntil);
    m_showsWarmth = !warm.isEmpty();
    const QString words = warm.isEmpty() ? m_label : m_label + u" · "_s + warm;
    const qreal label = QFontMetricsF(context.style.small).horizontalAdvance(words) + 16;
    const qreal side = std::max<qreal>(0, (m_width - label) / 2);
    const qreal y = origin.y() + 9;
    const QColor rule = context.style.tokens.tealLine;
    context.painter.fillRect(QRectF(origin.x(), y, side, 1), rule);
    context.painter.fillRect(QRectF(origin.x() + m_width - side, y, side, 1), rule);
    paintLine(context, QRectF(origin, QSizeF(m_width, height())), words, context.style.small,
              context.style.tokens.tealText, Qt::AlignHCenter);
}

} // namespace outcrop::ui::transcript
