// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/cachepointrow.h"

#include "ui/models/blockroles.h"
#include "ui/widgets/cachepointbutton.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QMenu>
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

} // namespace

CachePointRow::CachePointRow(const QPersistentModelIndex &index, QWidget *parent)
    : BlockRow(index, parent), m_button(new CachePointButton), m_mark(new MarkLabel)
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
    takeRowKeys(m_button);
    connect(m_button, &CachePointButton::ttlChosen, this, &CachePointRow::ttlChosen);
    if (index.data(BlockMutedRole).isValid())
        addFurtherChoices();
    refresh();
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
    m_button->setTtl(ttl);
    m_button->setWarmUntil(index().data(BlockWarmUntilRole).toDateTime());
    m_button->setAccessibleName(
        tr("Cache point after block %1, %2").arg(index().row()).arg(CachePointButton::words(ttl)));
    setBlockName(tr("cache point"));
    if (!m_mute)
        return;
    const bool muted = index().data(BlockMutedRole).toBool();
    m_mute->setChecked(muted);
    QFont font = m_button->font();
    font.setStrikeOut(muted);
    m_button->setFont(font);
}

void CachePointRow::paintEvent(QPaintEvent *)
{
    m_button->paintRule(tools()->isVisible() ? tools()->geometry().left() : width());
}

} // namespace outcrop::ui::editors
