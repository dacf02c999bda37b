// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/linkbar.h"
#include "ui/transcript/selectiontext.h"
#include "ui/transcript/transcriptaccessible.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>

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
    for (const HotSpot &spot : m_rows.laidOut(pointed.row).hotSpots()) {
        if (spot.rect.contains(pointed.local))
            return std::pair(pointed.row, spot);
    }
    return std::nullopt;
}

std::vector<HotSpot> TranscriptView::hotSpots(int row)
{
    return m_rows.laidOut(row).hotSpots();
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

SelectedRange TranscriptView::selection() const
{
    if (!m_anchor || !m_caret)
        return {};
    return {std::min(*m_anchor, *m_caret), std::max(*m_anchor, *m_caret)};
}

void TranscriptView::select(TextPosition anchor, TextPosition caret)
{
    m_anchor = anchor;
    m_caret = caret;
    viewport()->update();
}

void TranscriptView::clearSelection()
{
    m_anchor.reset();
    m_caret.reset();
    m_extendFrom = -1;
    viewport()->update();
}

void TranscriptView::selectWordAt(const TextPosition &position)
{
    const QString &text = m_rows.laidOut(position.row).item(position.item).box(position.box).box->text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(position.offset);
    int from = finder.isAtBoundary() ? position.offset : int(finder.toPreviousBoundary());
    finder.setPosition(position.offset);
    int to = int(finder.toNextBoundary());
    if (to < 0) { // behind the last word
        to = position.offset;
        from = int(finder.toPreviousBoundary());
    }
    TextPosition start = position;
    TextPosition end = position;
    start.offset = std::max(0, from);
    end.offset = std::max(start.offset, to);
    select(start, end);
}

void TranscriptView::selectBoxAt(const TextPosition &position)
{
    TextPosition start = position;
    TextPosition end = position;
    start.offset = 0;
    end.offset = m_rows.laidOut(position.row).item(position.item).box(position.box).box->length();
    select(start, end);
}

void TranscriptView::selectRows(int from, int to)
{
    constexpr int all = 1 << 30;
    select({std::min(from, to), 0, 0, 0}, {std::max(from, to), all, all, all});
}

void TranscriptView::selectAll()
{
    if (m_rows.count() > 0)
        selectRows(0, m_rows.count() - 1);
}

QString TranscriptView::selectedText()
{
    return hasSelection() ? selectionText(*m_model, m_rows, selection()).plain : QString();
}

void TranscriptView::copy()
{
    if (hasSelection())
        QGuiApplication::clipboard()->setMimeData(mimeDataOf(selectionText(*m_model, m_rows, selection())));
    else if (m_current >= 0)
        copyMessage(m_current);
}

void TranscriptView::copyMessage(int row)
{
    QGuiApplication::clipboard()->setMimeData(mimeDataOf(messageText(m_model->turn(row))));
}

void TranscriptView::copyMessageAsMarkdown(int row)
{
    QGuiApplication::clipboard()->setText(messageText(m_model->turn(row)).markdown);
}

void TranscriptView::copyMessageAsJson(int row)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(messageJson(m_model->turn(row))));
}

