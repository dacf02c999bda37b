// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConversationsModel;
class LibraryControl;
} // namespace outcrop::ui::models

namespace outcrop::ui::widgets
{
class Banner;
}

namespace outcrop::ui::shell
{

/// The left column: search over the conversations there are, the list, and a
/// button for a new one.
class ConversationList : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer.
    ConversationList(models::ConversationsModel *model, models::LibraryControl *library,
                     QWidget *parent = nullptr);

    void focusSearch();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildList(models::ConversationsModel *model);
    void openRow(const QModelIndex &index);
    void deleteRow(const QModelIndex &index);
    void showMenu(const QPoint &at);
    void markCurrent();

    models::LibraryControl *m_library;
    QLineEdit *m_search;
    QListView *m_list;
    QSortFilterProxyModel *m_shown;
    widgets::Banner *m_deleted;
};

} // namespace outcrop::ui::shell
