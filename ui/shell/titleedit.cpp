// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/titleedit.h"

#include "ui/widgets/fonts.h"

#include <QKeyEvent>

namespace outcrop::ui::shell
{

TitleEdit::TitleEdit(QWidget *parent) : QLineEdit(parent)
{
    setFrame(false);
    setFont(widgets::boldFont(font()));
    setAccessibleName(tr("Title of the conversation"));
    setPlaceholderText(tr("Untitled"));
    setToolTip(tr("Title of the conversation: click to change it"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 8);
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

bool TitleEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void TitleEdit::focusInEvent(QFocusEvent *event)
{
    setFrame(true);
    QLineEdit::focusInEvent(event);
}

void TitleEdit::focusOutEvent(QFocusEvent *event)
{
    setFrame(false);
    setCursorPosition(0);
    QLineEdit::focusOutEvent(event);
}

void TitleEdit::keyPressEvent(QKeyEvent *event)
{
    const bool leaves =
        event->modifiers() == Qt::NoModifier &&
        (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape);
    if (leaves)
        clearFocus();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace outcrop::ui::shell
