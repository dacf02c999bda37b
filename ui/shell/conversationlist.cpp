// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversationlist.h"

#include "ui/models/conversationsmodel.h"
#include "ui/models/librarycontrol.h"
#include "ui/models/searchresultsmodel.h"
#include "ui/models/titlefilter.h"
#include "ui/shell/founddelegate.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QConcatenateTablesProxyModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::ConversationsModel;

namespace
{

/// So many that are not in the index yet are worth a word, and another search when they are.
constexpr int manyFiles = 20;

/// Titles, then what was found; a place is read out with its kind.
class ShownRows : public QConcatenateTablesProxyModel
{
public:
    using QConcatenateTablesProxyModel::QConcatenateTablesProxyModel;

    QVariant data(const QModelIndex &index, int role) const override
    {
        const bool place =
            role == Qt::AccessibleTextRole && index.data(models::SearchResultsModel::PlaceRole).isValid();
        return place ? ConversationList::tr("%1: %2").arg(FoundDelegate::kindWords(index),
                                                          index.data().toString())
                     : QConcatenateTablesProxyModel::data(index, role);
    }
};

} // namespace

ConversationList::ConversationList(ConversationsModel *model, models::LibraryControl *library,
                                   search::SearchService *search, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_search(new QLineEdit)
    , m_list(new QListView)
    , m_service(search)
    , m_found(new models::SearchResultsModel(search, this))
    , m_titles(new models::TitleFilter(this))
    , m_shown(new ShownRows(this))
    , m_toTexts(new QPushButton)
    , m_state(new TextLabel({}, TextRole::Muted))
    , m_deleted(new Banner(Banner::Severity::Warning))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::space, 1, metrics::space);
    layout->setSpacing(metrics::space);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(metrics::space, 0, metrics::space, 0);
    top->addWidget(m_search);
    layout->addLayout(top);
    buildSearch();
    layout->addWidget(m_toTexts, 0, Qt::AlignLeft);
    layout->addWidget(m_state);
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

void ConversationList::buildSearch()
{
    m_search->setPlaceholderText(tr("Search everything"));
    m_search->setAccessibleName(tr("Search everything"));
    m_search->setToolTip(tr("Titles, messages, reasoning, tool calls and results, notes and raw bytes of all "
                            "conversations (Ctrl+Shift+F).\nAll words have to stand in one place; \"quotes\" "
                            "hold a phrase together."));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_state->setContentsMargins(metrics::margin, 0, metrics::space, 0);
    m_state->setWordWrap(true);
    m_state->hide();
    useSmall(m_state);
    useSmall(m_toTexts);
    m_toTexts->hide();
    m_toTexts->setToolTip(tr("Goes below the titles"));
    setButtonKind(m_toTexts, ButtonKind::Flat);
    connect(m_toTexts, &QPushButton::clicked, this, &ConversationList::goToTexts);
    connect(m_search, &QLineEdit::textChanged, this, &ConversationList::search);
    connect(m_found, &models::SearchResultsModel::stateChanged, this, &ConversationList::showState);
    if (m_service)
        connect(m_service, &search::SearchService::progressChanged, this, &ConversationList::showState);
}

void ConversationList::search(const QString &typed)
{
    m_titles->setText(typed);
    m_found->setText(typed);
    showState();
}

// What is found, or why nothing is, below the field.
void ConversationList::showState()
{
    QStringList lines;
    const bool indexing = m_service && !m_service->isUpToDate() && m_service->done() < m_service->total();
    const auto problem = m_found->problem() ? m_found->problem()
                         : m_service        ? m_service->problem()
                                            : std::nullopt;
    const QString count = QLocale().toString(m_found->placeCount());
    if (m_found->isSearching() && m_found->placeCount() == 0)
        lines << tr("Searching…");
    else if (m_shown->rowCount() == 0)
        lines << tr("Nothing found. Fewer or shorter words find more.");
    if (problem)
        lines << tr("Only titles are searched. %1").arg(problem->message);
    else if (indexing)
        lines << tr("Indexing %1 of %2…")
                     .arg(QLocale().toString(m_service->done()), QLocale().toString(m_service->total()));
    m_toTexts->setText(m_found->placeCount() == 1 ? tr("One place in the texts")
                                                  : tr("%1 places in the texts").arg(count));
    m_toTexts->setAccessibleName(m_toTexts->text());
    m_toTexts->setText(m_toTexts->text() + QStringLiteral(" ↓"));
    m_toTexts->setVisible(m_found->placeCount() > 0);
    if (indexing && m_service->total() >= manyFiles)
        m_wasIndexing = true;
    else if (m_service && m_service->isUpToDate() && std::exchange(m_wasIndexing, false))
        m_found->searchAgain();
    m_state->setRole(problem ? TextRole::Error : TextRole::Muted);
    m_state->setText(lines.join(u'\n'));
    m_state->setVisible(!m_search->text().trimmed().isEmpty() && !lines.isEmpty());
}

void ConversationList::goToTexts()
{
    const QModelIndex first = m_shown->index(m_titles->rowCount(), 0);
    m_list->setCurrentIndex(first);
    m_list->scrollTo(first, QAbstractItemView::PositionAtTop);
    m_list->setFocus(Qt::OtherFocusReason);
}

void ConversationList::buildList(ConversationsModel *model)
{
    m_titles->setSourceModel(model);
    m_shown->addSourceModel(m_titles);
    m_shown->addSourceModel(m_found);
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new FoundDelegate(m_list));
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
    if (!index.isValid())
        return;
    const QString path = index.data(ConversationsModel::PathRole).toString();
    using models::SearchResultsModel;
    const QVariant kind = index.data(SearchResultsModel::RowKindRole);
    const bool above = kind.isValid() &&
                       kind.value<SearchResultsModel::RowKind>() == SearchResultsModel::RowKind::Conversation;
    const QVariant place =
        (above ? index.siblingAtRow(index.row() + 1) : index).data(SearchResultsModel::PlaceRole);
    if (place.isValid())
        m_library->openFound(path, place.value<models::FoundPlace>());
    else
        m_library->openFile(path);
}

// Not for what was found in a text: the key could be meant for that.
void ConversationList::deleteRow(const QModelIndex &index)
{
    if (index.isValid() && !index.data(models::SearchResultsModel::RowKindRole).isValid())
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
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // Esc goes on here and stops no run
        return true;
    }
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
    if (key->key() == Qt::Key_Escape && m_search->text().isEmpty()) {
        Q_EMIT left();
        return true;
    }
    if (watched == m_search && key->key() == Qt::Key_Escape) {
        m_search->clear();
        return true;
    }
    if (watched == m_list && (enter || key->key() == Qt::Key_Space)) {
        openRow(m_list->currentIndex());
        return true;
    }
    if (watched == m_list &&
        (key->key() == Qt::Key_Escape || (key->key() == Qt::Key_Up && m_list->currentIndex().row() <= 0))) {
        focusSearch();
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
