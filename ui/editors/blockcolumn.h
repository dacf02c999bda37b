// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QAbstractItemModel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::editors
{

class BlockRow;

/// Rows of blocks one below the other that follow a list model row by row. Rows are moved by their grips and
/// by keyboard; what moving and deleting means is told by whoever uses it.
class BlockColumn : public QWidget
{
    Q_OBJECT

public:
    struct Ways {
        std::function<BlockRow *(const QPersistentModelIndex &)> makeRow;
        /// Whether the row can show what stands at its index now; else it is made anew.
        std::function<bool(const BlockRow &)> fits;
        std::function<void(int from, int to)> move;
        std::function<void(int row)> remove;
    };

    /// @p model must live longer.
    BlockColumn(QAbstractItemModel *model, Ways ways, QWidget *parent = nullptr);

    /// Tab comes from @p before and goes on to @p after, which also takes the keyboard from the last block.
    void setNeighbours(QWidget *before, const QList<QWidget *> &after);
    int count() const { return int(m_rows.size()); }
    BlockRow *row(int index) const { return m_rows[size_t(index)]; }
    void focusRow(int index);
    /// What the lint says, by row.
    void setMarks(const QHash<int, RowMark> &marks);
    void orderTabs();
    /// Whether the row fits is asked anew.
    void refit(int row) { onChanged(row, row); }
    void remake(int row);

Q_SIGNALS:
    /// Rows came, went, moved or show something else.
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BlockRow *makeRow(int row);
    void onInserted(int first, int last);
    void onRemoved(int first, int last);
    void onMoved(int from, int to);
    void onChanged(int first, int last);
    void refreshAll();
    void move(const BlockRow *row, int by);
    void remove(const BlockRow *row);
    void drag(int y);
    void drop(const BlockRow *row, int y);
    /// Before which row a block dragged to @p y would stand; the row count for behind the last.
    int rowAt(int y) const;

    QAbstractItemModel *m_model;
    Ways m_ways;
    QVBoxLayout *m_layout;
    std::vector<BlockRow *> m_rows;
    QWidget *m_before = nullptr;
    QList<QWidget *> m_after;
    std::optional<int> m_dropBefore;
};

} // namespace outcrop::ui::editors
