// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/taborder.h"

#include <QWidget>

namespace outcrop::ui::widgets
{

namespace
{

// A part that is moved alone leaves the whole behind, as a second stop.
QWidget *wholeOf(QWidget *stop)
{
    QWidget *whole = stop;
    for (QWidget *outer = stop->parentWidget(); outer && outer->focusProxy() == whole;
         outer = outer->parentWidget())
        whole = outer;
    return whole;
}

} // namespace

void chainTabs(const QList<QWidget *> &stops)
{
    if (stops.isEmpty())
        return;
    // Only what can have the focus may stand in the chain.
    QWidget *first = stops.constFirst();
    const Qt::FocusPolicy policy = first->focusPolicy();
    if (policy == Qt::NoFocus)
        first->setFocusPolicy(Qt::ClickFocus);
    QWidget *before = first;
    for (QWidget *stop : stops.mid(1)) {
        QWidget *next = wholeOf(stop);
        QWidget::setTabOrder(before, next);
        before = next;
    }
    first->setFocusPolicy(policy);
}

void focusVisibly(QWidget *widget)
{
    widget->window()->setAttribute(Qt::WA_KeyboardFocusChange);
    widget->setFocus(Qt::ShortcutFocusReason);
}

} // namespace outcrop::ui::widgets
