// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/linkbar.h"
#include "ui/widgets/plaintip.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QToolTip>

namespace outcrop::ui::transcript
{

TranscriptView::Pointed TranscriptView::pointedAt(QPoint viewportPos)
{
    const int row = rowAt(viewportPos.y());
    if (row < 0)
        return {};
    m_rows.laidOut(row);
    return {row, QPointF(viewportPos) - QPointF(0, rowTop(row))};
}

std::optional<TextPosition> TranscriptView::positionAt(QPoint viewportPos)
{
    const Pointed pointed = pointedAt(viewportPos);
    for (int row = pointed.row; row >= 0; --row) { // a row without text: the end of the one above
        const QPointF local = row == pointed.row ? pointed.local : QPointF(1e6, 1e6);
        if (auto position = m_rows.laidOut(row).positionAt(local, row))
            return position;
    }
    return std::nullopt;
}

std::optional<std::pair<int, HotSpot>> TranscriptView::hotSpotAt(QPoint viewportPos)
{
    const Pointed pointed = pointedAt(viewportPos);
    if (pointed.row < 0)
        return std::nullopt;
    for (const HotSpot &spot : hotSpots(pointed.row)) {
        if (spot.rect.contains(pointed.local))
            return std::pair(pointed.row, spot);
    }
    return std::nullopt;
}

std::vector<HotSpot> TranscriptView::hotSpots(int row)
{
    const TurnLayout &layout = m_rows.laidOut(row);
    std::vector<HotSpot> spots = layout.hotSpots();
    spots.insert(spots.end(), layout.actions().begin(), layout.actions().end());
    return spots;
}

QRect TranscriptView::rowRect(int row)
{
    if (row < 0 || row >= m_rows.count())
        return {};
    return {0, rowTop(row), viewport()->width(), m_rows.heights().heightOf(row)};
}

void TranscriptView::setHovered(const std::optional<std::pair<int, HotSpot>> &hovered)
{
    if (m_hovered == hovered)
        return;
    m_hovered = hovered;
    const bool link = hovered && hovered->second.kind == HotSpot::Kind::Link;
    Q_EMIT linkHovered(link ? asciiAddress(QUrl(hovered->second.target)) : QString());
    viewport()->update();
}

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    m_focusVisible = false;
    m_focusedSpot = -1;
    if (event->button() != Qt::LeftButton || m_rows.count() == 0)
        return;
    const QPoint at = event->position().toPoint();
    m_pressedAt = at;
    m_pressed = hotSpotAt(at);
    const auto position = positionAt(at);
    const qint64 now = qint64(event->timestamp());
    const bool third = m_lastDoubleClick >= 0 &&
                       now - m_lastDoubleClick < QGuiApplication::styleHints()->mouseDoubleClickInterval();
    if (const Pointed pointed = pointedAt(at); pointed.row >= 0)
        setCurrentRow(pointed.row);
    if (!position)
        return;
    if (third)
        selectBoxAt(*position);
    else if ((event->modifiers() & Qt::ShiftModifier) && m_anchor)
        select(*m_anchor, *position);
    else
        select(*position, *position);
    m_dragging = !third;
    viewport()->update();
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_dragging && (event->buttons() & Qt::LeftButton)) {
        const QRect area = viewport()->rect();
        if (const auto position = positionAt(at); position && m_anchor)
            select(*m_anchor, *position);
        if (at.y() < area.top() || at.y() > area.bottom())
            m_dragTimer.start(30, this);
        else
            m_dragTimer.stop();
        return;
    }
    if (m_rows.count() == 0)
        return;
    const auto spot = hotSpotAt(at);
    setHovered(spot);
    const Pointed pointed = pointedAt(at);
    if (std::exchange(m_hoveredRow, pointed.row) != pointed.row)
        viewport()->update();
    const bool text = pointed.row >= 0 && m_rows.laidOut(pointed.row).isOverText(pointed.local);
    viewport()->setCursor(spot ? Qt::PointingHandCursor : text ? Qt::IBeamCursor : Qt::ArrowCursor);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragTimer.stop();
    m_dragging = false;
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (hasSelection()) {
        publishPrimarySelection();
        return;
    }
    const QPoint at = event->position().toPoint();
    const auto released = hotSpotAt(at);
    if (pressed && released == pressed)
        activate(released->first, released->second);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_rows.count() == 0)
        return;
    m_lastDoubleClick = qint64(event->timestamp());
    m_dragging = false;
    const Pointed pointed = pointedAt(event->position().toPoint());
    if (pointed.row >= 0 && !hotSpotAt(event->position().toPoint()) &&
        !m_rows.laidOut(pointed.row).isOverText(pointed.local)) {
        HotSpot edit;
        edit.kind = HotSpot::Kind::Edit;
        messageAction(pointed.row, edit);
        return;
    }
    if (const auto position = positionAt(event->position().toPoint())) {
        selectWordAt(*position);
        publishPrimarySelection();
    }
}

