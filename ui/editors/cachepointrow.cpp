// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/cachepointrow.h"

#include "ui/models/blockroles.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::CacheTtl;
using namespace models;

namespace
{

CacheTtl ttlOf(const QModelIndex &index)
{
    return CacheTtl(index.data(BlockTtlRole).toInt());
}

QString ttlText(CacheTtl ttl)
{
    switch (ttl) {
    case CacheTtl::Default:
        return CachePointRow::tr("5 min (default)");
    case CacheTtl::FiveMinutes:
        return CachePointRow::tr("5 min");
    case CacheTtl::OneHour:
        return CachePointRow::tr("1 h");
    }
    Q_UNREACHABLE();
}

} // namespace

CachePointRow::CachePointRow(const QPersistentModelIndex &index, QWidget *parent)
    : BlockRow(index, parent), m_button(new QToolButton), m_mark(new MarkLabel)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *layout = new QHBoxLayout;
    outer->addLayout(layout);
    outer->addWidget(m_mark);
    m_mark->setContentsMargins(metrics::gutter + metrics::space, 0, 0, 0);
    layout->setContentsMargins(0, 0, metrics::gap, 0);
    layout->setSpacing(0);
    // As much as the tools at the other end, but the first to give way.
    layout->addItem(
        new QSpacerItem(tools()->sizeHint().width(), 0, QSizePolicy::Maximum, QSizePolicy::Minimum));
    layout->addStretch();
    layout->addWidget(m_button);
    layout->addStretch();
    layout->addWidget(tools());
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolTip(
        tr("cachePoint: what stands above is kept in the prompt cache. Choose for how long."));
    setButtonKind(m_button, ButtonKind::Flat);
    useSmall(m_button);
    takeRowKeys(m_button);
    buildMenu();
    applyColour();
    refresh();
}

void CachePointRow::buildMenu()
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
    m_button->setMenu(menu);
    if (index().data(BlockMutedRole).isValid())
        addFurtherChoices();
}

void CachePointRow::addFurtherChoices()
{
    m_button->menu()->addSeparator();
    m_mute = m_button->menu()->addAction(tr("&Muted, not sent"), this, &CachePointRow::muteRequested);
    m_mute->setCheckable(true);
    m_button->menu()->addAction(tr("As &JSON"), this, &CachePointRow::jsonRequested);
}

QWidget *CachePointRow::editor() const
{
    return m_button;
}

void CachePointRow::refresh()
{
    const CacheTtl ttl = ttlOf(index());
    m_button->setText(tr("cache point · %1 ▾").arg(ttlText(ttl)));
    m_button->setAccessibleName(tr("Cache point after block %1, %2").arg(index().row()).arg(ttlText(ttl)));
    setBlockName(tr("cache point"));
    for (QAction *action : m_button->menu()->actions()) {
        if (action->data().isValid())
            action->setChecked(action->data().toInt() == int(ttl));
    }
    if (!m_mute)
        return;
    const bool muted = index().data(BlockMutedRole).toBool();
    m_mute->setChecked(muted);
    QFont font = m_button->font();
    font.setStrikeOut(muted);
    m_button->setFont(font);
}

void CachePointRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColour();
    BlockRow::changeEvent(event);
}

void CachePointRow::applyColour()
{
    const QColor colour = tokensOf(this).tealText;
    if (m_button->palette().color(QPalette::ButtonText) == colour)
        return;
    QPalette own;
    own.setColor(QPalette::ButtonText, colour);
    m_button->setPalette(own);
}

void CachePointRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor line = tokensOf(this).tealLine;
    const QRect button = m_button->geometry();
    const int y = button.center().y();
    painter.fillRect(0, y, button.left() - metrics::gap, 1, line);
    const int right = tools()->isVisible() ? tools()->geometry().left() : width();
    painter.fillRect(button.right() + metrics::gap, y, right - button.right() - metrics::gap, 1, line);
}

} // namespace outcrop::ui::editors
