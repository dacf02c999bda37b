// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListView;
class QPushButton;
class QConcatenateTablesProxyModel;
QT_END_NAMESPACE

namespace outcrop::search
{
class SearchService;
}

namespace outcrop::ui::models
{
class ConversationsModel;
class LibraryControl;
class SearchResultsModel;
class TitleFilter;
} // namespace outcrop::ui::models

namespace outcrop::ui::widgets
{
class Banner;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::shell
{

/// The left column: search over titles and texts of the conversations there are, the list, and a button for
/// a new one.
class ConversationList : public QWidget
{
    Q_OBJECT

public:
    /// All must live longer; @p search may be null: only titles are searched.
    ConversationList(models::ConversationsModel *model, models::LibraryControl *library,
                     search::SearchService *search, QWidget *parent = nullptr);

    void focusSearch();

Q_SIGNALS:
    /// Esc, where there is nothing left to clear.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildList(models::ConversationsModel *model);
    void buildSearch();
    void search(const QString &typed);
    void showState();
    void goToTexts();
    void openRow(const QModelIndex &index);
    void deleteRow(const QModelIndex &index);
    void showMenu(const QPoint &at);
    void markCurrent();

    models::LibraryControl *m_library;
    QLineEdit *m_search;
    QListView *m_list;
    search::SearchService *m_service;
    models::SearchResultsModel *m_found;
    models::TitleFilter *m_titles;
    QConcatenateTablesProxyModel *m_shown; ///< titles, then what was found in the texts
    QPushButton *m_toTexts;                ///< says how many places there are, and leads to them
    widgets::TextLabel *m_state;
    bool m_wasIndexing = false;
    widgets::Banner *m_deleted;
};

} // namespace outcrop::ui::shell