void TranscriptView::activate(int row, const HotSpot &spot)
{
    switch (spot.kind) {
    case HotSpot::Kind::Link:
        askForLink(spot.target);
        break;
    case HotSpot::Kind::Fold:
        m_rows.toggleFold(row, spot.block);
        m_layoutStale = true;
        setFollowing(false);
        flush();
        setFollowing(scrollTop() >= verticalScrollBar()->maximum());
        break;
    case HotSpot::Kind::Retry:
        Q_EMIT retryRequested(m_model->turn(row).id);
        break;
    case HotSpot::Kind::Place:
        Q_EMIT turnCommand(models::TurnCommand::ShowRefusedPlace, m_model->turn(row).id, -1);
        break;
    case HotSpot::Kind::SignIn:
        Q_EMIT signInRequested(m_model->turn(row).id);
        break;
    case HotSpot::Kind::Key:
        Q_EMIT keyRequested(m_model->turn(row).id);
        break;
    case HotSpot::Kind::Connection:
        Q_EMIT connectionRequested(m_model->turn(row).id);
        break;
    case HotSpot::Kind::PreviousSibling:
        Q_EMIT turnCommand(models::TurnCommand::PreviousSibling, m_model->turn(row).id, -1);
        break;
    case HotSpot::Kind::NextSibling:
        Q_EMIT turnCommand(models::TurnCommand::NextSibling, m_model->turn(row).id, -1);
        break;
    default:
        messageAction(row, spot);
        break;
    }
}

void TranscriptView::askForLink(const QString &target)
{
    const QUrl url(target, QUrl::TolerantMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || (scheme != u"http" && scheme != u"https" && scheme != u"mailto"))
        return;
    m_linkBar->ask(url);
    placeOverlays();
    m_linkBar->raise();
    Q_EMIT linkConfirmationRequested(url, asciiAddress(url));
}

bool TranscriptView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const auto spot = m_rows.count() > 0 ? hotSpotAt(help->pos()) : std::nullopt;
        if (spot && spot->second.kind == HotSpot::Kind::Link)
            QToolTip::showText(help->globalPos(), widgets::plainTip(asciiAddress(QUrl(spot->second.target))),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    switch (event->type()) {
    case QEvent::LayoutRequest: // of an editor whose own size changed
        if (m_editor)
            fitEditor();
        break;
    // What nothing in the editor took is not meant for the message behind it.
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
        if (!m_dragging && isOverEditor(static_cast<QMouseEvent *>(event)->position().toPoint()))
            return true;
        break;
    case QEvent::ContextMenu:
        if (isOverEditor(static_cast<QContextMenuEvent *>(event)->pos()))
            return true;
        break;
    case QEvent::Leave:
        setHovered(std::nullopt);
        if (std::exchange(m_hoveredRow, -1) >= 0)
            viewport()->update();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int row = keyboard ? m_current : rowAt(event->pos().y());
    if (row < 0 || row >= m_rows.count())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copySelection = menu->addAction(tr("&Copy"), this, &TranscriptView::copy);
    copySelection->setShortcut(QKeySequence::Copy);
    copySelection->setEnabled(hasSelection());
    if (const auto spot = keyboard ? std::nullopt : hotSpotAt(event->pos());
        spot && spot->second.kind == HotSpot::Kind::Link) {
        const QString address = asciiAddress(QUrl(spot->second.target));
        menu->addAction(tr("Copy &link address"), this,
                        [address] { QGuiApplication::clipboard()->setText(address); });
    }
    menu->addSeparator();
    addTurnActions(menu, row, keyboard ? -1 : blockAt(row, pointedAt(event->pos()).local));
    const auto turnId = m_model->turn(row).id;
    const auto onRow = [this, turnId](void (TranscriptView::*action)(int)) {
        return [this, turnId, action] {
            if (const int now = m_model ? m_model->rowOf(turnId) : -1; now >= 0)
                (this->*action)(now);
        };
    };
    menu->addAction(tr("Cop&y message"), this, onRow(&TranscriptView::copyMessage));
    menu->addAction(tr("Copy message as Mark&down"), this, onRow(&TranscriptView::copyMessageAsMarkdown));
    menu->addAction(tr("Copy message as &JSON"), this, onRow(&TranscriptView::copyMessageAsJson));
    menu->addSeparator();
    QAction *all = menu->addAction(tr("Select &all"), this, &TranscriptView::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    const QPoint at =
        keyboard ? viewport()->mapToGlobal(QPoint(40, std::max(0, rowTop(row)) + 20)) : event->globalPos();
    menu->popup(at);
}

} // namespace outcrop::ui::transcript
