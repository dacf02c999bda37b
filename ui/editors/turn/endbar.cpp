// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/endbar.h"

#include "ui/widgets/shortcutbutton.h"
#include "ui/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace widgets;

EndBar::EndBar(QWidget *editor)
    : QWidget(editor), m_editor(editor), m_place(new QWidget), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, metrics::gap, 0, metrics::gap);
    m_layout->setSpacing(metrics::space);
    m_layout->addStretch();
    editor->installEventFilter(this);
}

ShortcutButton *EndBar::addButton(const QString &text, const QString &keys, const QString &tip)
{
    auto *button = new ShortcutButton;
    button->setText(text);
    button->setHint(keys);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    m_layout->addWidget(button);
    return button;
}

QWidget *EndBar::takePlace()
{
    fit();
    m_place->installEventFilter(this);
    return m_place;
}

void EndBar::fit()
{
    m_place->setFixedHeight(sizeHint().height());
}

void EndBar::follow()
{
    const QWidget *view = m_editor->parentWidget();
    const QRect editor = m_editor->rect();
    const QRect seen = view ? editor.intersected(view->rect().translated(-m_editor->pos())) : editor;
    const int own = m_place->mapTo(m_editor, QPoint()).y();
    const int y = std::min(own, std::max(0, seen.bottom() + 1 - m_place->height()));
    setGeometry(0, y, m_editor->width(), m_place->height());
    m_isOver = y < own;
    raise();
    update();
}

/// The buttons want another height with another font or style: their layout is told, once they know.
bool EndBar::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest && m_editor->isAncestorOf(m_place)) {
        fit();
        follow();
    }
    return handled;
}

bool EndBar::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ParentChange:
        if (watched == m_editor && m_editor->parentWidget())
            m_editor->parentWidget()->installEventFilter(this);
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
        follow();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void EndBar::paintEvent(QPaintEvent *)
{
    if (!m_isOver)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), tokensOf(this).canvas);
    painter.fillRect(0, 0, width(), 1, tokensOf(this).line);
}

} // namespace outcrop::ui::editors
