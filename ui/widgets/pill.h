// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/textlabel.h"

#include <QWidget>

namespace outcrop::ui::widgets
{

enum class PillTone { Neutral, Teal, Amber, Violet, Error };

/// A short word on a soft rounded ground: a state, a count.
class Pill : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(const QString &text = {}, PillTone tone = PillTone::Neutral, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setTone(PillTone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    PillTone m_tone;
};

/// Draws a pill's ground and text into @p rect; for delegates and tab badges.
void paintPill(QPainter *painter, const QRect &rect, const QString &text, PillTone tone,
               const Tokens &tokens);
QSize pillSize(const QFont &font, const QString &text);

} // namespace outcrop::ui::widgets
