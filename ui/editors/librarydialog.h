// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/shelf.h"
#include "core/search/searchservice.h"

#include <QDialog>

#include <atomic>
#include <memory>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QListView;
class QListWidget;

class QPushButton;
class QSortFilterProxyModel;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ShelfModel;
}

namespace outcrop::ui::widgets
{
class Banner;
class JsonView;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// The library of one kind: what there is, what it says, which conversations have it; to insert, to save what
/// the request has, and to drag out as files. Stays open beside the window.
class LibraryDialog : public QDialog
{
    Q_OBJECT

public:
    /// All must live longer; @p search may be null: then nobody knows where something is used.
    LibraryDialog(const QString &libraryFolder, conversation::ShelfKind kind,
                  conversation::ConversationDocument *document, search::SearchService *search,
                  QWidget *parent = nullptr);
    ~LibraryDialog() override;

    /// Puts an item into the request, after asking what to do when it has a tool of that name.
    void insert(const conversation::ShelfItem &item);
    /// Shows this one, for example a file that is broken.
    void select(const QString &path);

Q_SIGNALS:
    /// A conversation where the item is used was chosen.
    void openRequested(const QString &path);

private:
    QWidget *buildShelf();
    QWidget *buildSave();
    void showCurrent();
    void showUses(const conversation::ShelfItem &item);
    void showUsesOfPreset(const conversation::ShelfItem &item);
    void addUse(const QString &title, const QString &path);
    void onFound(const std::vector<search::SearchHit> &hits);
    void onSearched();
    void followRequest();
    void save(conversation::NameClash clash);
    void ask(const QString &title, const QString &text,
             const std::function<void(conversation::NameClash)> &answer);
    const conversation::ShelfItem *current() const;

    const QString m_folder;
    const conversation::ShelfKind m_kind;
    conversation::ConversationDocument *m_document;
    models::ShelfModel *m_model;
    search::SearchService *m_service;
    std::unique_ptr<search::Search> m_search;
    std::shared_ptr<std::atomic_bool> m_stopUses; ///< of the look for a preset that goes on
    QLineEdit *m_filter;
    QListView *m_list;
    QSortFilterProxyModel *m_shown;
    widgets::TextLabel *m_empty;
    widgets::JsonView *m_preview;
    widgets::TextLabel *m_problem;
    widgets::TextLabel *m_uses;
    QListWidget *m_usedIn;
    widgets::Banner *m_banner;
    QPushButton *m_insert;
    QComboBox *m_which; ///< which tool is saved; hidden for other kinds
    QLineEdit *m_name;
    QPushButton *m_save;
    std::function<void(conversation::NameClash)> m_answer;
};

} // namespace outcrop::ui::editors
