// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qthttpexchange.h"

#include "core/base/logging.h"
#include "core/net/lanes.h"
#include "core/net/redaction.h"
#include "core/net/tlserrors.h"
#include "core/net/uploaddevice.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

namespace outcrop::net
{

namespace
{

/// How much of a body is handed on at once: a few hundred frames.
constexpr qint64 pieceBytes = 64 * 1024;

QNetworkRequest qtRequest(const HttpRequest &request, const TransportOptions &options)
{
    QNetworkRequest result(request.url);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // no backpressure there (N3)
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // with a sequential body (N1)
    result.setMaximumRedirectsAllowed(0);

    // What Qt would otherwise fill in by itself (N7). A language is named because Qt sends the locale's if
    // none is.
    result.setRawHeader("User-Agent", options.userAgent);
    result.setRawHeader("Accept-Encoding", "identity");
    result.setRawHeader("Accept-Language", "*");
    for (const HttpHeader &header : request.headers)
        result.setRawHeader(header.name, header.value);
    if (!request.body.isEmpty() || request.method == "POST")
        result.setRawHeader("Content-Length", QByteArray::number(request.body.size()));

    if (request.url.scheme() == u"https") {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        if (!options.extraCertificates.isEmpty())
            tls.addCaCertificates(options.extraCertificates);
        tls.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
        result.setSslConfiguration(tls);
    }
    return result;
}

} // namespace

QtHttpExchange::QtHttpExchange(const HttpRequest &request, const TransportOptions &options,
                               std::shared_ptr<Lanes> lanes)
    : m_request(request), m_options(options), m_lanes(std::move(lanes))
{
    for (QTimer *timer : {&m_total, &m_probe})
        timer->setSingleShot(true);
    connect(&m_deadline, &PhaseDeadline::passed, this, &QtHttpExchange::deadlinePassed);
    connect(&m_total, &QTimer::timeout, this,
            [this] { end(totalDeadlineError(facts(), m_request.deadlines.total)); });
    connect(&m_probe, &QTimer::timeout, this, &QtHttpExchange::probeLane);
    start();
}

QtHttpExchange::~QtHttpExchange()
{
    end(cancelledError(facts()));
}

void QtHttpExchange::start()
{
    if (const auto problem = requestProblem(m_request)) {
        end(problem);
        return;
    }
    qCDebug(lcNet) << m_request.method << redactedUrl(m_request.url) << m_request.body.size() << "bytes";
    if (m_request.deadlines.total.count() > 0)
        m_total.start(m_request.deadlines.total);
    restartDeadline();
    if (m_options.askDesktop && m_options.proxies.isEmpty() && !m_options.proxies.isExempt(m_request.url))
        askDesktop();
    else
        openLane(m_options.proxies.proxyFor(m_request.url));
}

void QtHttpExchange::askDesktop()
{
    connect(&m_desktop, &QFutureWatcherBase::finished, this, [this] {
        if (!m_ended)
            openLane(m_desktop.result());
    });
    m_desktop.setFuture(desktopProxy(m_request.url));
}

void QtHttpExchange::openLane(const QNetworkProxy &proxy)
{
    const QNetworkProxy known = withLogin(proxy, m_options.proxyLogin);
    m_lane = m_lanes->take(m_request.url, known);
    auto *body = new UploadDevice(m_request.body);
    openReply(body, known);
    watchReply(body);
}

void QtHttpExchange::openReply(UploadDevice *body, const QNetworkProxy &proxy)
{
    QNetworkRequest request = qtRequest(m_request, m_options);
    // Without a tunnel the proxy asks when the body is on its way already, and a body is sent once (N1).
    if (m_request.url.scheme() == u"http" && proxy.type() == QNetworkProxy::HttpProxy &&
        !proxy.user().isEmpty())
        request.setRawHeader("Proxy-Authorization",
                             "Basic " + (proxy.user() + u':' + proxy.password()).toUtf8().toBase64());
    QNetworkAccessManager &manager = m_lane->manager();
    if (m_request.method == "POST")
        m_reply = manager.post(request, body);
    else if (m_request.method == "GET" && m_request.body.isEmpty())
        m_reply = manager.get(request);
    else
        m_reply = manager.sendCustomRequest(request, m_request.method, body);
    body->setParent(m_reply);
}

void QtHttpExchange::watchReply(UploadDevice *body)
{
    connect(body, &UploadDevice::taken, this, [this] { enter(Phase::Sending); });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        if (m_phase < Phase::AwaitingHead)
            enter(Phase::AwaitingHead);
        Q_EMIT requestSent();
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &QtHttpExchange::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &QtHttpExchange::takeReadyBytes);
    connect(m_reply, &QNetworkReply::sslErrors, this, &QtHttpExchange::keepSslErrors);
    connect(m_reply, &QNetworkReply::finished, this, &QtHttpExchange::replyFinished);
}

void QtHttpExchange::enter(Phase phase)
{
    if (m_ended || phase < m_phase)
        return;
    // Ignored for a POST before its connection stands, and too late with the head when a fast server follows
    // it with megabytes at once (N3).
    if (m_reply && phase == Phase::AwaitingHead)
        m_reply->setReadBufferSize(m_options.readBufferBytes);
    m_phase = phase;
    restartDeadline();
}

