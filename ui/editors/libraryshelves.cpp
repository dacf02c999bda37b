// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/libraryshelves.h"

#include "core/conversation/conversationdocument.h"
#include "ui/editors/librarydialog.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <utility>

namespace outcrop::ui::editors
{

using conversation::ShelfItem;
using conversation::ShelfKind;

namespace
{

/// The items among dropped files. One that lies in the library and is broken counts too: to be told.
std::vector<ShelfItem> itemsIn(const QMimeData &data, const QString &folder)
{
    std::vector<ShelfItem> items;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        const QString path = url.toLocalFile();
        if (!path.endsWith(QLatin1StringView(".json")))
            continue;
        const auto item = conversation::readShelfItem(path);
        if (item) {
            items.push_back(*item);
            continue;
        }
        for (const ShelfKind kind : {ShelfKind::Prompts, ShelfKind::Tools, ShelfKind::Presets}) {
            if (path.startsWith(folder + u'/' + conversation::shelfName(kind) + u'/'))
                items.push_back({kind, {}, path, {}, item.error()});
        }
    }
    return items;
}

} // namespace

LibraryShelves::LibraryShelves(const QString &folder, conversation::ConversationDocument *document,
                               search::SearchService *search, QWidget *pane)
    : QObject(pane), m_folder(folder), m_document(document), m_search(search), m_pane(pane)
{
    pane->setAcceptDrops(true);
    qApp->installEventFilter(this); // also for drops on a field inside, which would take the path as text
}

LibraryDialog *LibraryShelves::show(ShelfKind kind)
{
    QPointer<LibraryDialog> &dialog = m_dialogs[static_cast<size_t>(kind)];
    if (!dialog) {
        dialog = new LibraryDialog(m_folder, kind, m_document, m_search, m_pane);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &LibraryDialog::openRequested, this, &LibraryShelves::openRequested);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

// Other files go on to the window, which opens them as conversations.
bool LibraryShelves::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop)
        return false;
    const auto *widget = qobject_cast<const QWidget *>(watched);
    if (!widget || (widget != m_pane && !m_pane->isAncestorOf(widget)))
        return false;
    auto *drop = static_cast<QDropEvent *>(event);
    if (type == QEvent::DragEnter)
        m_dragged = itemsIn(*drop->mimeData(), m_folder);
    if (m_dragged.empty()) {
        if (widget == m_pane)
            drop->ignore();
        return widget == m_pane;
    }
    drop->acceptProposedAction();
    if (type == QEvent::Drop)
        insertDropped();
    return true;
}

void LibraryShelves::insertDropped()
{
    for (const ShelfItem &item : std::exchange(m_dragged, {})) {
        if (item.problem || conversation::clashes(m_document->conversation(), item))
            show(item.kind)->insert(item);
        else
            conversation::insertFromShelf(*m_document, item);
    }
}

QPushButton *libraryButton(const QString &toolTip)
{
    auto *button = new QPushButton(LibraryShelves::tr("Library…"));
    button->setAutoDefault(false);
    button->setToolTip(toolTip);
    return button;
}

} // namespace outcrop::ui::editors
