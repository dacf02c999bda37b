// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "ui/inspector/eventspane.h"
#include "ui/inspector/messagepane.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/tabstrip.h"

#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

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
    , m_reader(source, [this](const ExchangeRecord &record) { return take(record); })
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
    begin(id, false);
    m_arrived = Arrived::All;
    if (id != 0)
        return read();
    m_reader.stop();
    showNothing(tr("Nothing sent yet"), tr("Press Run (Ctrl+Enter): the exact bytes appear here."));
}

void Inspector::showFound(const models::FoundPlace &place)
{
    begin(place.exchangeId.value_or(0), false);
    m_arrived = Arrived::All;
    m_sought = place;
    read();
}

void Inspector::begin(qint64 id, bool follows)
{
    m_sought.reset();
    m_id = id;
    m_follows = follows;
    m_sent = {};
    m_body.clear();
    m_wantsFrame = false;
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
    begin(id, true);
    m_arrived = Arrived::Request;
    m_rowsOf = id;
    m_events->clear(tr("No frame yet"), tr("One row appears for every frame of the answer."));
    showNoMessages(tr("Being recorded"), tr("The exact bytes appear here in a moment."));
    read();
}

void Inspector::onHead(qint64 id)
{
    if (id != m_id)
        return;
    m_arrived = Arrived::Head;
    read();
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
    read();
}

void Inspector::read()
{
    const KnownOfExchange known{m_sent, coveredBytes(), m_sought};
    m_reader.read(m_id, [known](const auto &exchange) { return recordOf(exchange, known); });
}

// Rows of an exchange that runs come as signals; the recorded ones replace them when all are there.
bool Inspector::take(const ExchangeRecord &record)
{
    const QScopedValueRollback taking(m_isTaking, true);
    const bool isFrameWanted = std::exchange(m_wantsFrame, false);
    if (record.error) {
        if (m_follows && record.error->kind == base::ErrorKind::NotFound)
            return false;
        if (m_follows)
            showNoMessages(tr("Not kept"), record.error->message);
        else
            showNothing(tr("Not kept"), record.error->message);
        return true;
    }
    showMessages(record);
    const bool isAll = !m_follows || holdsWhatArrived(record);
    if (isAll && m_arrived == Arrived::All)
        showRows(record);
    if (isFrameWanted)
        m_events->showCurrent();
    if (record.found && std::exchange(m_sought, std::nullopt))
        mark(*record.found);
    return isAll && !m_wantsFrame;
}

void Inspector::mark(const search::RawPlace &place)
{
    using Part = search::RawPlace::Part;
    const bool isRequest = place.part == Part::RequestHead || place.part == Part::RequestBody;
    MessagePane *pane = isRequest ? m_request : m_response;
    setCurrentTab(place.part == Part::Frame ? Events : isRequest ? Request : Response);
    if (place.part == Part::Frame)
        m_events->mark(int(place.frame), place.offset, place.length);
    else if (place.part == Part::RequestHead || place.part == Part::ResponseHead)
        pane->markHeader(int(place.offset));
    else
        pane->markBody(place.offset, place.length);
}

bool Inspector::holdsWhatArrived(const ExchangeRecord &record) const
{
    switch (m_arrived) {
    case Arrived::Request:
        return true;
    case Arrived::Head:
        return record.hasHead;
    case Arrived::All:
        return record.hasOutcome;
    }
    Q_UNREACHABLE();
}

void Inspector::showRows(const ExchangeRecord &record)
{
    // Rows that came while it ran need not be made again: of ten thousand frames that takes a while.
    if (!m_body.isEmpty() && coveredBytes() == quint64(m_body.size()))
        return;
    m_rowsOf = m_id;
    if (record.rows.empty() && record.hasOutcome)
        m_events->clear(tr("No frames"), tr("This answer was not a stream: see Response."));
    else if (record.rows.empty())
        m_events->clear(tr("No frame yet"), tr("One row appears for every frame of the answer."));
    else
        m_events->setRows(record.rows);
}

void Inspector::showMessages(const ExchangeRecord &record)
{
    m_sent = record.request;
    m_body = record.response.body;
    m_request->show(record.request);
    m_response->show(record.response);
    m_requestPages->setCurrentIndex(1);
    m_responsePages->setCurrentIndex(1);
}

quint64 Inspector::coveredBytes() const
{
    return m_rowsOf == m_id ? m_events->coveredBytes() : 0;
}

// While it runs the frames are ahead of what was read of it.
QByteArray Inspector::frameBytes(quint64 offset, quint64 length)
{
    const bool isMissing = offset + length > quint64(m_body.size()) && m_follows;
    if (isMissing && !std::exchange(m_wantsFrame, true) && !m_isTaking)
        read();
    if (offset >= quint64(m_body.size()))
        return {};
    return m_body.mid(qsizetype(offset), qsizetype(length));
}

} // namespace outcrop::ui::inspector
