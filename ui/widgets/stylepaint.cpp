// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stylepaint.h"

#include "ui/widgets/outcropstyle.h"

#include <QPainter>
#include <QPainterPath>

namespace outcrop::ui::widgets::stylepaint
{

namespace
{

bool keyboardFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus) &&
           option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

struct ButtonColours {
    QColor fill;
    QColor border;
};

ButtonColours primaryColours(const Tokens &t, QStyle::State state)
{
    if (!state.testFlag(QStyle::State_Enabled))
        return {t.sunken, t.line};
    const bool lit = state.testFlag(QStyle::State_MouseOver) || state.testFlag(QStyle::State_Sunken);
    return lit ? ButtonColours{t.accentHover, t.accentHover} : ButtonColours{t.accent, t.accent};
}

ButtonColours plainColours(const Tokens &t, QStyle::State state, bool flat)
{
    const QColor rest = flat ? QColor(Qt::transparent) : t.raised;
    const QColor border = flat ? QColor(Qt::transparent) : t.line;
    if (!state.testFlag(QStyle::State_Enabled))
        return {flat ? rest : t.surface, border};
    if (state.testFlag(QStyle::State_On))
        return flat ? ButtonColours{t.sunken, t.sunken} : ButtonColours{t.selection, t.selection};
    if (state.testFlag(QStyle::State_Sunken))
        return {t.line, t.line};
    if (state.testFlag(QStyle::State_MouseOver))
        return {t.sunken, flat ? t.sunken : t.line};
    return {rest, border};
}

} // namespace

void roundedBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, int radius,
                bool strong)
{
    const double width = strong ? 2 : 1;
    const double inset = width / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(border, width));
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void chevronDown(QPainter *painter, const QRect &rect, const QColor &colour)
{
    const QPointF c = QRectF(rect).center();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{c + QPointF(-3.5, -1.5), c + QPointF(0, 2), c + QPointF(3.5, -1.5)});
    painter->restore();
}

void button(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Tokens &t = tokensOf(option.palette);
    const ButtonKind kind = buttonKind(widget);
    const ButtonColours colours = kind == ButtonKind::Primary
                                      ? primaryColours(t, option.state)
                                      : plainColours(t, option.state, kind == ButtonKind::Flat);
    const bool focus = keyboardFocus(option);
    const QColor ring = kind == ButtonKind::Primary ? t.text : t.accent;
    roundedBox(painter, option.rect, colours.fill, focus ? ring : colours.border, metrics::radius, focus);
}

void toolButton(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Tokens &t = tokensOf(option.palette);
    const bool flat =
        buttonKind(widget) != ButtonKind::Plain || option.state.testFlag(QStyle::State_AutoRaise);
    const ButtonColours colours = plainColours(t, option.state, flat);
    const bool focus = keyboardFocus(option);
    roundedBox(painter, option.rect, colours.fill, focus ? t.accent : colours.border, metrics::radius, focus);
}

void lineEdit(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Tokens &t = tokensOf(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    QColor border = option.state.testFlag(QStyle::State_HasFocus) ? t.accent : t.line;
    if (isInvalid(widget))
        border = t.error;
    roundedBox(painter, option.rect, enabled ? t.raised : t.surface, border);
}

void checkBox(QPainter *painter, const QStyleOption &option, bool round)
{
    const Tokens &t = tokensOf(option.palette);
    const bool on = option.state.testFlag(QStyle::State_On);
    const int side = std::min(option.rect.width(), option.rect.height());
    // Not by center(), which lies left and above of the middle where the side is even.
    const QRect box(option.rect.left() + (option.rect.width() - side) / 2,
                    option.rect.top() + (option.rect.height() - side) / 2, side, side);
    roundedBox(painter, box, on ? t.accent : t.raised, on ? t.accent : t.grey, round ? side / 2 : 4);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF r(box);
    if (round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.onAccent);
        painter->drawEllipse(r.center(), side * 0.18, side * 0.18);
    } else {
        painter->setPen(QPen(t.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(QPolygonF{r.topLeft() + QPointF(side * 0.25, side * 0.52),
                                        r.topLeft() + QPointF(side * 0.43, side * 0.70),
                                        r.topLeft() + QPointF(side * 0.76, side * 0.32)});
    }
    painter->restore();
}

void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    const Tokens &t = tokensOf(option.palette);
    if (option.editable) {
        lineEdit(painter, option, widget);
    } else {
        QStyleOption panel = option;
        if (option.state.testFlag(QStyle::State_On))
            panel.state &= ~QStyle::State_On;
        button(painter, panel, widget);
    }
    const QRect arrow(option.rect.right() - 22, option.rect.top(), 18, option.rect.height());
    chevronDown(painter,
                option.direction == Qt::RightToLeft ? QStyle::visualRect(option.direction, option.rect, arrow)
                                                    : arrow,
                option.state.testFlag(QStyle::State_Enabled) ? t.muted : t.faint);
}

void menuFrame(QPainter *painter, const QRect &rect, const Tokens &t)
{
    painter->setPen(t.line);
    painter->drawRect(rect.adjusted(0, 0, -1, -1));
}

void slider(QPainter *painter, const QStyleOptionSlider &option, const QRect &groove, const QRect &handle)
{
    const Tokens &t = tokensOf(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const int middle = groove.center().y();
    const QRectF track(groove.left(), middle - 1.5, groove.width(), 4);
    QRectF filled = track;
    filled.setRight(handle.center().x());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.line);
    painter->drawRoundedRect(track, 2, 2);
    if (enabled) {
        painter->setBrush(t.accent);
        painter->drawRoundedRect(filled, 2, 2);
        const bool focus = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(QPen(t.accent, focus ? 2 : 1.5));
        painter->setBrush(focus ? t.accent : t.raised);
        painter->drawEllipse(QRectF(handle).center(), 5.5, 5.5);
    }
    painter->restore();
}

void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle)
{
    const Tokens &t = tokensOf(option.palette);
    if (option.minimum == option.maximum)
        return;
    const bool lit = option.state.testFlag(QStyle::State_MouseOver) ||
                     option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const bool upright = option.orientation == Qt::Vertical;
    const QRectF bar =
        QRectF(handle).adjusted(upright ? 3 : 2, upright ? 2 : 3, upright ? -2 : -2, upright ? -2 : -2);
    QColor colour = t.grey;
    colour.setAlphaF(lit ? 0.85F : 0.45F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    const double radius = std::min(bar.width(), bar.height()) / 2;
    painter->drawRoundedRect(bar, radius, radius);
    painter->restore();
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    constexpr int leastHandle = 24;
    const bool upright = option.orientation == Qt::Vertical;
    const int length = upright ? option.rect.height() : option.rect.width();
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qint64 whole = range + option.pageStep;
    int handle = whole > 0 ? int(qint64(option.pageStep) * length / whole) : length;
    handle = std::clamp(handle, std::min(leastHandle, length), length);
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - handle, option.upsideDown);
    const auto along = [&](int from, int size) {
        const QRect r =
            upright ? QRect(0, from, option.rect.width(), size) : QRect(from, 0, size, option.rect.height());
        return r.translated(option.rect.topLeft());
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    case QStyle::SC_ScrollBarGroove:
        return along(0, length);
    default:
        return {};
    }
}

} // namespace outcrop::ui::widgets::stylepaint
