// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/cachepointrule.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace outcrop::ui::composer
{

using namespace widgets;
using conversation::CacheTtl;

QString ttlText(CacheTtl ttl)
{
    switch (ttl) {
    case CacheTtl::Default:
        return CachePointRule::tr("5 min (default)");
    case CacheTtl::FiveMinutes:
        return CachePointRule::tr("5 min");
    case CacheTtl::OneHour:
        return CachePointRule::tr("1 h");
    }
    Q_UNREACHABLE();
}

CachePointRule::CachePointRule(QWidget *parent) : QWidget(parent), m_button(new QToolButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_button);
    layout->addStretch();
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolTip(
        tr("cachePoint: what stands above is kept in the prompt cache. Choose for how long."));
    m_button->installEventFilter(this);
    setButtonKind(m_button, ButtonKind::Flat);
    useSmall(m_button);
    buildMenu();
    applyColour();
    setTtl(CacheTtl::Default);
}

QWidget *CachePointRule::button() const
{
    return m_button;
}

void CachePointRule::buildMenu()
{
    auto *menu = new QMenu(m_button);
    auto *choices = new QActionGroup(menu);
    for (const CacheTtl ttl : {CacheTtl::Default, CacheTtl::FiveMinutes, CacheTtl::OneHour}) {
        QAction *action = menu->addAction(ttlText(ttl));
        action->setCheckable(true);
        action->setData(int(ttl));
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, ttl] { Q_EMIT ttlChosen(ttl); });
    }
    menu->addSeparator();
    menu->addAction(tr("Move up (Alt+Up)"), this, [this] { Q_EMIT moveRequested(-1); });
    menu->addAction(tr("Move down (Alt+Down)"), this, [this] { Q_EMIT moveRequested(1); });
    menu->addAction(tr("Remove (Ctrl+Delete)"), this, &CachePointRule::removeRequested);
    m_button->setMenu(menu);
}

void CachePointRule::setTtl(CacheTtl ttl)
{
    m_button->setText(tr("cache point · %1 ▾").arg(ttlText(ttl)));
    m_button->setAccessibleName(tr("Cache point, %1").arg(ttlText(ttl)));
    for (QAction *action : m_button->menu()->actions()) {
        if (action->isCheckable())
            action->setChecked(action->data().toInt() == int(ttl));
    }
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

void CachePointRule::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColour();
    QWidget::changeEvent(event);
}

void CachePointRule::applyColour()
{
    const QColor colour = tokensOf(this).tealText;
    if (m_button->palette().color(QPalette::ButtonText) == colour)
        return;
    QPalette own;
    own.setColor(QPalette::ButtonText, colour);
    m_button->setPalette(own);
}

void CachePointRule::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor line = tokensOf(this).tealLine;
    const QRect button = m_button->geometry();
    painter.fillRect(0, height() / 2, button.left() - metrics::gap, 1, line);
    painter.fillRect(button.right() + metrics::gap, height() / 2, width() - button.right() - metrics::gap, 1,
                     line);
}

} // namespace outcrop::ui::composer
