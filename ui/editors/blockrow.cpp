// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/blockrow.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>

namespace outcrop::ui::editors
{

using namespace widgets;

namespace
{

QColor strataColour(const Tokens &t, models::Strata strata)
{
    switch (strata) {
    case models::Strata::Read:
        return t.teal;
    case models::Strata::Write:
        return t.amber;
    case models::Strata::Output:
        return t.violet;
    case models::Strata::None:
        return t.grey;
    }
    Q_UNREACHABLE();
}

} // namespace

BlockRow::BlockRow(const QPersistentModelIndex &index, QWidget *parent)
    : QWidget(parent), m_index(index), m_tools(new QWidget), m_toolsLayout(new QHBoxLayout(m_tools))
{
    m_toolsLayout->setContentsMargins(0, 0, 0, 0);
    m_toolsLayout->setSpacing(0);
    QSizePolicy policy = m_tools->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_tools->setSizePolicy(policy);
    m_grip = addTool(QStringLiteral("grip"));
    m_up = addTool(QStringLiteral("up"));
    m_down = addTool(QStringLiteral("down"));
    m_delete = addTool(QStringLiteral("delete"));
    m_grip->setCursor(Qt::OpenHandCursor);
    m_grip->setFocusPolicy(Qt::NoFocus); // by keyboard the arrows do the same
    m_grip->installEventFilter(this);
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_delete, &QToolButton::clicked, this, &BlockRow::removeRequested);
    connect(qApp, &QApplication::focusChanged, this, &BlockRow::updateTools);
    updateTools();
}

/// The focus may leave a child while the children are destroyed.
BlockRow::~BlockRow()
{
    disconnect(qApp, nullptr, this, nullptr);
}

QToolButton *BlockRow::addTool(const QString &iconName)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFixedSize(22, 22);
    button->setIconSize({14, 14});
    setButtonKind(button, ButtonKind::Flat);
    if (m_delete) {
        m_toolsLayout->insertWidget(m_toolsLayout->count() - 1, button);
        m_further << button;
    } else {
        m_toolsLayout->addWidget(button);
    }
    return button;
}

QList<QWidget *> BlockRow::tabStops() const
{
    return ownStops() + QList<QWidget *>{m_up, m_down} + m_further + QList<QWidget *>{m_delete};
}

void BlockRow::setBlockName(const QString &name)
{
    const std::pair<QToolButton *, QString> texts[] = {{m_grip, tr("Drag %1")},
                                                       {m_up, tr("Move %1 up")},
                                                       {m_down, tr("Move %1 down")},
                                                       {m_delete, tr("Delete %1")}};
    for (const auto &[button, text] : texts) {
        button->setAccessibleName(text.arg(name));
        button->setToolTip(text.arg(name));
    }
    m_up->setToolTip(tr("%1 (Alt+Up)").arg(m_up->toolTip()));
    m_down->setToolTip(tr("%1 (Alt+Down)").arg(m_down->toolTip()));
    m_delete->setToolTip(tr("%1 (Ctrl+Delete)").arg(m_delete->toolTip()));
}

void BlockRow::updateTools()
{
    const QWidget *focus = QApplication::focusWidget();
    const bool shown = m_hovered || m_dragging || (focus && isAncestorOf(focus));
    m_tools->setVisible(shown);
}

bool BlockRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_grip && event->type() == QEvent::KeyPress)
        return takeKey(*static_cast<QKeyEvent *>(event));
    if (watched != m_grip && event->type() == QEvent::ContextMenu)
        return takeMenuKey(static_cast<QWidget *>(watched), *static_cast<QContextMenuEvent *>(event));
    if (watched != m_grip || !parentWidget())
        return QWidget::eventFilter(watched, event);
    const auto y = [&] {
        return parentWidget()
            ->mapFromGlobal(static_cast<QMouseEvent *>(event)->globalPosition().toPoint())
            .y();
    };
    if (event->type() == QEvent::MouseButtonPress) {
        m_dragging = true;
        m_grip->setCursor(Qt::ClosedHandCursor);
    } else if (event->type() == QEvent::MouseMove && m_dragging) {
        Q_EMIT dragMoved(y());
    } else if (event->type() == QEvent::MouseButtonRelease && m_dragging) {
        m_dragging = false;
        m_grip->setCursor(Qt::OpenHandCursor);
        Q_EMIT dragEnded(y());
    }
    return QWidget::eventFilter(watched, event);
}

void BlockRow::enterEvent(QEnterEvent *event)
{
    m_hovered = true;
    updateTools();
    QWidget::enterEvent(event);
}

void BlockRow::leaveEvent(QEvent *event)
{
    m_hovered = false;
    updateTools();
    QWidget::leaveEvent(event);
}

void BlockRow::paintStrata(models::Strata strata)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(strataColour(tokensOf(this), strata));
    painter.drawRoundedRect(QRectF(0, 0, metrics::gutter, height()), 2, 2);
}

void BlockRow::takeRowKeys(QWidget *child)
{
    child->installEventFilter(this);
}

bool BlockRow::takeKey(const QKeyEvent &event)
{
    const bool alt = event.modifiers() == Qt::AltModifier;
    if (alt && event.key() == Qt::Key_Up)
        Q_EMIT moveRequested(-1);
    else if (alt && event.key() == Qt::Key_Down)
        Q_EMIT moveRequested(1);
    else if (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_Delete)
        Q_EMIT removeRequested();
    else
        return false;
    return true;
}

void BlockRow::openMenu(QMenu *menu, QPoint globalPos)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_toolsLayout->count(); ++i) {
        auto *tool = qobject_cast<QToolButton *>(m_toolsLayout->itemAt(i)->widget());
        if (tool == m_grip)
            continue;
        QAction *action = menu->addAction(tool->icon(), tool->accessibleName(), tool, &QToolButton::click);
        action->setCheckable(tool->isCheckable());
        action->setChecked(tool->isChecked());
        action->setEnabled(tool->isEnabled());
    }
    menu->popup(globalPos);
}

/// By the menu key a field has what it can do with its text, and what can be done with the block.
bool BlockRow::takeMenuKey(QWidget *child, const QContextMenuEvent &event)
{
    if (event.reason() != QContextMenuEvent::Keyboard)
        return false;
    QMenu *menu = nullptr;
    QPoint at = child->rect().bottomLeft();
    if (auto *edit = qobject_cast<QPlainTextEdit *>(child)) {
        menu = edit->createStandardContextMenu();
        at = edit->viewport()->mapTo(edit, edit->cursorRect().bottomLeft());
    } else if (auto *line = qobject_cast<QLineEdit *>(child)) {
        menu = line->createStandardContextMenu();
    }
    if (menu)
        menu->addSeparator();
    else
        menu = new QMenu(this);
    openMenu(menu, child->mapToGlobal(at));
    return true;
}

void BlockRow::contextMenuEvent(QContextMenuEvent *event)
{
    openMenu(new QMenu(this), event->globalPos());
}

void BlockRow::keyPressEvent(QKeyEvent *event)
{
    if (!takeKey(*event))
        QWidget::keyPressEvent(event);
}

} // namespace outcrop::ui::editors
