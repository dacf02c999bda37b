// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain = option;
        plain.state &= ~QStyle::State_HasFocus; // the selected row is the sign
        QStyledItemDelegate::paint(painter, plain, index);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                          tokensOf(option.palette).lineSoft);
    }
};

} // namespace

Table::Table(const QString &name, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new RowDelegate(this));
    setFont(smallMonospaceFont(font()));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(
        std::max(metrics::rowHeight, fontMetrics().height() + metrics::space));
    verticalHeader()->setMinimumSectionSize(metrics::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setFont(this->font());
    applyColours();
}

void Table::applyColours()
{
    const Tokens &t = tokensOf(this);
    if (palette().color(QPalette::Base) == t.surface)
        return;
    QPalette own;
    own.setColor(QPalette::Base, t.surface);
    setPalette(own);
    QPalette heading;
    heading.setColor(QPalette::ButtonText, t.faint);
    heading.setColor(QPalette::WindowText, t.faint);
    horizontalHeader()->setPalette(heading);
}

void Table::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColours();
    QTableView::changeEvent(event);
}

void Table::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    QTableView::keyPressEvent(event);
}

void Table::copySelection() const
{
    QStringList lines;
    for (const QModelIndex &row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        lines.append(cells.join(u'\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace outcrop::ui::widgets
