// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/turnlayout.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal caretWidth = 7;
constexpr qreal mutedOpacity = 0.65;

void paintFocusRing(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, 6, 6);
    painter.restore();
}

} // namespace

void TurnLayout::paint(QPainter &painter, QPointF origin, const QRectF &clip, const TranscriptStyle &style,
                       const PaintState &state) const
{
    if (isHidden())
        return;
    PaintContext frame{painter, clip, style, {}, nullptr};
    if (clip.top() < origin.y() + m_bodyTop) {
        paintHeader(frame, origin);
        if (state.actions)
            paintActions(frame, origin, state);
    }
    if (m_embedded)
        return;
    paintGutter(frame, origin);
    for (size_t i = 0; i < m_items.size(); ++i) {
        const Item &item = m_items[i];
        const QPointF at = origin + item.origin;
        if (at.y() > clip.bottom() + 20 || at.y() + item.item->height() < clip.top() - 20)
            continue;
        HotSpot hovered;
        PaintContext context{painter, clip, style, {}, nullptr};
        if (!state.selected.isEmpty())
            context.selectionOf = [&state, &item, index = int(i)](int box) {
                return state.selected.of(state.row, index, box, item.item->box(box).box->length());
            };
        if (state.hovered) {
            hovered = *state.hovered;
            hovered.rect.translate(-item.origin);
            context.hovered = &hovered;
        }
        painter.setOpacity(item.muted ? mutedOpacity : 1);
        item.item->paint(context, at);
        if (item.muted)
            paintStrikes(frame, at, item);
        painter.setOpacity(1);
        if (item.bracketed)
            paintBracket(frame, at, item);
    }
    if (m_showsCaret)
        paintCaret(frame, origin);
    if (clip.bottom() > origin.y() + m_bodyBottom)
        paintFooter(frame, origin);
    if (state.current)
        paintFocusRing(painter,
                       QRectF(origin.x() + geometry::marginX - 10, origin.y() + m_headerTop - 3,
                              m_width - geometry::marginX - geometry::marginRight + 18,
                              m_height - m_headerTop + 6),
                       style.tokens.accent);
    if (state.focused)
        paintFocusRing(painter, state.focused->rect.translated(origin).adjusted(-2, -1, 2, 1),
                       style.tokens.accent);
}

/// What is muted is struck through, line by line; without lines of text, once across.
void TurnLayout::paintStrikes(const PaintContext &context, QPointF origin, const Item &item) const
{
    QPainter &painter = context.painter;
    painter.setPen(QPen(context.style.tokens.text, 1));
    for (int i = 0; i < item.item->boxCount(); ++i) {
        const PlacedBox placed = item.item->box(i);
        for (const QRectF &line : placed.box->rectsOf({0, placed.box->length()})) {
            const QRectF at = line.translated(origin + placed.origin);
            if (at.bottom() < context.clip.top() || at.top() > context.clip.bottom())
                continue;
            painter.drawLine(QPointF(at.left(), at.center().y()), QPointF(at.right(), at.center().y()));
        }
    }
    if (item.item->boxCount() == 0) {
        const qreal middle = origin.y() + item.item->height() / 2;
        painter.drawLine(QPointF(origin.x(), middle),
                         QPointF(origin.x() + m_width - item.origin.x() - geometry::marginRight, middle));
    }
}

void TurnLayout::paintHeader(const PaintContext &context, QPointF origin) const
{
    const QRectF role(origin.x() + geometry::marginX, origin.y() + m_headerTop, m_width,
                      geometry::headerHeight);
    paintLine(context, role, m_role, context.style.role, context.style.tokens.faint);
    for (const HeaderPill &pill : m_pills) {
        if (!isCovered(pill))
            paintPill(context, pill.rect.translated(origin), pill.text, pill.tone);
    }
}

