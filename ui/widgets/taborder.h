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

} // namespace outcrop::ui::widgets
