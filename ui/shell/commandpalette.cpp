// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/shell/actions.h"
#include "ui/widgets/popuprow.h"
#include "ui/widgets/textlabel.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using namespace widgets;

namespace
{

constexpr int actionRole = Qt::UserRole;

} // namespace

CommandPalette::CommandPalette(const Actions *actions, QWidget *parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
    , m_none(new TextLabel(tr("No command that can be used now is called that."), TextRole::Muted))
{
    setWindowTitle(tr("Commands"));
    resize(460, 380);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_field);
    layout->addWidget(m_none);
    layout->addWidget(m_list, 1);
    m_none->setWordWrap(true);
    m_field->setPlaceholderText(tr("Type a command"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PopupRowDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::choose);
    filter({});
}

void CommandPalette::filter(const QString &text)
{
    m_list->clear();
    for (const Actions::Group &group : m_actions->groups()) {
        for (QAction *action : group.actions) {
            const QString name = QStringLiteral("%1: %2").arg(group.title, action->text());
            if (!action->isEnabled() || action == m_actions->palette ||
                !name.contains(text, Qt::CaseInsensitive))
                continue;
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            auto *item = new QListWidgetItem(name, m_list);
            item->setData(actionRole, QVariant::fromValue<QObject *>(action));
            item->setData(PopupRowDelegate::AsideRole, keys);
            item->setData(Qt::AccessibleDescriptionRole, keys);
        }
    }
    m_none->setVisible(m_list->count() == 0);
    m_list->setCurrentRow(0);
}

void CommandPalette::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    auto *action = qobject_cast<QAction *>(item->data(actionRole).value<QObject *>());
    accept();
    // After the window has the keyboard again: commands look at where it is.
    QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace outcrop::ui::shell
