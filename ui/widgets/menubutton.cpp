// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/menubutton.h"

#include <QStyleOptionButton>

namespace outcrop::ui::widgets
{

MenuButton::MenuButton(QWidget *parent) : QToolButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
}

QSize MenuButton::sizeHint() const
{
    QStyleOptionButton option;
    option.initFrom(this);
    option.text = text();
    return style()->sizeFromContents(QStyle::CT_PushButton, &option,
                                     fontMetrics().size(Qt::TextShowMnemonic, text()), this);
}

} // namespace outcrop::ui::widgets
