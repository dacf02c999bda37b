// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/transcript/transcriptaccessible.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace outcrop::ui::transcript
{

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
    if (!hasFocus()) { // comes from inside an editor, and means it
        event->ignore();
        return;
    }
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    if (turnKey(event->key(), event->modifiers() & ~Qt::KeypadModifier))
        return;
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

namespace
{

/// The first and the last item that show @p block (-1: what is of no block); -1 for none.
std::pair<int, int> itemsOf(const TurnLayout &layout, int block)
{
    std::pair<int, int> items(-1, -1);
    for (int i = 0; i < layout.itemCount(); ++i) {
        if (block < 0 ? layout.blockOfItem(i) < 0 : layout.blockOfItem(i) != block)
            continue;
        items = {items.first < 0 ? i : items.first, i};
    }
    return items;
}

} // namespace

void TranscriptView::showBlock(int row, int block)
{
    if (row < 0 || row >= m_rows.count())
        return;
    setFollowing(false);
    scrollToRow(row);
    markBlock(row, block);
    const TurnLayout &layout = m_rows.laidOut(row);
    const auto [first, last] = itemsOf(layout, block);
    if (first < 0)
        return;
    const int top = rowRect(row).top() + int(layout.itemOrigin(first).y());
    const int height =
        int(layout.itemOrigin(last).y() + layout.item(last).height() - layout.itemOrigin(first).y());
    if (top < 0 || top + height > viewport()->height())
        setScroll(scrollTop() + top - std::max(0, viewport()->height() - height) / 3);
}

void TranscriptView::markBlock(int row, int block)
{
    if (row < 0 || row >= m_rows.count())
        return;
    m_focusVisible = true;
    setCurrentRow(row);
    const auto [first, last] = itemsOf(m_rows.laidOut(row), block);
    if (first >= 0)
        select({row, first, 0, 0}, {row, last + 1, 0, 0});
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
    // Other: it is given back, as by an editor that was closed.
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
        reason == Qt::ShortcutFocusReason || reason == Qt::OtherFocusReason)
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