void QtHttpExchange::restartDeadline()
{
    m_probe.stop();
    const Deadlines &deadlines = m_request.deadlines;
    std::chrono::milliseconds limit = deadlines.idle;
    if (m_phase == Phase::Connecting)
        limit = deadlines.connect;
    else if (m_phase == Phase::AwaitingHead)
        limit = deadlines.head;
    if (limit.count() > 0)
        m_deadline.start(limit);
    else
        m_deadline.stop();
    if (m_phase == Phase::AwaitingHead && deadlines.headProbe.count() > 0) {
        m_laneReacts = true;
        m_probe.start(deadlines.headProbe);
    }
}

void QtHttpExchange::deadlinePassed()
{
    const Deadlines &deadlines = m_request.deadlines;
    const auto limit = m_phase == Phase::Connecting     ? deadlines.connect
                       : m_phase == Phase::AwaitingHead ? deadlines.head
                                                        : deadlines.idle;
    end(deadlineError(facts(), limit));
}

void QtHttpExchange::probeLane()
{
    if (!m_laneReacts) {
        end(headFloodError(facts()));
        return;
    }
    m_laneReacts = false;
    connect(
        m_lane, &Lane::alive, this, [this] { m_laneReacts = true; }, Qt::SingleShotConnection);
    m_lane->probe();
    m_probe.start(m_request.deadlines.headProbe * 2);
}

void QtHttpExchange::readHead()
{
    if (m_ended || m_phase == Phase::ReadingBody)
        return;
    HttpResponseHead head;
    head.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (head.status == 0)
        return;
    head.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    const QList<QNetworkReply::RawHeaderPair> &pairs = m_reply->rawHeaderPairs();
    for (const auto &[name, value] : pairs)
        head.headers.push_back({name, value});
    enter(Phase::ReadingBody);

    const QPointer<QtHttpExchange> self(this);
    Q_EMIT headReceived(head);
    if (!self || m_ended)
        return;
    if (const auto problem = headError(m_request.url, head))
        end(problem);
}

void QtHttpExchange::takeReadyBytes()
{
    if (!m_readScheduled)
        readBody();
}

void QtHttpExchange::readBody()
{
    m_readScheduled = false;
    const QPointer<QtHttpExchange> self(this);
    if (!m_ended && m_phase != Phase::ReadingBody)
        readHead();
    if (!self || m_ended)
        return;
    // One piece a turn of the event loop, so that a fast server cannot freeze the window.
    const QByteArray bytes = m_reply->read(pieceBytes);
    if (!bytes.isEmpty()) {
        m_bodyBytes += bytes.size();
        if (m_bodyBytes > m_request.maxBodyBytes) {
            end(bodyTooLongError(facts(), m_request.maxBodyBytes));
            return;
        }
        restartDeadline();
        Q_EMIT bodyReceived(bytes);
        if (!self || m_ended)
            return;
    }
    if (m_reply->bytesAvailable() > 0)
        scheduleRead();
    else if (m_reply->isFinished())
        replyDrained();
}

void QtHttpExchange::scheduleRead()
{
    if (m_readScheduled)
        return;
    m_readScheduled = true;
    QMetaObject::invokeMethod(this, &QtHttpExchange::readBody, Qt::QueuedConnection);
}

void QtHttpExchange::replyFinished()
{
    const QPointer<QtHttpExchange> self(this);
    readHead(); // status and body come before the error: 4xx and 5xx are "errors" to Qt as well (N13)
    if (!self || m_ended)
        return;
    if (m_phase == Phase::ReadingBody && m_reply->bytesAvailable() > 0)
        scheduleRead();
    else
        replyDrained();
}

void QtHttpExchange::replyDrained()
{
    const QNetworkReply::NetworkError code = m_reply->error();
    const bool isStatus = m_phase == Phase::ReadingBody && code > 200 && code < 500;
    if (code == QNetworkReply::NoError || isStatus)
        end(m_phase == Phase::ReadingBody ? std::nullopt : std::optional(transportError(facts())));
    else
        end(transportError(facts()));
}

void QtHttpExchange::keepSslErrors(const QList<QSslError> &errors)
{
    m_sslErrors = errors;
    m_chain.clear();
    for (const QSslCertificate &certificate : m_reply->sslConfiguration().peerCertificateChain())
        m_chain.append(certificateText(certificate));
}

FailureFacts QtHttpExchange::facts() const
{
    FailureFacts facts;
    facts.url = m_request.url;
    facts.phase = m_phase;
    if (m_lane)
        facts.proxy = m_lane->proxyName();
    if (m_reply && m_reply->error() != QNetworkReply::NoError) {
        facts.code = m_reply->error();
        facts.systemText = m_reply->errorString();
    }
    facts.sslErrors = m_sslErrors;
    facts.chain = m_chain;
    if (!m_sslErrors.isEmpty())
        facts.certificate = certificateText(m_sslErrors.constFirst().certificate());
    return facts;
}

void QtHttpExchange::abort()
{
    end(cancelledError(facts()));
}

void QtHttpExchange::end(const std::optional<base::Error> &error)
{
    if (m_ended)
        return;
    m_ended = true;
    m_error = error;
    m_deadline.stop();
    m_total.stop();
    m_probe.stop();
    const bool waitedForHead = m_phase == Phase::AwaitingHead && m_reply && m_reply->isRunning();
    if (m_reply) {
        m_reply->disconnect(this);
        if (m_reply->isRunning())
            m_reply->abort();
        m_reply->deleteLater();
    }
    releaseLane(!waitedForHead);
    if (error)
        qCDebug(lcNet) << "ended:" << base::errorKindName(error->kind);
    finishLater();
}

void QtHttpExchange::releaseLane(bool inOrder)
{
    if (m_lane)
        m_lanes->giveBack(m_lane, inOrder);
    m_lane = nullptr;
}

} // namespace outcrop::net
