// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/librarydialog.h"

#include "core/base/offthread.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/presetuses.h"
#include "core/json/json.h"
#include "ui/editors/shelfdelegate.h"
#include "ui/models/shelfmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QUrl>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::ConversationDocument;
using conversation::NameClash;
using conversation::ShelfItem;
using conversation::ShelfKind;
using models::ShelfModel;

namespace
{

/// Enough of a prompt to know it by.
constexpr qsizetype knownBy = 2'000;
constexpr int mostUses = 100;

QString titleOf(ShelfKind kind)
{
    switch (kind) {
    case ShelfKind::Prompts:
        return LibraryDialog::tr("Library of prompts");
    case ShelfKind::Tools:
        return LibraryDialog::tr("Library of tools");
    case ShelfKind::Presets:
        break;
    }
    return LibraryDialog::tr("Library of presets");
}

QString emptyWords(ShelfKind kind)
{
    switch (kind) {
    case ShelfKind::Prompts:
        return LibraryDialog::tr("No prompts yet. Save the system blocks of this request below.");
    case ShelfKind::Tools:
        return LibraryDialog::tr("No tools yet. Save one of this request below.");
    case ShelfKind::Presets:
        break;
    }
    return LibraryDialog::tr(
        "No presets yet. Save the inference settings and the other members of this request below.");
}

/// Without a frame of its own.
QWidget *onCard(QAbstractItemView *view)
{
    auto *card = new Card;
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    layout->addWidget(view);
    view->setFrameShape(QFrame::NoFrame);
    view->setMouseTracking(true);
    view->viewport()->setAutoFillBackground(false);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return card;
}

/// What a conversation that has the item says.
search::SearchQuery usesOf(const ShelfItem &item)
{
    search::SearchQuery query;
    query.mostPerConversation = 1;
    query.mostConversations = mostUses;
    if (item.kind == ShelfKind::Tools) {
        const QString name = conversation::toolNameOf(item);
        query.kinds = {search::PassageKind::Tool};
        query.begins = name + u' ';
        if (!name.isEmpty())
            query.terms = {name};
    } else if (item.kind == ShelfKind::Prompts) {
        query.kinds = {search::PassageKind::System, search::PassageKind::Message};
        for (qsizetype i = 0; i < item.content.size() && query.terms.isEmpty(); ++i)
            query.terms = {item.content.at(i).value(u"text").toString().simplified().left(knownBy)};
        query.terms.removeAll(QString());
    }
    return query;
}

} // namespace

LibraryDialog::LibraryDialog(const QString &libraryFolder, ShelfKind kind, ConversationDocument *document,
                             search::SearchService *search, QWidget *parent)
    : QDialog(parent)
    , m_folder(libraryFolder)
    , m_kind(kind)
    , m_document(document)
    , m_model(new ShelfModel(libraryFolder, kind, this))
    , m_service(search)
    , m_filter(new QLineEdit)
    , m_list(new QListView)
    , m_shown(new QSortFilterProxyModel(this))
    , m_empty(new TextLabel(emptyWords(kind), TextRole::Muted))
    , m_preview(new JsonView(tr("Content")))
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_uses(new TextLabel({}, TextRole::Muted))
    , m_usedIn(new QListWidget)
    , m_banner(new Banner(Banner::Severity::Warning))
    , m_insert(new QPushButton(tr("Insert")))
    , m_which(new QComboBox)
    , m_name(new QLineEdit)
    , m_save(new QPushButton(tr("Save")))
{
    setWindowTitle(titleOf(kind));
    setModal(false);
    resize(680, 520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    layout->setSpacing(metrics::margin);
    layout->addWidget(buildShelf(), 1);
    layout->addWidget(m_banner);
    layout->addWidget(buildSave());
    m_banner->hide();
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        m_answer(NameClash::Replace);
    });
    connect(m_banner, &Banner::otherActionTriggered, this, [this] {
        m_banner->hide();
        m_answer(NameClash::KeepBoth);
    });
    if (search) {
        m_search = std::make_unique<search::Search>(*search);
        connect(m_search.get(), &search::Search::found, this, &LibraryDialog::onFound);
        connect(m_search.get(), &search::Search::finished, this, &LibraryDialog::onSearched);
    }
    connect(document, &ConversationDocument::changed, this, &LibraryDialog::followRequest);
    connect(m_model, &ShelfModel::refreshed, this, &LibraryDialog::showCurrent);
    followRequest();
    showCurrent();
    m_filter->setFocus();
}

LibraryDialog::~LibraryDialog()
{
    if (m_stopUses)
        *m_stopUses = true;
}

