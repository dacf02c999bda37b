// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/cachepointrule.h"

#include "ui/widgets/cachepointbutton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>

namespace outcrop::ui::composer
{

using conversation::CacheTtl;
using widgets::CachePointButton;

CachePointRule::CachePointRule(QWidget *parent) : QWidget(parent), m_button(new CachePointButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_button);
    layout->addStretch();
    m_button->installEventFilter(this);
    QMenu *menu = m_button->menu();
    menu->addSeparator();
    menu->addAction(tr("Move up (Alt+Up)"), this, [this] { Q_EMIT moveRequested(-1); });
    menu->addAction(tr("Move down (Alt+Down)"), this, [this] { Q_EMIT moveRequested(1); });
    menu->addAction(tr("Remove (Ctrl+Delete)"), this, &CachePointRule::removeRequested);
    connect(m_button, &CachePointButton::ttlChosen, this, &CachePointRule::ttlChosen);
}

QWidget *CachePointRule::button() const
{
    return m_button;
}

void CachePointRule::setTtl(CacheTtl ttl)
{
    m_button->setTtl(ttl);
}

bool CachePointRule::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->modifiers() == Qt::AltModifier && key->key() == Qt::Key_Up)
        Q_EMIT moveRequested(-1);
    else if (key->modifiers() == Qt::AltModifier && key->key() == Qt::Key_Down)
        Q_EMIT moveRequested(1);
    else if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_Delete)
        Q_EMIT removeRequested();
    else
        return false;
    return true;
}

void CachePointRule::paintEvent(QPaintEvent *)
{
    m_button->paintRule(width());
}

} // namespace outcrop::ui::composer