void TranscriptView::publishPrimarySelection()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && hasSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
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
        if (spot && spot->second.kind == HotSpot::Kind::Link) // escaped: a tool tip guesses at rich text
            QToolTip::showText(help->globalPos(), asciiAddress(QUrl(spot->second.target)).toHtmlEscaped(),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHovered(std::nullopt);
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
    const auto turnId = m_model->turn(row).id;
    const auto onRow = [this, turnId](void (TranscriptView::*action)(int)) {
        return [this, turnId, action] {
            if (const int now = m_model ? m_model->rowOf(turnId) : -1; now >= 0)
                (this->*action)(now);
        };
    };
    menu->addAction(tr("Copy &message"), this, onRow(&TranscriptView::copyMessage));
    menu->addAction(tr("Copy message as Mark&down"), this, onRow(&TranscriptView::copyMessageAsMarkdown));
    menu->addAction(tr("Copy message as &JSON"), this, onRow(&TranscriptView::copyMessageAsJson));
    menu->addSeparator();
    QAction *all = menu->addAction(tr("Select &all"), this, &TranscriptView::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    const QPoint at =
        keyboard ? viewport()->mapToGlobal(QPoint(40, std::max(0, rowTop(row)) + 20)) : event->globalPos();
    menu->popup(at);
}

bool TranscriptView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        moveCurrent(-1, extend);
        return;
    case Qt::Key_Down:
        moveCurrent(1, extend);
        return;
    case Qt::Key_Home:
        moveCurrent(-m_rows.count(), extend);
        return;
    case Qt::Key_End:
        moveCurrent(m_rows.count(), extend);
        return;
    case Qt::Key_PageUp:
        scrollPage(-1);
        return;
    case Qt::Key_PageDown:
        scrollPage(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0 && !(event->modifiers() & ~Qt::KeypadModifier)) {
            const std::vector<HotSpot> spots = hotSpots(m_current);
            if (m_focusedSpot >= 0 && size_t(m_focusedSpot) < spots.size())
                activate(m_current, spots[size_t(m_focusedSpot)]);
            else
                toggleFolds(m_current);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (hasSelection()) {
            clearSelection();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore(); // scrolling by a key is ours; everything else belongs to the window
}

/// The next row that shows something, or -1.
int TranscriptView::nextShownRow(int row, int direction) const
{
    for (row += direction; row >= 0 && row < m_rows.count(); row += direction) {
        if (m_rows.heights().heightOf(row) > 0)
            return row;
    }
    return -1;
}

void TranscriptView::moveCurrent(int delta, bool extend)
{
    if (m_rows.count() == 0)
        return;
    m_focusVisible = true;
    const int direction = delta < 0 ? -1 : 1;
    const QRect rect = rowRect(m_current);
    const int page = viewport()->height();
    // A message higher than the view is read to its end before the next one is entered.
    if (std::abs(delta) == 1 && !extend && m_current >= 0 && rect.top() < page && rect.bottom() > 0) {
        const int hidden = direction > 0 ? rect.bottom() - page : -rect.top();
        if (hidden > 0) {
            setScroll(scrollTop() + direction * std::min(hidden, page - 40));
            return;
        }
    }
    int target = m_current < 0 ? rowAt(direction > 0 ? 0 : page - 1) : nextShownRow(m_current, direction);
    if (std::abs(delta) > 1)
        target = direction > 0 ? nextShownRow(m_rows.count(), -1) : nextShownRow(-1, 1);
    if (target < 0)
        target = m_current;
    if (extend) {
        if (m_extendFrom < 0)
            m_extendFrom = std::max(0, m_current);
        selectRows(m_extendFrom, target);
    } else {
        m_extendFrom = -1;
    }
    setCurrentRow(target);
    scrollToRow(target);
}

void TranscriptView::scrollPage(int direction)
{
    const int page = viewport()->height();
    setScroll(scrollTop() + direction * (page - 40));
    m_focusVisible = true;
    if (const int row = rowAt(direction < 0 ? 0 : page - 1); row >= 0)
        setCurrentRow(row);
}

void TranscriptView::setCurrentRow(int row)
{
    if (row < -1 || row >= m_rows.count() || row == m_current)
        return;
    m_current = row;
    m_focusedSpot = -1;
    viewport()->update();
    Q_EMIT currentRowChanged(row);
    if (hasFocus() && row >= 0)
        notifyTranscriptFocus(this, row);
}

void TranscriptView::scrollToRow(int row)
{
    if (row < 0 || row >= m_rows.count())
        return;
    for (int pass = 0; pass < 3; ++pass) { // heights on the way become true
        m_rows.laidOut(row);
        updateRange();
        const int page = viewport()->height();
        const QRect rect = rowRect(row);
        const bool last = nextShownRow(row, 1) < 0;
        if (rect.top() < 0 || rect.height() >= page)
            setScroll(scrollTop() + rect.top());
        else if (last)
            setScroll(verticalScrollBar()->maximum());
        else if (rect.bottom() >= page)
            setScroll(scrollTop() + rect.bottom() - page + 1);
        else
            break;
    }
}

/// Shows everything of the message that is folded; folds it when nothing was.
void TranscriptView::toggleFolds(int row)
{
    QSet<int> folds;
    for (const HotSpot &spot : hotSpots(row)) {
        if (spot.kind == HotSpot::Kind::Fold)
            folds.insert(spot.block);
    }
    const bool unfold = std::ranges::any_of(folds, [&](int block) { return !m_rows.isUnfolded(row, block); });
    for (const int block : folds) {
        if (m_rows.isUnfolded(row, block) != unfold)
            m_rows.toggleFold(row, block);
    }
    if (folds.isEmpty())
        return;
    setFollowing(false);
    m_layoutStale = true;
    flush();
    setFollowing(scrollTop() >= verticalScrollBar()->maximum());
}

void TranscriptView::setFocusedSpot(int index)
{
    m_focusedSpot = index;
    m_focusVisible = true;
    const std::vector<HotSpot> spots = hotSpots(m_current);
    if (index >= 0 && size_t(index) < spots.size()) {
        const QRectF rect = spots[size_t(index)].rect.translated(0, rowTop(m_current));
        if (rect.top() < 0)
            setScroll(scrollTop() + int(rect.top()) - 8);
        else if (rect.bottom() > viewport()->height())
            setScroll(scrollTop() + int(rect.bottom()) - viewport()->height() + 8);
        notifyTranscriptSpotFocus(this, m_current, index);
    }
    viewport()->update();
}

/// Tab steps through the links and buttons of the current message before it leaves the transcript.
bool TranscriptView::focusNextPrevChild(bool next)
{
    if (hasFocus() && m_current >= 0 && m_current < m_rows.count()) {
        const int count = int(hotSpots(m_current).size());
        const int target = m_focusedSpot + (next ? 1 : -1);
        if (next ? target < count : m_focusedSpot >= 0) {
            setFocusedSpot(target);
            return true;
        }
    }
    m_focusedSpot = -1;
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason)
        m_focusVisible = true;
    else if (reason == Qt::MouseFocusReason)
        m_focusVisible = false;
    if (m_current < 0 && m_focusVisible && m_rows.count() > 0)
        setCurrentRow(std::max(0, rowAt(m_following ? viewport()->height() - 1 : 0)));
    viewport()->update();
}

void TranscriptView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace outcrop::ui::transcript
