// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/toolcarditem.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal nameRow = 33; ///< a header of one row
constexpr qreal pillRow = 26;
constexpr qreal pillGap = 8;
constexpr qreal nameLeft = 32;
constexpr qreal paddingY = 7;
constexpr qreal foldHeight = 22;
constexpr qreal narrowest = 340; ///< below, the result stands under the arguments

QString tr(const char *text)
{
    return QCoreApplication::translate("Transcript", text);
}

VerbatimText verbatim(const models::TranscriptBlock &block, const ItemContext &context,
                      const TranscriptStyle &style)
{
    const QStringView start = QStringView(block.text).trimmed();
    const bool json = start.startsWith(u'{') || start.startsWith(u'[');
    const QString text = json && !block.open ? readableJson(block.text, 34) : block.text;
    return {text, json ? VerbatimText::Look::Json : VerbatimText::Look::Plain, context.unfolded, style};
}

/// A hammer, in one stroke width.
void paintToolIcon(QPainter &painter, QPointF at, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(at);
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainterPath path;
    path.moveTo(1.5, 10.5);
    path.lineTo(6.6, 5.4);
    path.moveTo(4.2, 3.4);
    path.lineTo(6.4, 1.2);
    path.lineTo(9.0, 1.8);
    path.lineTo(10.8, 3.6);
    path.lineTo(10.4, 5.4);
    path.lineTo(8.6, 7.2);
    path.closeSubpath();
    painter.drawPath(path);
    painter.restore();
}

markdown::TextBox nameBox(const models::TranscriptBlock &block, bool isCall, const TranscriptStyle &style)
{
    QFont font = style.text.mono;
    font.setBold(true);
    return {isCall ? block.name : tr("result"), font, style.text.text};
}

} // namespace

ToolCardItem::ToolCardItem(const models::TranscriptBlock *call, const models::TranscriptBlock *result,
                           const ItemContext &context, const TranscriptStyle &style)
    : m_name(nameBox(call ? *call : *result, call != nullptr, style))
    , m_id(call ? call->id : result->id)
    , m_hasCall(call != nullptr)
    , m_hasResult(result != nullptr)
    , m_state(result ? result->toolState : call->toolState)
    , m_block(context.block)
{
    if (call) {
        m_input = verbatim(*call, context, style);
        if (!call->note.isEmpty())
            m_pills.push_back({call->note, PillTone::Teal, false});
    }
    if (result)
        m_result = verbatim(*result, context, style);
    addStatePill(call ? *call : *result, result);
}

void ToolCardItem::addStatePill(const models::TranscriptBlock &block, const models::TranscriptBlock *result)
{
    const auto duration = result ? result->duration : block.duration;
    switch (m_state) {
    case models::ToolState::Pending:
        if (block.open)
            m_pills.push_back({tr("receiving…"), PillTone::Amber, false});
        else if (m_hasCall)
            m_pills.push_back({tr("waiting for a result"), PillTone::Amber, true});
        break;
    case models::ToolState::Running:
        m_pills.push_back({tr("running…"), PillTone::Amber, false});
        break;
    case models::ToolState::Ok:
        m_pills.push_back(
            {duration ? tr("ran %1").arg(durationText(*duration)) : tr("ok"), PillTone::Neutral, false});
        break;
    case models::ToolState::Error:
        m_pills.push_back({duration ? tr("error after %1").arg(durationText(*duration)) : tr("error"),
                           PillTone::Error, false});
        break;
    case models::ToolState::Denied:
        m_pills.push_back({tr("denied"), PillTone::Error, false});
        break;
    case models::ToolState::Empty:
        m_pills.push_back({tr("empty result"), PillTone::Neutral, false});
        break;
    }
}

qreal ToolCardItem::layout(const TranscriptStyle &style, qreal width)
{
    constexpr qreal padding = geometry::cardPadding;
    m_width = width;
    layoutHeader(style);
    const qreal lineHeight = style.text.monoLineHeight;
    const bool both = m_hasCall && m_hasResult;
    const qreal top = m_headerHeight + paddingY;
    m_split = both && width >= narrowest ? std::floor(width * 0.425) : 0;
    const qreal resultLeft = m_split > 0 ? m_split + padding : padding;
    m_input.layout(style, (m_split > 0 ? m_split : width) - 2 * padding);
    m_result.layout(style, width - resultLeft - padding);
    const qreal inputHeight = m_hasCall ? std::max(m_input.height(), lineHeight) : 0;
    const qreal resultHeight = m_hasResult ? std::max(m_result.height(), lineHeight) : 0;
    m_resultTop = both && m_split == 0 ? top + inputHeight + 2 * paddingY + 1 : top;
    m_height =
        std::max(top + inputHeight, m_resultTop + resultHeight) + paddingY + 2 + (isLong() ? foldHeight : 0);
    return 0;
}

