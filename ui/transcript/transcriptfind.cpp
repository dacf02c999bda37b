// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptfind.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/findbar.h"

#include <QPainter>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>

namespace outcrop::ui::transcript
{

namespace
{

using namespace std::chrono_literals;

/// Of one turn of the event loop: a frame has 16 ms.
constexpr auto slice = 4ms;
constexpr qsizetype longestSelection = 80; ///< that is taken as what to find
constexpr int mostParts = 800;             ///< of one long text that are laid out to reach a match

} // namespace

TranscriptFind::TranscriptFind(TranscriptView *view)
    : QObject(view), m_view(view), m_bar(new widgets::FindBar(view))
{
    m_bar->setScope(tr("Find in the conversation"));
    m_bar->offerCase();
    m_bar->setAutoFillBackground(true);
    view->installEventFilter(this);
    connect(m_bar, &widgets::FindBar::needleChanged, this, &TranscriptFind::restart);
    connect(m_bar, &widgets::FindBar::nextRequested, this, [this] { step(1); });
    connect(m_bar, &widgets::FindBar::previousRequested, this, [this] { step(-1); });
    connect(m_bar, &widgets::FindBar::closed, this, &TranscriptFind::close);
}

bool TranscriptFind::isOpen() const
{
    return !m_bar->isHidden();
}

void TranscriptFind::setModel(models::TranscriptModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_current.reset();
    search(0);
    if (!model)
        return;
    using Model = models::TranscriptModel;
    const auto changed = [this](int row) {
        m_matches.changeRow(row);
        goOn();
    };
    connect(model, &Model::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        m_matches.insertRows(first, last);
        if (m_current && m_current->row >= first)
            m_current->row += last - first + 1;
        goOn();
    });
    connect(model, &Model::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_matches.removeRows(first, last);
        if (m_current && m_current->row > last)
            m_current->row -= last - first + 1;
        else if (m_current && m_current->row >= first)
            m_current.reset();
        goOn();
    });
    connect(model, &Model::textAppended, this, changed);
    connect(model, &Model::blockChanged, this, changed);
    connect(model, &Model::frameChanged, this, changed);
    connect(model, &Model::turnReplaced, this, changed);
}

void TranscriptFind::open()
{
    const QString selected = m_view->selectedText();
    const bool usable =
        !selected.isEmpty() && selected.size() <= longestSelection && !selected.contains(u'\n');
    placeBar();
    m_bar->open(usable ? selected : QString());
    placeBar();
}

void TranscriptFind::showIn(int row, const QString &needle)
{
    {
        const QSignalBlocker quiet(m_bar);
        m_bar->show();
        m_bar->setNeedle(needle);
    }
    placeBar();
    m_current.reset();
    search(row);
    m_goFrom = row;
    goOn();
}

void TranscriptFind::close()
{
    placeBar();
    m_current.reset();
    search(0);
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->viewport()->update();
}

// While it is typed the match that is shown stays the first one to be looked at.
void TranscriptFind::restart()
{
    const int from = m_current ? m_current->row : std::max(0, m_view->rowAt(0));
    m_current.reset();
    search(from);
    m_goFrom = from;
    goOn();
    m_view->viewport()->update();
}

void TranscriptFind::search(int firstRow)
{
    m_goFrom = -1;
    if (isOpen())
        m_matches.start(m_model, m_bar->needle(),
                        m_bar->isCaseSensitive() ? Qt::CaseSensitive : Qt::CaseInsensitive, firstRow);
    else
        m_matches.clear();
    tellHits();
}

void TranscriptFind::goOn()
{
    if (m_matches.needle().isEmpty())
        return;
    if (!m_timer.isActive())
        m_timer.start(0, this);
}

void TranscriptFind::timerEvent(QTimerEvent *)
{
    m_matches.scan(slice);
    if (m_matches.isComplete())
        m_timer.stop();
    if (m_goFrom >= 0 && m_matches.count() > 0) {
        const int from = std::exchange(m_goFrom, -1);
        go(*m_matches.firstFrom(from));
    }
    if (m_matches.isComplete()) {
        m_goFrom = -1;
        if (m_current && m_matches.numberOf(*m_current) == 0)
            m_current.reset();
        m_view->viewport()->update();
    }
    tellHits();
}

void TranscriptFind::step(int direction)
{
    if (!isOpen() || m_bar->needle().isEmpty()) {
        open();
        return;
    }
    const std::optional<FindMatch> match =
        m_current ? m_matches.beside(*m_current, direction) : m_matches.firstFrom(m_view->rowAt(0));
    if (match)
        go(*match);
    tellHits();
}

void TranscriptFind::go(const FindMatch &match)
{
    m_current = match;
    if (const std::optional<SelectedRange> range = locate(match)) {
        m_view->select(range->from, range->to);
        reveal(*range);
    } else {
        m_view->scrollToRow(match.row);
    }
}

// Unfolds where the match is not to be seen otherwise, or is not the one that is seen.
std::optional<SelectedRange> TranscriptFind::locate(const FindMatch &match)
{
    RowLayouts &rows = m_view->m_rows;
    for (const bool unfold : {false, true}) {
        if (unfold) {
            if (match.block < 0 || rows.isUnfolded(match.row, match.block))
                break;
            rows.toggleFold(match.row, match.block);
        }
        for (int part = 0; part < mostParts; ++part) {
            const TurnLayout &layout = rows.laidOut(match.row);
            if (const auto range = locateIn(layout, match)) {
                if (unfold || rows.isUnfolded(match.row, match.block) || !hidesSome(layout, match, *range))
                    return range;
                break;
            }
            if (!layout.hasMore())
                break;
            rows.goOn(match.row);
        }
    }
    return std::nullopt;
}

