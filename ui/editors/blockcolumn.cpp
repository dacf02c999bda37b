// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/blockcolumn.h"

#include "ui/editors/blockrow.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/tokens.h"

#include <QAbstractItemModel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace widgets;

BlockColumn::BlockColumn(QAbstractItemModel *model, Ways ways, QWidget *parent)
    : QWidget(parent), m_model(model), m_ways(std::move(ways)), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metrics::space);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int to) {
                onMoved(from, to > from ? to - 1 : to);
            });
    connect(
        model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { onChanged(first.row(), last.row()); });
    if (model->rowCount() > 0)
        onInserted(0, model->rowCount() - 1);
}

void BlockColumn::setNeighbours(QWidget *before, const QList<QWidget *> &after)
{
    m_before = before;
    m_after = after;
    orderTabs();
}

void BlockColumn::focusRow(int index)
{
    row(index)->editor()->setFocus(Qt::OtherFocusReason);
}

void BlockColumn::setMarks(const QHash<int, RowMark> &marks)
{
    for (int row = 0; row < count(); ++row)
        m_rows[size_t(row)]->setMark(marks.value(row));
}

BlockRow *BlockColumn::makeRow(int row)
{
    BlockRow *made = m_ways.makeRow(QPersistentModelIndex(m_model->index(row, 0)));
    connect(made, &BlockRow::moveRequested, this, [this, made](int by) { move(made, by); });
    connect(made, &BlockRow::removeRequested, this, [this, made] { remove(made); });
    connect(made, &BlockRow::dragMoved, this, &BlockColumn::drag);
    connect(made, &BlockRow::dragEnded, this, [this, made](int y) { drop(made, y); });
    connect(made, &BlockRow::tabStopsChanged, this, &BlockColumn::orderTabs);
    return made;
}

void BlockColumn::onInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        BlockRow *made = makeRow(row);
        m_rows.insert(m_rows.begin() + row, made);
        m_layout->insertWidget(row, made);
        made->show(); // at once: it may be given the keyboard
    }
    orderTabs();
    refreshAll();
}

/// Tab goes through the blocks as they stand, wherever they were put in.
void BlockColumn::orderTabs()
{
    if (!m_before)
        return;
    QList<QWidget *> stops{m_before};
    for (const BlockRow *row : m_rows)
        stops += row->tabStops();
    widgets::chainTabs(stops + m_after);
}

void BlockColumn::onRemoved(int first, int last)
{
    for (int row = last; row >= first; --row) {
        m_layout->removeWidget(m_rows[size_t(row)]);
        m_rows[size_t(row)]->hide();
        m_rows[size_t(row)]->deleteLater(); // it may be the sender
        m_rows.erase(m_rows.begin() + row);
    }
    refreshAll();
}

void BlockColumn::onMoved(int from, int to)
{
    BlockRow *moved = m_rows[size_t(from)];
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, moved);
    m_layout->removeWidget(moved);
    m_layout->insertWidget(to, moved);
    orderTabs();
    refreshAll();
}

void BlockColumn::onChanged(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        if (m_ways.fits(*m_rows[size_t(row)])) {
            m_rows[size_t(row)]->refresh();
        } else {
            remake(row); // became a block of another kind
        }
    }
    Q_EMIT changed();
}

void BlockColumn::remake(int row)
{
    onRemoved(row, row);
    onInserted(row, row);
}

void BlockColumn::refreshAll()
{
    for (BlockRow *row : m_rows)
        row->refresh();
    Q_EMIT changed();
}

void BlockColumn::move(const BlockRow *row, int by)
{
    const int to = row->index().row() + by;
    if (to < 0 || to >= m_model->rowCount())
        return;
    m_ways.move(row->index().row(), to);
    row->editor()->setFocus(Qt::OtherFocusReason);
}

void BlockColumn::remove(const BlockRow *row)
{
    const int at = row->index().row();
    m_ways.remove(at);
    if (!m_rows.empty())
        focusRow(std::min(at, count() - 1));
    else if (!m_after.isEmpty())
        m_after.first()->setFocus(Qt::OtherFocusReason);
}

int BlockColumn::rowAt(int y) const
{
    int row = 0;
    while (row < count() && m_rows[size_t(row)]->geometry().center().y() < y)
        ++row;
    return row;
}

void BlockColumn::drag(int y)
{
    m_dropBefore = rowAt(y);
    update();
}

void BlockColumn::drop(const BlockRow *row, int y)
{
    m_dropBefore.reset();
    update();
    const int from = row->index().row();
    const int before = rowAt(y);
    const int to = before > from ? before - 1 : before;
    if (to != from)
        m_ways.move(from, to);
}

void BlockColumn::paintEvent(QPaintEvent *)
{
    if (!m_dropBefore || m_rows.empty())
        return;
    const bool behindLast = *m_dropBefore >= count();
    const QRect next = m_rows[size_t(behindLast ? count() - 1 : *m_dropBefore)]->geometry();
    const int y = std::clamp(behindLast ? next.bottom() : next.top() - metrics::gap, 1, height() - 1);
    QPainter(this).fillRect(0, y - 1, width(), 2, tokensOf(this).accent);
}

} // namespace outcrop::ui::editors
