// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tokens.h"

#include <QStyleOption>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace outcrop::ui::widgets::stylepaint
{

/// A filled shape with a one-pixel border, or two where @p strong.
void roundedBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border,
                int radius = metrics::radius, bool strong = false);
void chevronDown(QPainter *painter, const QRect &rect, const QColor &colour);

void button(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void toolButton(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void lineEdit(QPainter *painter, const QStyleOption &option, const QWidget *widget);
void checkBox(QPainter *painter, const QStyleOption &option, bool round);
void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QWidget *widget);
void menuFrame(QPainter *painter, const QRect &rect, const Tokens &t);
void slider(QPainter *painter, const QStyleOptionSlider &option, const QRect &groove, const QRect &handle);
void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &handle);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);

} // namespace outcrop::ui::widgets::stylepaint
