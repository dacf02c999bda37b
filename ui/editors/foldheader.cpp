// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/foldheader.h"

#include "ui/widgets/outcropstyle.h"

#include <QKeyEvent>

namespace outcrop::ui::editors
{

FoldHeader::FoldHeader(QWidget *parent) : QToolButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    widgets::setButtonKind(this, widgets::ButtonKind::Flat);
}

void FoldHeader::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & ~Qt::KeypadModifier))
        click();
    else
        QToolButton::keyPressEvent(event);
}

} // namespace outcrop::ui::editors