namespace
{

/// Calls @p found for each place of a needle in what is shown of a block, until it says true.
template <typename Found>
void eachShown(const TurnLayout &layout, int block, const FindMatches &matches, const Found &found)
{
    const QString &needle = matches.needle();
    for (int i = 0; i < layout.itemCount(); ++i) {
        if (layout.blockOfItem(i) != block)
            continue;
        for (int box = 0; box < layout.item(i).boxCount(); ++box) {
            const QString &text = layout.item(i).box(box).box->text();
            for (qsizetype at = text.indexOf(needle, 0, matches.sensitivity()); at >= 0;
                 at = text.indexOf(needle, at + needle.size(), matches.sensitivity())) {
                if (found(i, box, int(at)))
                    return;
            }
        }
    }
}

} // namespace

std::optional<SelectedRange> TranscriptFind::locateIn(const TurnLayout &layout, const FindMatch &match) const
{
    std::optional<SelectedRange> range;
    int left = match.ordinal;
    eachShown(layout, match.block, m_matches, [&](int item, int box, int at) {
        if (left-- > 0)
            return false;
        range = {{match.row, item, box, at}, {match.row, item, box, at + int(m_matches.needle().size())}};
        return true;
    });
    return range;
}

// Of a block that shows less than there is, only its first box is sure to have nothing before it.
bool TranscriptFind::hidesSome(const TurnLayout &layout, const FindMatch &match,
                               const SelectedRange &range) const
{
    const std::vector<HotSpot> spots = layout.hotSpots();
    const bool folds = std::ranges::any_of(spots, [&](const HotSpot &spot) {
        return spot.kind == HotSpot::Kind::Fold && spot.block == match.block;
    });
    const bool isFirstItem = range.from.item == 0 || layout.blockOfItem(range.from.item - 1) != match.block;
    if (!folds || (isFirstItem && range.from.box == 0))
        return false;
    int shown = 0;
    eachShown(layout, match.block, m_matches, [&](int, int, int) {
        ++shown;
        return false;
    });
    return shown < m_matches.countIn(match.row, match.block);
}

void TranscriptFind::reveal(const SelectedRange &range)
{
    constexpr int margin = 24;
    m_view->setFollowing(false);
    // What is above may turn out to be of another height once it is looked at.
    for (int attempt = 0; attempt < 3; ++attempt) {
        m_view->settle();
        const TurnLayout &layout = m_view->m_rows.laidOut(range.from.row);
        const PlacedBox placed = layout.item(range.from.item).box(range.from.box);
        const auto rects = placed.box->rectsOf({range.from.offset, range.to.offset});
        if (rects.empty())
            break;
        const qreal y = m_view->rowTop(range.from.row) + layout.itemOrigin(range.from.item).y() +
                        placed.origin.y() + rects.front().top();
        const int page = m_view->viewport()->height();
        if (y >= margin && y + rects.front().height() <= page - margin)
            break;
        m_view->setScroll(m_view->scrollTop() + qint64(y) - page / 3);
        m_view->setFollowing(false);
    }
    m_view->viewport()->update();
}

namespace
{

void outline(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    painter.save();
    painter.setPen(colour);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.toAlignedRect().adjusted(0, 0, -1, -1));
    painter.restore();
}

} // namespace

void TranscriptFind::paint(QPainter &painter, int row, const TurnLayout &layout, QPointF origin) const
{
    const QString &needle = m_matches.needle();
    if (needle.isEmpty())
        return;
    std::optional<SelectedRange> current;
    if (m_current && m_current->row == row)
        current = locateIn(layout, *m_current);
    if (current && !m_view->m_rows.isUnfolded(row, m_current->block) &&
        hidesSome(layout, *m_current, *current))
        current.reset(); // it was folded again
    QColor colour = m_view->m_rows.style().tokens.amber;
    for (int i = 0; i < layout.itemCount(); ++i) {
        for (int index = 0; index < layout.item(i).boxCount(); ++index) {
            const PlacedBox placed = layout.item(i).box(index);
            const QString &text = placed.box->text();
            for (qsizetype at = text.indexOf(needle, 0, m_matches.sensitivity()); at >= 0;
                 at = text.indexOf(needle, at + needle.size(), m_matches.sensitivity())) {
                const bool isCurrent = current && current->from == TextPosition{row, i, index, int(at)};
                colour.setAlpha(isCurrent ? 100 : 60); // over the text, which stays readable
                for (const QRectF &rect : placed.box->rectsOf({int(at), int(at + needle.size())})) {
                    const QRectF there = rect.translated(origin + layout.itemOrigin(i) + placed.origin);
                    painter.fillRect(there, colour);
                    if (isCurrent)
                        outline(painter, there, m_view->m_rows.style().tokens.amberText);
                }
            }
        }
    }
}

void TranscriptFind::tellHits()
{
    m_bar->setHits(m_current ? m_matches.numberOf(*m_current) : 0, m_matches.count(),
                   !m_matches.isComplete());
}

/// The messages begin below the bar.
void TranscriptFind::placeBar()
{
    const int height = isOpen() ? m_bar->sizeHint().height() : 0;
    m_view->setViewportMargins(0, height, 0, 0);
    m_bar->setGeometry(0, 0, m_view->width(), height);
    m_bar->raise();
}

bool TranscriptFind::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        m_bar->resize(m_view->width(), m_bar->height());
    return QObject::eventFilter(watched, event);
}

} // namespace outcrop::ui::transcript