/// A name longer than the card is broken; pills that do not fit beside it stand below it.
void ToolCardItem::layoutHeader(const TranscriptStyle &style)
{
    const qreal right = m_width - geometry::cardPadding;
    m_name.layout(std::max(40.0, right - nameLeft), style.text.monoLineHeight,
                  QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_nameRow = nameRow - style.text.monoLineHeight + m_name.height();
    m_name.position = {nameLeft, std::floor((m_nameRow - m_name.height()) / 2)};
    qreal pillsWidth = 0;
    for (Pill &pill : m_pills) {
        pill.rect.setSize(pillSize(style, pill.text, pill.loud));
        pillsWidth += pill.rect.width() + pillGap;
    }
    const bool below = !m_pills.empty() && nameLeft + m_name.usedWidth() + pillsWidth > right;
    m_headerHeight = m_nameRow + (below ? pillRow : 0);
    qreal x = below ? nameLeft : right + pillGap - pillsWidth;
    for (Pill &pill : m_pills) {
        const qreal top = below ? m_nameRow - 4 : (m_nameRow - pill.rect.height()) / 2;
        pill.rect.moveTo(x, top);
        x += pill.rect.width() + pillGap;
    }
}

int ToolCardItem::boxCount() const
{
    return 1 + m_input.boxCount() + m_result.boxCount();
}

PlacedBox ToolCardItem::box(int index) const
{
    constexpr qreal padding = geometry::cardPadding;
    if (index == 0)
        return {&m_name, {}};
    if (index <= m_input.boxCount())
        return {&m_input.box(index - 1), QPointF(padding, m_headerHeight + paddingY)};
    return {&m_result.box(index - 1 - m_input.boxCount()),
            QPointF((m_split > 0 ? m_split : 0) + padding, m_resultTop)};
}

QChar ToolCardItem::separatorAfter(int) const
{
    return u'\n';
}

QString ToolCardItem::emptyWords() const
{
    switch (m_state) {
    case models::ToolState::Denied:
        return tr("denied by a person");
    default:
        return tr("the result is empty");
    }
}

void ToolCardItem::paint(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    const bool waiting = !m_pills.empty() && m_pills.back().loud; // a person is asked: the loudest state
    paintCard(context, QRectF(origin, QSizeF(m_width, m_height)), tokens.raised,
              waiting                               ? tokens.amber
              : m_state == models::ToolState::Error ? tokens.error
                                                    : tokens.line);
    paintHeader(context, origin);
    paintBody(context, origin);
}

void ToolCardItem::paintHeader(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    paintToolIcon(context.painter, origin + QPointF(geometry::cardPadding, (m_nameRow - 12) / 2),
                  tokens.text);
    m_name.paint(context.painter, origin, context.clip, context.style.text,
                 context.selectionOf ? context.selectionOf(0) : markdown::CharRange());
    for (const Pill &pill : m_pills)
        paintPill(context, pill.rect.translated(origin), pill.text, pill.tone, pill.loud);
    const bool beside = !m_pills.empty() && m_pills.front().rect.top() < m_nameRow - pillGap;
    const qreal right = beside ? m_pills.front().rect.left() - pillGap : m_width - geometry::cardPadding;
    const qreal left = nameLeft + m_name.usedWidth() + pillGap;
    if (right - left > 30)
        paintLine(context,
                  QRectF(origin + QPointF(left, 0), QSizeF(std::min(right - left, 190.0), m_nameRow)), m_id,
                  context.style.text.mono, tokens.faint);
    context.painter.fillRect(QRectF(origin.x() + 1, origin.y() + m_headerHeight - 1, m_width - 2, 1),
                             tokens.lineSoft);
}

void ToolCardItem::paintBody(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    const qreal bottom = m_height - (isLong() ? foldHeight : 0);
    if (m_hasCall && m_hasResult) {
        const QRectF line = m_split > 0 ? QRectF(m_split, m_headerHeight, 1, bottom - m_headerHeight - 1)
                                        : QRectF(1, m_resultTop - paddingY - 1, m_width - 2, 1);
        context.painter.fillRect(line.translated(origin), tokens.lineSoft);
    }
    m_input.paint(context, origin + QPointF(geometry::cardPadding, m_headerHeight + paddingY), 1);
    const QPointF result(m_split + geometry::cardPadding, m_resultTop);
    if (m_hasResult && m_result.boxCount() == 0)
        paintLine(
            context,
            QRectF(origin + result, QSizeF(m_width - result.x(), qreal(context.style.text.monoLineHeight))),
            emptyWords(), context.style.small, tokens.faint);
    m_result.paint(context, origin + result, 1 + m_input.boxCount());
    if (isLong()) {
        context.painter.fillRect(QRectF(origin.x() + 1, origin.y() + bottom - 1, m_width - 2, 1),
                                 tokens.lineSoft);
        paintLine(context, foldRect().translated(origin), foldLabel(), context.style.small, tokens.link);
    }
}

QRectF ToolCardItem::foldRect() const
{
    return {geometry::cardPadding, m_height - foldHeight, m_width - 2 * geometry::cardPadding,
            foldHeight - 1};
}

QString ToolCardItem::foldLabel() const
{
    const qsizetype hidden = std::max(m_input.hiddenLines(), m_result.hiddenLines());
    return hidden > 0 ? tr("Show %1 more lines").arg(hidden) : tr("Show less");
}

void ToolCardItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    if (!isLong())
        return;
    HotSpot spot;
    spot.kind = HotSpot::Kind::Fold;
    spot.rect = foldRect();
    spot.name = foldLabel();
    spot.block = m_block;
    spots.push_back(std::move(spot));
}

} // namespace outcrop::ui::transcript
