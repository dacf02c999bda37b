// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace outcrop::ui::widgets
{

/// A line one pixel thin between two parts of a pane.
class Hairline : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A small filled mark: the state of a connection (round), a colour of the legend (square).
class Dot : public QWidget
{
    Q_OBJECT

public:
    enum class Colour { Ok, Warn, Error, Idle, Teal, Amber, Grey, Violet };
    enum class Shape { Round, Square };

    explicit Dot(Colour colour, Shape shape = Shape::Round, QWidget *parent = nullptr);
    Colour colour() const { return m_colour; }
    void setColour(Colour colour);

    QSize sizeHint() const override { return {9, 9}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Colour m_colour;
    Shape m_shape;
};

} // namespace outcrop::ui::widgets
