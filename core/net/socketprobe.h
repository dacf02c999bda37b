// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/net/qthttptransport.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QSslSocket;
class QTcpSocket;
QT_END_NAMESPACE

namespace outcrop::net
{

/// What one phase of reaching a server showed.
struct ProbeStep {
    enum class Phase { Name, Connect, Proxy, Tls };

    Phase phase = Phase::Name;
    QString detail; ///< "3.235.80.12 and 2 more", "direct, no proxy", "TLS 1.3, issued by ..."
    std::chrono::milliseconds took{0};
    std::optional<base::Error> error;
};

/// Reaches for a server the way requests do, but sends none: the name, the connection, the way through the
/// proxy, and TLS with its verification. With a proxy, name and connection are the proxy's; without one there
/// is no such phase. Ends at the first phase that fails, each within 10 s.
class SocketProbe final : public base::Job
{
    Q_OBJECT

public:
    SocketProbe(const QUrl &url, const TransportOptions &options);
    ~SocketProbe() override;

    void abort() override;

    /// Those that ended so far. Without TLS for http.
    const std::vector<ProbeStep> &steps() const { return m_steps; }
    /// "host:port"; empty without one, and before it is known.
    QString proxy() const;

Q_SIGNALS:
    void stepEnded();

private:
    void begin(const QNetworkProxy &proxy);
    void lookUp();
    void connectToProxy();
    void connectSocket();
    void connectionFailed();
    void startTls();
    void endStep(const QString &detail, const std::optional<base::Error> &error = std::nullopt);
    void failStep(const base::Error &error);
    QString hostToReach() const;

    QUrl m_url;
    TransportOptions m_options;
    QNetworkProxy m_proxy;
    QFutureWatcher<QNetworkProxy> m_desktop;
    int m_lookup = -1;
    std::unique_ptr<QTcpSocket> m_toProxy;
    std::unique_ptr<QSslSocket> m_socket;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    ProbeStep::Phase m_phase = ProbeStep::Phase::Name;
    std::vector<ProbeStep> m_steps;
};

} // namespace outcrop::net
