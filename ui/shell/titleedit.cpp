// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/titleedit.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/plaintip.h"
#include "ui/widgets/taborder.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QToolTip>

namespace outcrop::ui::shell
{

namespace
{

constexpr int fieldMargin = 2; ///< that QLineEdit keeps at both ends of its text

} // namespace

TitleEdit::TitleEdit(QWidget *parent) : QLineEdit(parent)
{
    setFrame(false);
    setFont(widgets::boldFont(font()));
    setAccessibleName(tr("Title of the conversation"));
    setPlaceholderText(tr("Untitled"));
    setToolTip(tr("Title of the conversation: click to change it"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *old, const QWidget *now) {
        if (now == this && old)
            m_from = old;
    });
}

bool TitleEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), widgets::plainTip(text()), this);
        return true;
    }
    return QLineEdit::event(event);
}

QRect TitleEdit::wordsRect() const
{
    QStyleOptionFrame option;
    initStyleOption(&option);
    return style()
        ->subElementRect(QStyle::SE_LineEditContents, &option, this)
        .adjusted(fieldMargin, 0, -fieldMargin, 0);
}

bool TitleEdit::isCut() const
{
    return !hasFocus() && fontMetrics().horizontalAdvance(text()) > wordsRect().width();
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
        leave();
    else
        QLineEdit::keyPressEvent(event);
}

void TitleEdit::leave()
{
    if (m_from && m_from->isVisible() && m_from->window() == window())
        widgets::focusVisibly(m_from);
    else
        clearFocus();
}

/// A field would show any part of a long text; of a title that is only read it is the beginning.
void TitleEdit::paintEvent(QPaintEvent *event)
{
    if (!isCut()) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    const QRect words = wordsRect();
    painter.drawText(words, Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

} // namespace outcrop::ui::shell
