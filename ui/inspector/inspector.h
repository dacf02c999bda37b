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
    void loadAll();
    void showMessages(const history::Exchange &exchange);
    void showNothing(const QString &title, const QString &hint);
    QByteArray frameBytes(quint64 offset, quint64 length);

    models::ExchangeSource *m_source;
    qint64 m_id = 0;
    QByteArray m_body; ///< of the response, as far as it was loaded
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
