// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hairline.h"

#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::widgets
{

namespace
{

QColor dotColour(const Tokens &t, Dot::Colour colour)
{
    switch (colour) {
    case Dot::Colour::Ok:
        return t.ok;
    case Dot::Colour::Warn:
    case Dot::Colour::Amber:
        return t.amber;
    case Dot::Colour::Error:
        return t.error;
    case Dot::Colour::Idle:
    case Dot::Colour::Grey:
        return t.grey;
    case Dot::Colour::Teal:
        return t.teal;
    case Dot::Colour::Violet:
        return t.violet;
    }
    Q_UNREACHABLE();
}

} // namespace

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokensOf(this).line);
}

Dot::Dot(Colour colour, Shape shape, QWidget *parent) : QWidget(parent), m_colour(colour), m_shape(shape)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Dot::setColour(Colour colour)
{
    m_colour = colour;
    update();
}

void Dot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dotColour(tokensOf(this), m_colour));
    if (m_shape == Shape::Round)
        painter.drawEllipse(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    else
        painter.drawRoundedRect(rect(), 1, 1);
}

} // namespace outcrop::ui::widgets
