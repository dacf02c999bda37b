// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Makes Tab go through @p stops in this order. The first is where it was, the fixed beginning, and may be a
/// widget that does not take the keyboard itself. A field inside a widget that passes the keyboard on to it
/// is put in its place with that widget. All are in one window.
void chainTabs(const QList<QWidget *> &stops);

/// Gives the keyboard to a widget by itself, not by a key of the user's that moves it: the ring is shown all
/// the same.
void focusVisibly(QWidget *widget);

} // namespace outcrop::ui::widgets