QWidget *LibraryDialog::buildShelf()
{
    auto *box = new QWidget;
    auto *columns = new QHBoxLayout(box);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(metrics::margin);
    auto *left = new QVBoxLayout;
    left->setSpacing(metrics::space);
    left->addWidget(m_filter);
    left->addWidget(m_empty);
    left->addWidget(onCard(m_list), 1);
    left->addStretch();
    auto *files = new QPushButton(tr("Show files"));
    files->setAutoDefault(false);
    files->setToolTip(tr("Opens the folder. Items can also be dragged out as files, and files dropped onto "
                         "the request."));
    left->addWidget(files, 0, Qt::AlignLeft);
    columns->addLayout(left, 2);
    auto *right = new QVBoxLayout;
    right->setSpacing(metrics::space);
    right->addWidget(m_problem, 0, Qt::AlignTop);
    right->addWidget(m_preview, 3);
    right->addWidget(m_uses);
    right->addWidget(onCard(m_usedIn), 1);
    right->addWidget(m_insert, 0, Qt::AlignRight);
    columns->addLayout(right, 3);

    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the library"));
    m_filter->setClearButtonEnabled(true);
    m_empty->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_uses->setWordWrap(true);
    m_shown->setSourceModel(m_model);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    m_list->setAccessibleName(titleOf(m_kind));
    m_list->setItemDelegate(new ShelfDelegate(m_list));
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setReadOnly(true);
    m_preview->setLineNumbers(false);
    m_usedIn->setSpacing(1);
    m_usedIn->setAccessibleName(tr("Conversations that have it"));
    m_insert->setDefault(true);
    setButtonKind(m_insert, ButtonKind::Primary);
    connect(m_filter, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::textChanged, this, &LibraryDialog::showCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &LibraryDialog::showCurrent);
    const auto insertCurrent = [this] {
        if (const ShelfItem *item = current())
            insert(*item);
    };
    connect(m_list, &QListView::activated, this, insertCurrent);
    connect(m_insert, &QPushButton::clicked, this, insertCurrent);
    connect(m_usedIn, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT openRequested(item->data(Qt::UserRole).toString());
    });
    connect(files, &QPushButton::clicked, this, [this] {
        QDir().mkpath(m_model->folder());
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_model->folder()));
    });
    return box;
}

QWidget *LibraryDialog::buildSave()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::space);
    row->addWidget(new TextLabel(m_kind == ShelfKind::Prompts ? tr("Save the system blocks as")
                                 : m_kind == ShelfKind::Tools ? tr("Save")
                                                              : tr("Save the settings as")));
    row->addWidget(m_which);
    if (m_kind == ShelfKind::Tools)
        row->addWidget(new TextLabel(tr("as")));
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    m_which->setVisible(m_kind == ShelfKind::Tools);
    m_which->setAccessibleName(tr("Tool to save"));
    m_which->setPlaceholderText(tr("no tool"));
    m_name->setAccessibleName(tr("Name in the library"));
    m_name->setPlaceholderText(tr("Name"));
    m_save->setAutoDefault(false);
    connect(m_name, &QLineEdit::textChanged, this, &LibraryDialog::followRequest);
    connect(m_name, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_which, &QComboBox::currentTextChanged, m_name, &QLineEdit::setText);
    connect(m_save, &QPushButton::clicked, this, [this] { save(NameClash::Refuse); });
    return box;
}

const ShelfItem *LibraryDialog::current() const
{
    const QModelIndex index = m_shown->mapToSource(m_list->currentIndex());
    return index.isValid() ? &m_model->item(index.row()) : nullptr;
}

void LibraryDialog::select(const QString &path)
{
    const int row = m_model->rowOf(path);
    if (row >= 0)
        m_list->setCurrentIndex(m_shown->mapFromSource(m_model->index(row)));
    else // not read yet
        connect(
            m_model, &ShelfModel::refreshed, this,
            [this, path] {
                if (m_model->rowOf(path) >= 0)
                    select(path);
            },
            Qt::SingleShotConnection);
}

void LibraryDialog::showCurrent()
{
    if (!m_list->currentIndex().isValid() && m_shown->rowCount() > 0)
        m_list->setCurrentIndex(m_shown->index(0, 0)); // comes here again
    const bool any = m_model->rowCount() > 0;
    m_empty->setVisible(!any);
    m_list->parentWidget()->setVisible(any);
    const ShelfItem *item = current();
    const QString problem = item && item->problem ? item->problem->message + u' ' + item->problem->detail +
                                                        u' ' + item->problem->advice
                                                  : QString();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_insert->setEnabled(item && problem.isEmpty());
    m_preview->setVisible(problem.isEmpty());
    m_preview->setBytes(item && problem.isEmpty() ? json::write(item->content, json::Layout::Pretty)
                                                  : QByteArray());
    showUses(item && problem.isEmpty() ? *item : ShelfItem{m_kind, {}, {}, {}});
}

