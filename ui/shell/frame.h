// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QSettings;
class QSplitter;
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::search
{
class SearchService;
}

namespace outcrop::ui::models
{
class ConversationsModel;
class LibraryControl;
} // namespace outcrop::ui::models

namespace outcrop::ui::shell
{

class ConversationList;
class MainWindow;

/// The window: the list of conversations, and beside it the panes of the one
/// that is shown. Files that are dropped on it are opened.
class Frame : public QWidget
{
    Q_OBJECT

public:
    /// All must live longer.
    Frame(models::ConversationsModel *model, models::LibraryControl *library, search::SearchService *search,
          QSettings *settings, QWidget *parent = nullptr);
    ~Frame() override;

    /// Takes the panes over as a child; they are shown by showPanes().
    void addPanes(MainWindow *panes);
    void showPanes(MainWindow *panes);
    /// Gives them back.
    void removePanes(MainWindow *panes);

    bool isListShown() const;
    /// By hand: stays so whatever the width.
    void setListShown(bool shown);
    void focusSearch();

Q_SIGNALS:
    void listShownChanged(bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void followTitle();
    void fold();
    void leaveSearch();
    void focusPanes();

    models::LibraryControl *m_library;
    QSettings *m_settings;
    QSplitter *m_splitter;
    ConversationList *m_list;
    QStackedWidget *m_panes;
    bool m_folded = false; ///< hidden for want of room
    /// The list is shown for a search and was hidden before: whether that was for want of room.
    std::optional<bool> m_foldedBeforeSearch;
    QPointer<QWidget> m_searchedFrom; ///< where the keyboard was before
};

} // namespace outcrop::ui::shell
