// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/eventsmodel.h"

#include <QTimer>
#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class EmptyState;
class Table;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::inspector
{

class FramePane;

/// The frames of a streamed answer, one row each, and the chosen one in detail. Rows that arrive are shown
/// together, at most twenty times a second.
class EventsPane : public QWidget
{
    Q_OBJECT

public:
    /// Gives the bytes of the frame at an offset of the body; fewer, or none, where they are not there.
    using ReadBytes = std::function<QByteArray(quint64 offset, quint64 length)>;

    explicit EventsPane(ReadBytes readBytes, QWidget *parent = nullptr);

    void clear(const QString &title, const QString &hint);
    void append(const models::EventRow &row);
    /// The rows of the whole recording; keeps the selection where they continue what is shown.
    void setRows(const std::vector<models::EventRow> &rows);
    /// How many bytes of the body the rows so far stand for.
    quint64 coveredBytes() const;

    /// Chooses a frame, counted from 0, and selects bytes of its payload.
    void mark(int frame, qsizetype offset, qsizetype length);
    /// Shows the chosen frame again: more of its bytes is there.
    void showCurrent();

    int count() const { return m_model.rowCount() + int(m_pending.size()); }

Q_SIGNALS:
    void countChanged(int count);

private:
    void buildTable();
    void flush();
    void updatePage();
    bool continuesShown(const std::vector<models::EventRow> &rows) const;

    ReadBytes m_readBytes;
    models::EventsModel m_model;
    QSortFilterProxyModel *m_filtered;
    std::vector<models::EventRow> m_pending;
    QTimer m_flush;
    QLineEdit *m_filter;
    widgets::Table *m_table;
    FramePane *m_frame;
    QStackedWidget *m_detail;
    QStackedWidget *m_pages;
    widgets::EmptyState *m_empty;
};

} // namespace outcrop::ui::inspector
