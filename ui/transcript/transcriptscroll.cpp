// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/transcript/linkbar.h"

#include <QPushButton>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>

namespace outcrop::ui::transcript
{

namespace
{

constexpr int frameInterval = 16; ///< ms: at most one layout a display frame
constexpr int bottomPadding = 16; ///< below the last message
constexpr int nearBottom = 4;     ///< pixels that still count as "at the bottom"

} // namespace

void TranscriptView::scheduleFrame()
{
    if (!m_frameTimer.isActive())
        m_frameTimer.start(frameInterval, Qt::PreciseTimer, this);
}

void TranscriptView::flush()
{
    m_frameTimer.stop();
    goOnWithLongTexts();
    const QList<int> grown = std::exchange(m_grownRows, {});
    // What is only laid out further, or looked at, is nothing new.
    const auto streams = [this](int row) { return isGrowing(m_model->turn(row).state); };
    if (!m_following && std::ranges::any_of(grown, streams))
        m_grewBelow = true;
    if (std::exchange(m_layoutStale, false)) {
        for (const int row : grown)
            m_rows.reestimate(row);
        settle();
        viewport()->update();
        return;
    }
    bool moved = false;
    std::vector<std::pair<int, QRect>> changed; // in the coordinates of the row
    for (const int row : grown) {
        if (m_rows.find(row)) {
            const auto [from, isHeight] = m_rows.takeChange(row);
            const int height = m_rows.heights().heightOf(row);
            changed.emplace_back(row, QRect(0, from - 4, viewport()->width(), height - from + 8));
            moved = moved || isHeight;
        } else {
            const int before = m_rows.heights().heightOf(row);
            m_rows.reestimate(row);
            moved = moved || before != m_rows.heights().heightOf(row);
        }
    }
    if (moved)
        settle();
    for (const auto &[row, rect] : changed) {
        QRect dirty = rect.translated(0, rowTop(row));
        if (moved)
            dirty.setBottom(viewport()->height());
        viewport()->update(dirty);
    }
    updateNewButton();
}

qint64 TranscriptView::contentHeight() const
{
    const qint64 rows = m_rows.heights().total();
    return rows > 0 ? rows + bottomPadding : 0;
}

int TranscriptView::scrollTop() const
{
    return verticalScrollBar()->value();
}

int TranscriptView::rowTop(int row) const
{
    return int(m_rows.heights().topOf(row) - scrollTop());
}

int TranscriptView::rowAt(int y) const
{
    return m_rows.heights().rowAt(qint64(y) + scrollTop());
}

void TranscriptView::updateRange()
{
    const int page = viewport()->height();
    const qint64 most = std::max<qint64>(0, contentHeight() - page);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, int(std::min<qint64>(most, 1 << 30)));
}

void TranscriptView::setScroll(qint64 value)
{
    verticalScrollBar()->setValue(int(std::clamp<qint64>(value, 0, verticalScrollBar()->maximum())));
}

/// Lays out what is visible. What is known already keeps its place on the screen while estimates above it
/// become true.
void TranscriptView::settle()
{
    if (m_settling || m_styleStale)
        return;
    m_settling = true;
    const int page = viewport()->height();
    int first = 0;
    int last = -1;
    for (int pass = 0; pass < 8; ++pass) {
        updateRange();
        if (m_following)
            setScroll(verticalScrollBar()->maximum());
        first = std::max(0, rowAt(0));
        int anchor = first;
        while (anchor < m_rows.count() && rowTop(anchor) < page && !m_rows.isLaidOut(anchor))
            ++anchor;
        if (anchor >= m_rows.count() || rowTop(anchor) >= page)
            anchor = first;
        const int anchorTop = m_rows.count() > 0 ? rowTop(anchor) : 0;
        bool changed = false;
        for (last = first; last < m_rows.count() && rowTop(last) < page; ++last) {
            const int before = m_rows.heights().heightOf(last);
            m_rows.laidOut(last);
            changed = changed || before != m_rows.heights().heightOf(last);
        }
        if (!changed)
            break;
        updateRange();
        if (!m_following)
            setScroll(m_rows.heights().topOf(anchor) - anchorTop);
    }
    updateRange();
    if (m_following)
        setScroll(verticalScrollBar()->maximum());
    m_rows.trim(first, last);
    m_settling = false;
    placeEditor();
    for (int row = first; row < last; ++row) {
        if (m_rows.hasMore(row))
            scheduleFrame();
    }
    updateNewButton();
}

