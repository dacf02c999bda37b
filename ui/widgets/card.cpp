// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/widgets/stylepaint.h"
#include "ui/widgets/tokens.h"

#include <QApplication>
#include <QPainter>

namespace outcrop::ui::widgets
{

Card::Card(QWidget *parent) : QWidget(parent)
{
    connect(qApp, &QApplication::focusChanged, this, &Card::onFocusChanged);
}

Card::~Card()
{
    // The base class gives up the focus while it goes, when this is no Card any more.
    disconnect(qApp, nullptr, this, nullptr);
}

void Card::setInvalid(bool invalid)
{
    m_invalid = invalid;
    update();
}

void Card::setBare(bool bare)
{
    m_bare = bare;
    update();
}

void Card::onFocusChanged(const QWidget *old, const QWidget *now)
{
    if ((old && isAncestorOf(old)) != (now && isAncestorOf(now)))
        update();
}

void Card::paintEvent(QPaintEvent *)
{
    if (m_bare)
        return;
    const Tokens &t = tokensOf(this);
    const QWidget *focus = QApplication::focusWidget();
    const bool inside = focus && isAncestorOf(focus);
    const QColor border = m_invalid ? t.error : inside ? t.accent : t.line;
    QPainter painter(this);
    stylepaint::roundedBox(&painter, rect(), t.raised, border, metrics::cardRadius);
}

} // namespace outcrop::ui::widgets
