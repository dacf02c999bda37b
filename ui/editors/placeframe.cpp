// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/placeframe.h"

#include "ui/widgets/tokens.h"

#include <QEvent>
#include <QPainter>

namespace outcrop::ui::editors
{

using namespace widgets;

PlaceFrame::PlaceFrame(QWidget *column) : QWidget(column)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void PlaceFrame::surround(QWidget *target)
{
    if (target == m_target)
        return;
    if (m_target)
        m_target->removeEventFilter(this);
    m_target = target;
    setVisible(target);
    if (!target)
        return;
    target->installEventFilter(this);
    follow();
}

void PlaceFrame::follow()
{
    setGeometry(QRect(m_target->mapTo(parentWidget(), QPoint()), m_target->size()));
    raise();
}

bool PlaceFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_target) {
        if (event->type() == QEvent::Move || event->type() == QEvent::Resize)
            follow();
        else if (event->type() == QEvent::Hide)
            hide();
    }
    return QWidget::eventFilter(watched, event);
}

void PlaceFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokensOf(this).accent, 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::cardRadius, metrics::cardRadius);
}

} // namespace outcrop::ui::editors
