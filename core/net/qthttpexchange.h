// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/phasedeadline.h"
#include "core/net/qthttptransport.h"
#include "core/net/transporterrors.h"

#include <QFutureWatcher>
#include <QNetworkProxy>
#include <QPointer>
#include <QTimer>

class QNetworkReply;

namespace outcrop::net
{

class Lane;
class UploadDevice;

/// One request over one lane; see HttpExchange for what it promises.
class QtHttpExchange final : public HttpExchange
{
    Q_OBJECT

public:
    QtHttpExchange(const HttpRequest &request, const TransportOptions &options, std::shared_ptr<Lanes> lanes);
    ~QtHttpExchange() override;

    std::optional<base::Error> error() const override { return m_error; }
    qint64 bodyBytes() const override { return m_bodyBytes; }
    bool requestMayHaveArrived() const override { return m_phase > Phase::Connecting; }
    void abort() override;

private:
    void start();
    void askDesktop();
    void openLane(const QNetworkProxy &proxy);
    void openReply(UploadDevice *body, const QNetworkProxy &proxy);
    void watchReply(UploadDevice *body);

    void enter(Phase phase);
    void restartDeadline();
    void deadlinePassed();
    void probeLane();

    void readHead();
    void takeReadyBytes();
    void readBody();
    void scheduleRead();
    void replyFinished();
    void replyDrained();
    void keepSslErrors(const QList<QSslError> &errors);

    FailureFacts facts() const;
    void end(const std::optional<base::Error> &error);
    void releaseLane(bool inOrder);

    HttpRequest m_request;
    TransportOptions m_options;
    std::shared_ptr<Lanes> m_lanes;
    QFutureWatcher<QNetworkProxy> m_desktop;
    QPointer<Lane> m_lane;
    QPointer<QNetworkReply> m_reply;
    PhaseDeadline m_deadline;
    QTimer m_total;
    QTimer m_probe;
    Phase m_phase = Phase::Connecting;
    bool m_laneReacts = true;
    bool m_readScheduled = false;
    bool m_ended = false;
    qint64 m_bodyBytes = 0;
    QList<QSslError> m_sslErrors;
    QStringList m_chain; ///< of certificates that were refused
    std::optional<base::Error> m_error;
};

} // namespace outcrop::net
