// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "core/history/exchange.h"
#include "ui/inspector/eventspane.h"
#include "ui/inspector/messagecontent.h"
#include "ui/inspector/messagepane.h"
#include "ui/models/eventrows.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/tabstrip.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace outcrop::ui::inspector
{

using namespace widgets;

namespace
{

QStackedWidget *withEmptyState(EmptyState *empty, QWidget *page)
{
    auto *pages = new QStackedWidget;
    pages->addWidget(empty);
    pages->addWidget(page);
    return pages;
}

} // namespace

Inspector::Inspector(models::ExchangeSource *source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_header(new PaneHeader)
    , m_tabs(m_header->tabs())
    , m_pages(new QStackedWidget)
    , m_noRequest(new EmptyState({}, {}))
    , m_noResponse(new EmptyState({}, {}))
    , m_request(new MessagePane(tr("Request")))
    , m_response(new MessagePane(tr("Response")))
    , m_events(new EventsPane([this](quint64 offset, quint64 length) { return frameBytes(offset, length); }))
{
    m_requestPages = withEmptyState(m_noRequest, m_request);
    m_responsePages = withEmptyState(m_noResponse, m_response);
    m_tabs->setAccessibleName(tr("Inspector"));
    for (const QString &label : {tr("Request"), tr("Response"), tr("Events")})
        m_tabs->addTab(label);
    for (QWidget *page : {static_cast<QWidget *>(m_requestPages), static_cast<QWidget *>(m_responsePages),
                          static_cast<QWidget *>(m_events)})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &TabStrip::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_events, &EventsPane::countChanged, this,
            [this](int count) { m_tabs->setBadge(Events, count > 0 ? QString::number(count) : QString()); });
    connect(source, &models::ExchangeSource::started, this, &Inspector::onStarted);
    connect(source, &models::ExchangeSource::headArrived, this, &Inspector::onHead);
    connect(source, &models::ExchangeSource::frameArrived, this, &Inspector::onFrame);
    connect(source, &models::ExchangeSource::ended, this, &Inspector::onEnded);
    connect(source, &models::ExchangeSource::written, this, &Inspector::onWritten);
    showExchange(0);
}

QWidget *Inspector::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

void Inspector::setCurrentTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void Inspector::focusTabs()
{
    m_tabs->setFocus(Qt::ShortcutFocusReason);
}

void Inspector::showExchange(qint64 id)
{
    m_id = id;
    m_behind = false;
    m_body.clear();
    if (id == 0)
        showNothing(tr("Nothing sent yet"), tr("Press Run (Ctrl+Enter): the exact bytes appear here."));
    else
        loadAll();
}

void Inspector::showNothing(const QString &title, const QString &hint)
{
    showNoMessages(title, hint);
    m_events->clear(title, hint);
}

void Inspector::showNoMessages(const QString &title, const QString &hint)
{
    for (EmptyState *state : {m_noRequest, m_noResponse})
        state->setTexts(title, hint);
    m_requestPages->setCurrentIndex(0);
    m_responsePages->setCurrentIndex(0);
}

void Inspector::onStarted(qint64 id)
{
    m_id = id;
    m_arrived = Arrived::Request;
    m_body.clear();
    m_events->clear(tr("No frame yet"), tr("One row appears for every frame of the answer."));
    showNoMessages(tr("Being recorded"), tr("The exact bytes appear here in a moment."));
    follow();
}

void Inspector::onHead(qint64 id)
{
    if (id != m_id)
        return;
    m_arrived = Arrived::Head;
    follow();
}

void Inspector::onFrame(qint64 id, const models::EventRow &row)
{
    if (id == m_id)
        m_events->append(row);
}

void Inspector::onEnded(qint64 id)
{
    if (id != m_id)
        return;
    m_arrived = Arrived::All;
    follow();
}

void Inspector::onWritten(qint64 id)
{
    if (id == m_id && m_behind)
        follow();
}

void Inspector::loadAll()
{
    const auto exchange = m_source->load(m_id);
    if (!exchange)
        return showNothing(tr("Not kept"), exchange.error().message);
    showMessages(*exchange);
    showRows(*exchange);
}

// Shows what is recorded of the exchange that runs or has just ended. Its rows come as signals; the recorded
// ones replace them when all are there.
void Inspector::follow()
{
    const auto exchange = m_source->load(m_id);
    m_behind = exchange ? !holdsWhatArrived(*exchange) : exchange.error().kind == base::ErrorKind::NotFound;
    if (exchange)
        showMessages(*exchange);
    else if (!m_behind)
        showNoMessages(tr("Not kept"), exchange.error().message);
    if (exchange && !m_behind && m_arrived == Arrived::All)
        showRows(*exchange);
}

bool Inspector::holdsWhatArrived(const history::Exchange &exchange) const
{
    switch (m_arrived) {
    case Arrived::Request:
        return true;
    case Arrived::Head:
        return exchange.summary.status.has_value();
    case Arrived::All:
        return exchange.summary.outcome.has_value();
    }
    Q_UNREACHABLE();
}

void Inspector::showRows(const history::Exchange &exchange)
{
    // Rows that came while it ran need not be made again: of ten thousand frames that takes a while.
    if (!m_body.isEmpty() && m_events->coveredBytes() == quint64(m_body.size()))
        return;
    const auto rows = models::eventRowsOf(exchange);
    if (rows.empty() && exchange.summary.outcome)
        m_events->clear(tr("No frames"), tr("This answer was not a stream: see Response."));
    else if (rows.empty())
        m_events->clear(tr("No frame yet"), tr("One row appears for every frame of the answer."));
    else
        m_events->setRows(rows);
}

void Inspector::showMessages(const history::Exchange &exchange)
{
    m_body = exchange.responseBody();
    m_request->show(requestContent(exchange));
    m_response->show(responseContent(exchange));
    m_requestPages->setCurrentIndex(1);
    m_responsePages->setCurrentIndex(1);
}

QByteArray Inspector::frameBytes(quint64 offset, quint64 length)
{
    if (offset + length > quint64(m_body.size())) {
        const auto exchange = m_source->load(m_id);
        if (exchange)
            m_body = exchange->responseBody();
    }
    if (offset >= quint64(m_body.size()))
        return {};
    return m_body.mid(qsizetype(offset), qsizetype(length));
}

} // namespace outcrop::ui::inspector
