// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/shelf.h"

#include <QObject>
#include <QPointer>

#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::search
{
class SearchService;
}

namespace outcrop::ui::editors
{

class LibraryDialog;

/// The dialogs of the library, one of each kind, for one conversation; and what is dropped onto its request.
class LibraryShelves : public QObject
{
    Q_OBJECT

public:
    /// All must live longer; @p search may be null. @p pane takes drops of library files from now on, and is
    /// what the dialogs stand beside.
    LibraryShelves(const QString &folder, conversation::ConversationDocument *document,
                   search::SearchService *search, QWidget *pane);

    LibraryDialog *show(conversation::ShelfKind kind);

Q_SIGNALS:
    /// A conversation shall be opened.
    void openRequested(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void insertDropped();
    const QString m_folder;
    conversation::ConversationDocument *m_document;
    search::SearchService *m_search;
    QWidget *m_pane;
    QPointer<LibraryDialog> m_dialogs[3];
    std::vector<conversation::ShelfItem> m_dragged; ///< since the drag came in
};

/// The button of a section that asks for its library.
QPushButton *libraryButton(const QString &toolTip);

} // namespace outcrop::ui::editors
