// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/eventspane.h"

#include "ui/inspector/eventdelegate.h"
#include "ui/inspector/framepane.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/table.h"
#include "ui/widgets/tokens.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::inspector
{

using namespace widgets;
using models::EventsModel;

namespace
{

using namespace std::chrono_literals;
constexpr auto flushInterval = 50ms;

/// Shows the events whose name or detail contains the words typed.
class EventFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QString sought = filterRegularExpression().pattern();
        if (sought.isEmpty())
            return true;
        const QModelIndex event = sourceModel()->index(row, EventsModel::Event, parent);
        return event.data(Qt::AccessibleTextRole).toString().contains(sought, Qt::CaseInsensitive);
    }
};

QWidget *filterBar(QLineEdit *filter)
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(metrics::margin, metrics::space, metrics::margin, metrics::space);
    filter->setPlaceholderText(EventsPane::tr("Filter events"));
    filter->setAccessibleName(EventsPane::tr("Filter events"));
    filter->setClearButtonEnabled(true);
    filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    layout->addWidget(filter);
    return bar;
}

} // namespace

EventsPane::EventsPane(ReadBytes readBytes, QWidget *parent)
    : QWidget(parent)
    , m_readBytes(std::move(readBytes))
    , m_filtered(new EventFilter(this))
    , m_filter(new QLineEdit)
    , m_table(new Table(tr("Events")))
    , m_frame(new FramePane)
    , m_detail(new QStackedWidget)
    , m_pages(new QStackedWidget)
    , m_empty(new EmptyState({}, {}))
{
    buildTable();
    m_detail->addWidget(
        new EmptyState(tr("No frame chosen"), tr("Choose a row to see its bytes and payload.")));
    m_detail->addWidget(m_frame);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_table);
    parts->addWidget(m_detail);
    parts->setChildrenCollapsible(false);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 3);
    parts->setSizes({2000, 3000});
    auto *list = new QWidget;
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(filterBar(m_filter));
    listLayout->addWidget(new Hairline);
    listLayout->addWidget(parts, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    m_flush.setSingleShot(true);
    m_flush.setInterval(flushInterval);
    connect(&m_flush, &QTimer::timeout, this, &EventsPane::flush);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventsPane::showCurrent);
}

void EventsPane::buildTable()
{
    m_filtered->setSourceModel(&m_model);
    m_table->setModel(m_filtered);
    m_table->setItemDelegate(new EventDelegate(m_table));
    QHeaderView *heading = m_table->horizontalHeader();
    const int digit = m_table->fontMetrics().horizontalAdvance(u'0');
    heading->setSectionResizeMode(QHeaderView::Fixed);
    heading->setMinimumSectionSize(digit * 4);
    heading->setSectionResizeMode(EventsModel::Event, QHeaderView::Stretch);
    m_table->setColumnWidth(EventsModel::Index, digit * 4 + metrics::margin);
    m_table->setColumnWidth(EventsModel::Milliseconds, digit * 6 + metrics::margin);
    m_table->setColumnWidth(EventsModel::Bytes, digit * 6 + metrics::margin);
    m_table->setColumnWidth(EventsModel::Crc, digit * 4 + metrics::margin);
}

void EventsPane::clear(const QString &title, const QString &hint)
{
    m_pending.clear();
    m_model.clear();
    m_frame->clear();
    m_empty->setTexts(title, hint);
    updatePage();
}

void EventsPane::append(const models::EventRow &row)
{
    m_pending.push_back(row);
    if (!m_flush.isActive())
        m_flush.start();
}

void EventsPane::flush()
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    const bool atBottom = bar->value() == bar->maximum();
    m_model.append(m_pending);
    m_pending.clear();
    updatePage();
    // Room for the digits of the last number.
    const int digits = int(QString::number(m_model.rowCount()).size());
    if (digits > 4)
        m_table->setColumnWidth(EventsModel::Index,
                                m_table->fontMetrics().horizontalAdvance(QString(digits, u'0')) +
                                    2 * metrics::space);
    if (atBottom && !m_table->selectionModel()->hasSelection())
        m_table->scrollToBottom();
}

bool EventsPane::continuesShown(const std::vector<models::EventRow> &rows) const
{
    const int shown = m_model.rowCount();
    if (size_t(shown) > rows.size())
        return false;
    for (int i = 0; i < shown; ++i) {
        if (rows[size_t(i)].offset != m_model.row(i).offset || rows[size_t(i)].name != m_model.row(i).name)
            return false;
    }
    return true;
}

void EventsPane::setRows(const std::vector<models::EventRow> &rows)
{
    flush();
    if (continuesShown(rows))
        m_model.append({rows.begin() + m_model.rowCount(), rows.end()});
    else
        m_model.replaceAll(rows);
    updatePage();
}

quint64 EventsPane::coveredBytes() const
{
    if (!m_pending.empty())
        return m_pending.back().offset + m_pending.back().bytes;
    const int count = m_model.rowCount();
    return count == 0 ? 0 : m_model.row(count - 1).offset + m_model.row(count - 1).bytes;
}

void EventsPane::updatePage()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 1 : 0);
    showCurrent();
    Q_EMIT countChanged(count());
}

void EventsPane::mark(int frame, qsizetype offset, qsizetype length)
{
    flush();
    m_filter->clear();
    const QModelIndex row = m_filtered->mapFromSource(m_model.index(frame, 0));
    if (!row.isValid())
        return;
    m_table->setCurrentIndex(row);
    m_table->scrollTo(row, QAbstractItemView::PositionAtCenter);
    m_frame->mark(offset, length);
}

void EventsPane::showCurrent()
{
    const QModelIndex current = m_filtered->mapToSource(m_table->currentIndex());
    m_detail->setCurrentIndex(current.isValid() ? 1 : 0);
    if (!current.isValid())
        return;
    const models::EventRow &row = m_model.row(current.row());
    m_frame->showFrame(row, m_readBytes(row.offset, row.bytes));
}

} // namespace outcrop::ui::inspector
