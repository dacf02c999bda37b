// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requestdock/branchpanel.h"

#include "ui/models/turncontrol.h"
#include "ui/requestdock/branchdelegate.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/tokens.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace outcrop::ui::requestdock
{

using namespace widgets;
using conversation::ConversationDocument;
using models::BranchTreeModel;
using models::TurnCommand;

BranchPanel::BranchPanel(ConversationDocument *document, models::TurnControl *turns, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_turns(turns)
    , m_model(document)
    , m_pages(new QStackedWidget)
    , m_list(new QListView)
    , m_choose(new QPushButton(tr("Go there")))
    , m_pin(new QPushButton)
    , m_remark(new QPushButton(tr("Remark…")))
    , m_remove(new QPushButton(tr("Delete branch")))
{
    m_list->setAccessibleName(tr("Branches"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new BranchDelegate(m_list));
    m_list->installEventFilter(this);
    m_choose->setToolTip(tr("The branch goes through this message (Enter)"));
    m_remark->setToolTip(tr("A note that is never sent"));
    m_remove->setToolTip(tr("This message and all that follows it, on every branch (Delete)"));

    m_pages->addWidget(m_list);
    m_pages->addWidget(new EmptyState(
        tr("No messages yet"), tr("Each message stands here; edits, reruns and other wordings branch off.")));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new Hairline);
    auto *below = new QWidget;
    auto *around = new QVBoxLayout(below); // a FlowLayout has no margins
    around->setContentsMargins(metrics::margin, metrics::space, metrics::margin, metrics::space);
    auto *buttons = new FlowLayout(metrics::space);
    around->addLayout(buttons);
    for (QPushButton *button : {m_choose, m_pin, m_remark, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    layout->addWidget(below);

    connect(m_list, &QListView::doubleClicked, this, &BranchPanel::choose);
    connect(m_choose, &QPushButton::clicked, this, &BranchPanel::choose);
    connect(m_pin, &QPushButton::clicked, this, &BranchPanel::togglePin);
    connect(m_remark, &QPushButton::clicked, this, &BranchPanel::remark);
    connect(m_remove, &QPushButton::clicked, this, &BranchPanel::remove);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &BranchPanel::update);
    for (const auto signal : {&BranchTreeModel::rowsInserted, &BranchTreeModel::rowsRemoved})
        connect(&m_model, signal, this, &BranchPanel::update);
    connect(&m_model, &BranchTreeModel::dataChanged, this, &BranchPanel::update);
    update();
}

/// The list goes before the model it shows.
BranchPanel::~BranchPanel()
{
    delete m_pages;
}

QString BranchPanel::currentTurn() const
{
    return m_model.turnAt(m_list->currentIndex().row());
}

bool BranchPanel::isOnMainLine() const
{
    return m_list->currentIndex().data(BranchTreeModel::MainLineRole).toBool();
}

void BranchPanel::update()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    const bool any = m_list->currentIndex().isValid();
    m_choose->setEnabled(any);
    m_pin->setEnabled(any && !m_document->isReadOnly());
    m_pin->setText(isOnMainLine() ? tr("Unpin main line") : tr("Pin as main line"));
    m_remark->setEnabled(any && m_turns && !m_document->isReadOnly());
    m_remove->setEnabled(any && !m_document->isReadOnly());
}

void BranchPanel::point(const QString &turnId)
{
    const int row = m_model.rowOf(turnId);
    if (row < 0 || m_list->hasFocus())
        return;
    m_list->setCurrentIndex(m_model.index(row));
    m_list->scrollTo(m_model.index(row));
}

void BranchPanel::choose()
{
    const QString id = currentTurn();
    if (id.isEmpty())
        return;
    m_document->chooseTurn(id);
    if (m_turns)
        m_turns->point(id);
}

void BranchPanel::remove()
{
    if (const QString id = currentTurn(); !id.isEmpty())
        m_document->removeBranch(id);
}

void BranchPanel::togglePin()
{
    if (isOnMainLine()) {
        m_document->unpinMainLine();
        return;
    }
    QUndoStack &steps = m_document->undoStack();
    steps.beginMacro(tr("Pin main line"));
    m_document->chooseTurn(currentTurn());
    m_document->pinMainLine();
    steps.endMacro();
}

void BranchPanel::remark()
{
    if (m_turns)
        m_turns->apply(TurnCommand::Remark, currentTurn(), -1);
}

bool BranchPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            choose();
            return true;
        }
        if (plain && key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void BranchPanel::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_list->currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_choose, m_pin, m_remark, m_remove}) {
        QAction *action = menu->addAction(button->text(), button, &QPushButton::click);
        action->setEnabled(button->isEnabled());
    }
    menu->popup(event->globalPos());
}

} // namespace outcrop::ui::requestdock