void TurnLayout::paintActions(const PaintContext &context, QPointF origin, const PaintState &state) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    for (size_t i = 0; i < m_actions.size(); ++i) {
        const HotSpot &action = m_actions[i];
        const QRectF at = action.rect.translated(origin);
        const bool hovered = state.hovered && state.hovered->kind == action.kind;
        paintLine(context, at, action.name, context.style.role, hovered ? tokens.link : tokens.faint);
        if (i > 0)
            paintLine(context,
                      QRectF(at.left() - geometry::actionSpace, at.top(), geometry::actionSpace, at.height()),
                      QStringLiteral("·"), context.style.role, tokens.faint, Qt::AlignHCenter);
    }
}

/// The strata edge: one stretch for neighbours of the same colour.
void TurnLayout::paintGutter(const PaintContext &context, QPointF origin) const
{
    QPainter &painter = context.painter;
    const auto stretch = [&](qreal top, qreal bottom, models::Strata strata) {
        if (bottom <= top || bottom < context.clip.top() || top > context.clip.bottom())
            return;
        const QColor color = context.style.strataColor(strata);
        const QRectF whole(origin.x() + geometry::marginX, top, geometry::gutter, bottom - top);
        if (top < context.clip.top() - 4 && bottom > context.clip.bottom() + 4) { // no end in sight
            painter.fillRect(whole.intersected(context.clip), color);
            return;
        }
        // What is far outside only costs time: a stretch can be as high as its message.
        painter.setBrush(color);
        painter.drawRoundedRect(whole.intersected(context.clip.adjusted(0, -20, 0, 20)), 2, 2);
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    std::optional<models::Strata> current;
    qreal top = 0;
    qreal bottom = 0;
    for (const Item &item : m_items) {
        if (item.item->height() <= 0 || item.block < 0)
            continue;
        const qreal itemTop = origin.y() + item.origin.y();
        if (current && *current != item.strata) {
            stretch(top, bottom + 2, *current);
            current.reset();
        }
        if (!current)
            top = itemTop;
        current = item.strata;
        bottom = itemTop + std::ceil(item.item->height()) + item.item->bottomPadding();
    }
    if (current)
        stretch(top, std::min(bottom, origin.y() + m_bodyBottom), *current);
    else if (m_items.empty())
        stretch(origin.y() + m_bodyTop, origin.y() + m_bodyBottom, m_emptyStrata);
    painter.restore();
}

void TurnLayout::paintBracket(const PaintContext &context, QPointF at, const Item &item) const
{
    const qreal x = at.x() - geometry::bracketWidth + 2;
    const qreal top = item.bracketStart ? at.y() + 8 : at.y() - geometry::itemGap;
    const qreal bottom = at.y() + item.item->height() - (item.bracketEnd ? 8 : 0);
    const QColor color = context.style.tokens.grey;
    context.painter.fillRect(QRectF(x, top, 1, bottom - top), color);
    if (item.bracketStart)
        context.painter.fillRect(QRectF(x, top, 5, 1), color);
    if (item.bracketEnd)
        context.painter.fillRect(QRectF(x, bottom - 1, 5, 1), color);
}

void TurnLayout::paintFooter(const PaintContext &context, QPointF origin) const
{
    for (const auto &[part, rect] : m_footer) {
        const QColor color = part.strata == models::Strata::Read    ? context.style.tokens.tealText
                             : part.strata == models::Strata::Write ? context.style.tokens.amberText
                                                                    : context.style.tokens.faint;
        paintLine(context, rect.translated(origin), part.text, context.style.small, color);
    }
}

QRectF TurnLayout::caret() const
{
    if (!m_showsCaret)
        return {};
    QRectF caret(geometry::marginX + geometry::contentLeft, m_bodyTop + 2, caretWidth, 16);
    if (!m_items.empty() && m_items.back().block >= 0) {
        const QRectF end = m_items.back().item->endCaret();
        if (end.isNull())
            return {};
        caret = QRectF(m_items.back().origin + end.topLeft(), QSizeF(caretWidth, end.height()));
        caret.adjust(0, 1, 0, -1);
    }
    return caret;
}

void TurnLayout::paintCaret(const PaintContext &context, QPointF origin) const
{
    context.painter.fillRect(caret().translated(origin), context.style.tokens.text);
}

} // namespace outcrop::ui::transcript
