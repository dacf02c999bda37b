// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/exchangerecord.h"
#include "ui/models/exchangereader.h"

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
    /// Shows the exchange of @p place, and marks in it what was found: the bytes, the frame or the header.
    /// The keyboard stays where it is, as this may take a moment.
    void showFound(const models::FoundPlace &place);
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
    void begin(qint64 id, bool follows);
    quint64 coveredBytes() const;
    void read();
    bool take(const ExchangeRecord &record);
    bool holdsWhatArrived(const ExchangeRecord &record) const;
    void showRows(const ExchangeRecord &record);
    void mark(const search::RawPlace &place);
    void showNoMessages(const QString &title, const QString &hint);
    void showMessages(const ExchangeRecord &record);
    void showNothing(const QString &title, const QString &hint);
    QByteArray frameBytes(quint64 offset, quint64 length);

    models::ExchangeReader<ExchangeRecord> m_reader;
    /// How far the exchange that is followed has come.
    enum class Arrived : quint8 { Request, Head, All };

    qint64 m_id = 0;
    bool m_follows = false; ///< it runs, or ran while it was shown
    Arrived m_arrived = Arrived::All;
    MessageContent m_sent;     ///< of this exchange, once it was read
    QByteArray m_body;         ///< of the response, as far as it was read
    bool m_wantsFrame = false; ///< one was chosen that is not in there
    bool m_isTaking = false;
    std::optional<models::FoundPlace> m_sought; ///< in this exchange, until it is shown
    qint64 m_rowsOf = 0;                        ///< the exchange whose frames are shown
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
