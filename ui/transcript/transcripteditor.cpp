// SPDX-License-Identifier: GPL-3.0-or-later

// A widget in the place of a message. It is a child of the viewport and goes where its row goes.

#include "ui/transcript/transcriptview.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>

namespace outcrop::ui::transcript
{

namespace
{

constexpr int placeMargin = 12; ///< kept around the place that is edited
constexpr int usualBodyTop = geometry::turnGap + geometry::headerHeight + geometry::headerGap;

} // namespace

void TranscriptView::setRowEditor(int row, QWidget *editor, const QWidget *overlay)
{
    closeRowEditor();
    if (m_styleStale)
        restyle();
    m_editor = editor;
    m_editorOverlay = overlay;
    editor->setParent(viewport());
    editor->setBackgroundRole(QPalette::Window); // not Base, whose text labels would take for theirs
    editor->installEventFilter(this);
    setFollowing(false);
    clearSelection();
    m_rows.setEmbedded(row, 0); // its width is known from here on
    m_rows.setEmbedded(row, editorHeight());
    connect(qApp, &QApplication::focusChanged, editor, [this] { showEditedPlace(); });
    QWidget::setTabOrder(this, editor);
    settle();
    placeEditor();
    editor->show();
    scrollToRow(row);
    viewport()->update();
}

void TranscriptView::closeRowEditor()
{
    if (!m_editor)
        return;
    QWidget *editor = std::exchange(m_editor, nullptr);
    m_editorOverlay = nullptr;
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && (focus == editor || editor->isAncestorOf(focus));
    editor->removeEventFilter(this);
    disconnect(qApp, nullptr, editor, nullptr);
    editor->hide();
    editor->deleteLater(); // it may be the sender
    m_rows.setEmbedded(-1, 0);
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
    m_layoutStale = true;
    scheduleFrame();
}

int TranscriptView::editorHeight() const
{
    const int width = viewport()->width() - geometry::marginX - geometry::marginRight;
    const int wanted =
        m_editor->hasHeightForWidth() ? m_editor->heightForWidth(width) : m_editor->sizeHint().height();
    return std::max(wanted, m_editor->minimumHeight());
}

bool TranscriptView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::LayoutRequest)
        fitEditor();
    return QAbstractScrollArea::eventFilter(watched, event);
}

/// The editor wants another height: what stands above it stays where it is.
void TranscriptView::fitEditor()
{
    const int row = editorRow();
    const int height = editorHeight();
    if (row < 0 || (height == m_editor->height() && height == m_rows.embeddedHeight()))
        return;
    m_rows.setEmbedded(row, height);
    m_rows.laidOut(row);
    settle();
    viewport()->update();
    showEditedPlace();
}

void TranscriptView::placeEditor()
{
    const int row = editorRow();
    if (!m_editor || row < 0)
        return;
    const TurnLayout *layout = m_rows.find(row); // none: far away
    const int top = rowTop(row) + (layout ? layout->bodyTop() : usualBodyTop);
    m_editor->setGeometry(geometry::marginX, top,
                          viewport()->width() - geometry::marginX - geometry::marginRight, editorHeight());
}

/// The caret, or the control that has the keyboard, is in view. The editor as a whole gets it by a click
/// between them, and stays where it is.
void TranscriptView::showEditedPlace()
{
    QWidget *focus = QApplication::focusWidget();
    if (!m_editor || !focus || focus == m_editor || !m_editor->isAncestorOf(focus))
        return;
    if (m_editorOverlay && m_editorOverlay->isAncestorOf(focus))
        return;
    const int end = viewport()->height() - placeMargin - (m_editorOverlay ? m_editorOverlay->height() : 0);
    QRect place = focus->rect();
    if (place.height() > viewport()->height() / 2)
        place = focus->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    place.moveTopLeft(focus->mapTo(viewport(), place.topLeft()));
    if (place.top() < placeMargin)
        setScroll(scrollTop() + place.top() - placeMargin);
    else if (place.bottom() > end)
        setScroll(scrollTop() + place.bottom() - end);
}

bool TranscriptView::isOverEditor(QPoint viewportPos) const
{
    return m_editor && m_editor->geometry().contains(viewportPos);
}

} // namespace outcrop::ui::transcript
