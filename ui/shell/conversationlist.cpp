// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversationlist.h"

#include "ui/models/conversationsmodel.h"
#include "ui/models/librarycontrol.h"
#include "ui/shell/conversationdelegate.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tokens.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::ConversationsModel;

ConversationList::ConversationList(ConversationsModel *model, models::LibraryControl *library,
                                   QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_search(new QLineEdit)
    , m_list(new QListView)
    , m_shown(new QSortFilterProxyModel(this))
    , m_deleted(new Banner(Banner::Severity::Warning))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::space, 1, metrics::space);
    layout->setSpacing(metrics::space);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(metrics::space, 0, metrics::space, 0);
    top->addWidget(m_search);
    layout->addLayout(top);
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    buildList(model);
    layout->addWidget(m_list, 1);
    m_deleted->setAction(tr("Undo"));
    m_deleted->hide();
    layout->addWidget(m_deleted);
    connect(m_deleted, &Banner::actionTriggered, this, [this] {
        m_deleted->hide();
        m_library->restoreDeleted();
    });
    connect(library, &models::LibraryControl::deleted, this, [this](const QString &title) {
        m_deleted->setMessage(tr("Deleted"), title);
        m_deleted->setVisible(!title.isEmpty());
    });
    auto *below = new QHBoxLayout;
    below->setContentsMargins(metrics::space, 0, metrics::space, 0);
    auto *fresh = new QPushButton(tr("New conversation"));
    fresh->setIcon(icon(QStringLiteral("plus")));
    fresh->setToolTip(tr("New conversation (Ctrl+N)"));
    connect(fresh, &QPushButton::clicked, library, &models::LibraryControl::newConversation);
    below->addWidget(fresh);
    layout->addLayout(below);
    setMinimumWidth(150);
}

void ConversationList::buildList(ConversationsModel *model)
{
    m_shown->setSourceModel(model);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_search, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new ConversationDelegate(m_list));
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &ConversationList::openRow);
    connect(m_list, &QListView::customContextMenuRequested, this, &ConversationList::showMenu);
    connect(model, &QAbstractItemModel::dataChanged, this, &ConversationList::markCurrent);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ConversationList::markCurrent);
}

void ConversationList::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

// The keyboard begins where the window is, unless it is here already.
void ConversationList::markCurrent()
{
    if (m_list->hasFocus())
        return;
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        const QModelIndex index = m_shown->index(row, 0);
        if (!index.data(ConversationsModel::CurrentRole).toBool())
            continue;
        if (m_list->currentIndex() != index)
            m_list->setCurrentIndex(index);
        return;
    }
}

void ConversationList::openRow(const QModelIndex &index)
{
    if (index.isValid())
        m_library->openFile(index.data(ConversationsModel::PathRole).toString());
}

void ConversationList::deleteRow(const QModelIndex &index)
{
    if (index.isValid())
        m_library->deleteFile(index.data(ConversationsModel::PathRole).toString());
}

void ConversationList::showMenu(const QPoint &at)
{
    const QPersistentModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Open"), this, [this, index] { openRow(index); });
    menu->addSeparator();
    menu->addAction(tr("&Delete"), this, [this, index] { deleteRow(index); })
        ->setShortcut(QKeySequence(Qt::Key_Delete));
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

bool ConversationList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (key->modifiers() & ~Qt::KeypadModifier)
        return QWidget::eventFilter(watched, event);
    if (watched == m_search && (enter || key->key() == Qt::Key_Down)) {
        if (!m_list->currentIndex().isValid() || enter)
            m_list->setCurrentIndex(m_shown->index(0, 0));
        if (enter)
            openRow(m_list->currentIndex());
        else
            m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (watched == m_search && key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (watched == m_list && (enter || key->key() == Qt::Key_Space)) {
        openRow(m_list->currentIndex());
        return true;
    }
    if (watched == m_list && key->key() == Qt::Key_Delete) {
        deleteRow(m_list->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationList::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(width() - 1, 0, 1, height(), t.line);
}

} // namespace outcrop::ui::shell