/// The next part of what is visible and not laid out to its end.
void TranscriptView::goOnWithLongTexts()
{
    const int page = viewport()->height();
    for (int row = std::max(0, rowAt(0)); row < m_rows.count() && rowTop(row) < page; ++row) {
        if (!m_rows.hasMore(row))
            continue;
        m_rows.goOn(row);
        if (!m_grownRows.contains(row))
            m_grownRows.append(row);
        scheduleFrame();
    }
}

void TranscriptView::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    if (m_settling)
        return;
    setFollowing(scrollTop() >= verticalScrollBar()->maximum() - nearBottom);
    const qint64 before = contentHeight();
    const int top = scrollTop();
    settle();
    if (before != contentHeight() || top != scrollTop())
        viewport()->update();
}

void TranscriptView::setFollowing(bool following)
{
    if (following) {
        m_newRows = 0;
        m_grewBelow = false;
        m_failedBelow = -1;
    }
    if (m_following == following)
        return;
    m_following = following;
    updateNewButton();
    Q_EMIT followingChanged(following);
}

void TranscriptView::followBottom()
{
    setFollowing(true);
    settle();
    viewport()->update();
    updateNewButton();
}

void TranscriptView::updateNewButton()
{
    const bool below = scrollTop() < verticalScrollBar()->maximum() - nearBottom;
    const bool show = !m_following && below && (m_newRows > 0 || m_grewBelow || m_failedBelow >= 0);
    if (show) {
        const QString text = m_failedBelow >= 0 ? tr("↓ error")
                             : m_newRows > 0    ? tr("↓ %1 new").arg(m_newRows)
                                                : tr("↓ new text");
        if (m_newButton->text() != text) {
            m_newButton->setText(text);
            m_newButton->setAccessibleName(tr("Go to the end and follow"));
            placeOverlays();
        }
    }
    if (m_newButton->isVisibleTo(this) != show)
        m_newButton->setVisible(show);
}

void TranscriptView::placeOverlays()
{
    const QRect area = viewport()->geometry();
    const QSize button = m_newButton->sizeHint();
    m_newButton->setGeometry(
        QRect(QPoint(area.center().x() - button.width() / 2, area.bottom() - button.height() - 10), button));
    const int barHeight = m_linkBar->hasHeightForWidth() ? m_linkBar->heightForWidth(area.width())
                                                         : m_linkBar->sizeHint().height();
    m_linkBar->setGeometry(area.left(), area.bottom() + 1 - barHeight, area.width(), barHeight);
    const QSize action = m_emptyAction->sizeHint();
    m_emptyAction->setGeometry(
        QRect(QPoint(area.center().x() - action.width() / 2, area.center().y() + 34), action));
}

void TranscriptView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_styleStale || viewport()->width() != m_rows.width()) {
        const int top = m_rows.count() > 0 && !m_following ? rowAt(0) : -1;
        if (m_editor)
            m_rows.setEmbedded(editorRow(), editorHeight());
        const int offset = top >= 0 ? rowTop(top) : 0;
        restyle();
        if (top >= 0) {
            m_settling = true;
            updateRange();
            setScroll(m_rows.heights().topOf(top) - offset);
            m_settling = false;
        }
    }
    settle();
    placeOverlays();
    viewport()->update();
}

void TranscriptView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange &&
        event->type() != QEvent::StyleChange)
        return;
    if (m_styleStale)
        return;
    restyle();
    settle();
    placeOverlays();
    viewport()->update();
}

void TranscriptView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_frameTimer.timerId()) {
        flush();
    } else if (event->timerId() == m_dragTimer.timerId()) {
        const int y = viewport()->mapFromGlobal(QCursor::pos()).y();
        const int over = y < 0 ? y : std::max(0, y - viewport()->height());
        if (over != 0)
            setScroll(scrollTop() + std::clamp(over, -120, 120));
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace outcrop::ui::transcript
