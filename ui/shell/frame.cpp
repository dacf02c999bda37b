// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/frame.h"

#include "ui/models/conversationsmodel.h"
#include "ui/models/librarycontrol.h"
#include "ui/shell/conversationlist.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/comboaccessible.h"
#include "ui/widgets/screenroom.h"
#include "ui/widgets/taborder.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

namespace
{

constexpr int usualWidth = 1560;
constexpr int usualHeight = 900;
constexpr int listWidth = 190;
constexpr int listNeeds = 1340; // of the frame: what stands beside the list needs the rest

const QString geometryKey = QStringLiteral("frame/geometry");
const QString splitterKey = QStringLiteral("frame/splitter");
const QString listHiddenKey = QStringLiteral("frame/listHidden");

} // namespace

Frame::Frame(models::ConversationsModel *model, models::LibraryControl *library,
             search::SearchService *search, QSettings *settings, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_settings(settings)
    , m_splitter(new QSplitter)
    , m_list(new ConversationList(model, library, search))
    , m_panes(new QStackedWidget)
{
    widgets::installComboAccessibility();
    connect(m_list, &ConversationList::left, this, &Frame::leaveSearch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_panes);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    setAcceptDrops(true);
    setMinimumSize(640, 480);
    widgets::resizeWithinScreen(this, {usualWidth, usualHeight});
    m_splitter->setSizes({listWidth, width() - listWidth});
    restoreGeometry(settings->value(geometryKey).toByteArray());
    if (!isMaximized() && !isFullScreen()) // it may have been on a larger screen
        widgets::resizeWithinScreen(this, size());
    m_splitter->restoreState(settings->value(splitterKey).toByteArray());
    m_list->setVisible(!settings->value(listHiddenKey).toBool());
    fold();
}

Frame::~Frame()
{
    m_settings->setValue(geometryKey, saveGeometry());
    m_settings->setValue(splitterKey, m_splitter->saveState());
    m_settings->setValue(listHiddenKey, m_list->isHidden() && !m_folded);
}

void Frame::addPanes(MainWindow *panes)
{
    panes->setWindowFlags(Qt::Widget);
    m_panes->addWidget(panes);
    connect(panes, &QWidget::windowTitleChanged, this, &Frame::followTitle);
}

void Frame::showPanes(MainWindow *panes)
{
    auto *before = qobject_cast<MainWindow *>(m_panes->currentWidget());
    if (before && before != panes)
        panes->takeLayoutOf(*before);
    // Else hiding them looks for the next control that can have the keyboard, through all that are open.
    if (before && before->isAncestorOf(focusWidget()))
        m_panes->setFocus();
    m_panes->setCurrentWidget(panes);
    panes->activate();
    followTitle();
}

void Frame::removePanes(MainWindow *panes)
{
    m_panes->removeWidget(panes);
    panes->setParent(nullptr);
}

bool Frame::isListShown() const
{
    return !m_list->isHidden();
}

void Frame::setListShown(bool shown)
{
    m_folded = false;
    m_foldedBeforeSearch.reset();
    if (shown == isListShown())
        return;
    m_list->setVisible(shown);
    Q_EMIT listShownChanged(shown);
}

void Frame::focusSearch()
{
    QWidget *focus = focusWidget();
    if (focus && !m_list->isAncestorOf(focus))
        m_searchedFrom = focus;
    const auto before = isListShown() ? m_foldedBeforeSearch : std::optional(m_folded);
    setListShown(true);
    m_foldedBeforeSearch = before;
    m_list->focusSearch();
}

/// The list takes its room back only where it had to be made, so that what gave way to it is there again.
void Frame::leaveSearch()
{
    const auto folded = m_foldedBeforeSearch;
    const bool hasRoom = width() >= listNeeds;
    if (folded && !(*folded && hasRoom)) {
        setListShown(false);
        m_folded = *folded;
    }
    QMetaObject::invokeMethod(this, &Frame::focusPanes, Qt::QueuedConnection); // when all is in its place
}

void Frame::focusPanes()
{
    auto *panes = qobject_cast<MainWindow *>(m_panes->currentWidget());
    if (m_searchedFrom && m_searchedFrom->isVisible())
        widgets::focusVisibly(m_searchedFrom);
    else if (panes)
        panes->activate();
}

void Frame::followTitle()
{
    if (const QWidget *panes = m_panes->currentWidget())
        setWindowTitle(panes->windowTitle());
}

void Frame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fold();
}

void Frame::fold()
{
    const bool tooNarrow = width() < listNeeds;
    if (tooNarrow && isListShown() && !m_folded) {
        m_folded = true;
        m_list->hide();
        Q_EMIT listShownChanged(false);
    } else if (!tooNarrow && m_folded) {
        m_folded = false;
        m_list->show();
        Q_EMIT listShownChanged(true);
    }
}

void Frame::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void Frame::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            m_library->openFile(url.toLocalFile());
    }
    event->acceptProposedAction();
}

} // namespace outcrop::ui::shell
