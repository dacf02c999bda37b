// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/exchangesource.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class EmptyState;
class PaneHeader;
class TabStrip;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::inspector
{

class EventsPane;
class MessagePane;

/// What crossed the wire in one exchange: request, response, frames. Follows the exchange that runs.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Request, Response, Events };

    /// @p source must live longer.
    explicit Inspector(models::ExchangeSource *source, QWidget *parent = nullptr);

    /// Shows a kept exchange; 0 shows none.
    void showExchange(qint64 id);
    qint64 exchange() const { return m_id; }

    void setCurrentTab(Tab tab);
    /// Gives the keyboard to the tabs.
    void focusTabs();

    /// The row of tabs, to stand somewhere else (as the title of a dock); the taker owns it then.
    QWidget *takeHeader();

private:
    void onStarted(qint64 id);
    void onHead(qint64 id);
    void onFrame(qint64 id, const models::EventRow &row);
    void onEnded(qint64 id);
    void onWritten(qint64 id);
    void loadAll();
    void follow();
    bool holdsWhatArrived(const history::Exchange &exchange) const;
    void showRows(const history::Exchange &exchange);
    void showNoMessages(const QString &title, const QString &hint);
    void showMessages(const history::Exchange &exchange);
    void showNothing(const QString &title, const QString &hint);
    QByteArray frameBytes(quint64 offset, quint64 length);

    models::ExchangeSource *m_source;
    /// How far the exchange that is followed has come.
    enum class Arrived : quint8 { Request, Head, All };

    qint64 m_id = 0;
    Arrived m_arrived = Arrived::All;
    bool m_behind = false; ///< more has arrived than was recorded when it was last loaded
    QByteArray m_body;     ///< of the response, as far as it was loaded
    widgets::PaneHeader *m_header;
    widgets::TabStrip *m_tabs;
    QStackedWidget *m_pages;
    QStackedWidget *m_requestPages;
    QStackedWidget *m_responsePages;
    widgets::EmptyState *m_noRequest;
    widgets::EmptyState *m_noResponse;
    MessagePane *m_request;
    MessagePane *m_response;
    EventsPane *m_events;
};

} // namespace outcrop::ui::inspector