void LibraryDialog::showUses(const ShelfItem &item)
{
    m_usedIn->clear();
    m_usedIn->parentWidget()->hide();
    if (m_stopUses)
        *m_stopUses = true;
    if (m_kind == ShelfKind::Presets)
        return showUsesOfPreset(item);
    const search::SearchQuery query = usesOf(item);
    m_uses->setVisible(m_search && !query.terms.isEmpty());
    if (!m_search)
        return;
    m_uses->setText(tr("Looking for where it is used…"));
    m_search->start(query);
}

/// Settings are no text that the index knows, so the files are looked through.
void LibraryDialog::showUsesOfPreset(const ShelfItem &item)
{
    m_uses->setVisible(m_service && !item.content.isEmpty());
    if (!m_service || item.content.isEmpty())
        return;
    m_uses->setText(tr("Looking for where it is used…"));
    m_stopUses = std::make_shared<std::atomic_bool>(false);
    const auto look = [stop = m_stopUses, preset = item.content, files = m_service->files()] {
        return conversation::usesOfPreset(preset, files, mostUses, *stop);
    };
    const auto show = [this, stop = m_stopUses](const std::vector<conversation::ShelfUse> &uses) {
        if (*stop)
            return;
        for (const conversation::ShelfUse &use : uses)
            addUse(use.title.isEmpty() ? QFileInfo(use.path).fileName() : use.title, use.path);
        onSearched();
    };
    base::offThread(this, look, show, base::Urgency::Background);
}

void LibraryDialog::addUse(const QString &title, const QString &path)
{
    auto *item = new QListWidgetItem(title, m_usedIn);
    item->setData(Qt::UserRole, path);
    m_usedIn->parentWidget()->show();
}

void LibraryDialog::onFound(const std::vector<search::SearchHit> &hits)
{
    for (const search::SearchHit &hit : hits)
        addUse(hit.title, hit.path);
}

void LibraryDialog::onSearched()
{
    const int count = m_usedIn->count();
    m_uses->setText(count == 0   ? tr("No conversation has it.")
                    : count == 1 ? tr("One conversation has it:")
                                 : tr("%1 conversations have it:").arg(count));
}

void LibraryDialog::followRequest()
{
    const conversation::Conversation &request = m_document->conversation();
    if (m_kind == ShelfKind::Tools) {
        QStringList names;
        for (qsizetype i = 0; i < request.tools().size(); ++i)
            names << conversation::toolNameOf(
                {m_kind, {}, {}, conversation::shelfContent(request, m_kind, static_cast<int>(i))});
        QStringList shown;
        for (int i = 0; i < m_which->count(); ++i)
            shown << m_which->itemText(i);
        if (names != shown) {
            m_which->clear();
            m_which->addItems(names);
            m_which->setCurrentIndex(names.isEmpty() ? -1 : 0);
        }
    }
    const bool any = m_kind == ShelfKind::Tools ? !m_which->currentText().isEmpty()
                                                : !conversation::shelfContent(request, m_kind).isEmpty();
    m_save->setEnabled(any && !m_name->text().trimmed().isEmpty());
    m_save->setToolTip(any ? QString() : tr("The request has nothing of the kind."));
}

void LibraryDialog::save(NameClash clash)
{
    const json::Json content =
        conversation::shelfContent(m_document->conversation(), m_kind, m_which->currentIndex());
    const auto saved = conversation::saveToShelf(m_folder, m_kind, m_name->text(), content, clash);
    if (saved) {
        m_banner->hide();
        m_model->refresh();
        select(*saved);
        return;
    }
    if (saved.error().code == conversation::nameTakenCode) {
        ask(tr("The name is taken"), saved.error().message, [this](NameClash answer) { save(answer); });
        return;
    }
    ask(tr("Not saved"), saved.error().message + u' ' + saved.error().advice, {});
}

// In the dialog, so that what was asked about stays in view. Without an answer it is only said.
void LibraryDialog::ask(const QString &title, const QString &text,
                        const std::function<void(NameClash)> &answer)
{
    m_answer = answer;
    m_banner->setMessage(title, text);
    m_banner->setAction(answer ? tr("Replace") : QString());
    m_banner->setOtherAction(answer ? tr("Keep both") : QString());
    m_banner->show();
}

void LibraryDialog::insert(const ShelfItem &item)
{
    m_banner->hide();
    if (item.problem) {
        select(item.path);
        return;
    }
    if (!conversation::clashes(m_document->conversation(), item)) {
        conversation::insertFromShelf(*m_document, item);
        return;
    }
    ask(tr("The request has a tool %1").arg(conversation::toolNameOf(item)),
        tr("Replace it by the one of the library, or keep both, the new one under another name."),
        [this, item](NameClash answer) { conversation::insertFromShelf(*m_document, item, answer); });
}

} // namespace outcrop::ui::editors
