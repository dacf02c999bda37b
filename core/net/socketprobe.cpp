// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socketprobe.h"

#include "core/base/limits.h"
#include "core/net/tlserrors.h"

#include <QHostInfo>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

namespace outcrop::net
{

namespace
{

using base::ErrorKind;
using base::makeError;

constexpr quint16 httpsPort = 443;
constexpr quint16 httpPort = 80;

QString addressesOf(const QHostInfo &info)
{
    const QList<QHostAddress> addresses = info.addresses();
    const QString first = addresses.constFirst().toString();
    return addresses.size() == 1 ? first
                                 : QStringLiteral("%1 and %2 more").arg(first).arg(addresses.size() - 1);
}

QString issuerOf(const QSslCertificate &certificate)
{
    const QStringList names = certificate.issuerInfo(QSslCertificate::CommonName);
    const QStringList organizations = certificate.issuerInfo(QSslCertificate::Organization);
    return !names.isEmpty()           ? names.constFirst()
           : !organizations.isEmpty() ? organizations.constFirst()
                                      : QStringLiteral("an unnamed authority");
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    default:
        return QStringLiteral("TLS");
    }
}

} // namespace

SocketProbe::SocketProbe(const QUrl &url, const TransportOptions &options) : m_url(url), m_options(options)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(base::limits::connectDeadline);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        FailureFacts facts;
        facts.url = m_url;
        facts.proxy = proxyName(m_proxy);
        failStep(deadlineError(facts, base::limits::connectDeadline));
    });
    connect(&m_desktop, &QFutureWatcherBase::finished, this, [this] {
        if (!isFinished())
            begin(m_desktop.result());
    });
    const bool asksDesktop =
        options.askDesktop && options.proxies.isEmpty() && !options.proxies.isExempt(url);
    if (asksDesktop)
        m_desktop.setFuture(desktopProxy(url));
    else
        QMetaObject::invokeMethod(
            this, [this] { begin(m_options.proxies.proxyFor(m_url)); }, Qt::QueuedConnection);
}

SocketProbe::~SocketProbe()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

QString SocketProbe::hostToReach() const
{
    return m_proxy.type() == QNetworkProxy::NoProxy ? m_url.host(QUrl::FullyEncoded) : m_proxy.hostName();
}

void SocketProbe::begin(const QNetworkProxy &proxy)
{
    if (isFinished())
        return;
    m_proxy = withLogin(proxy, m_options.proxyLogin);
    m_clock.start();
    m_deadline.start();
    lookUp();
}

void SocketProbe::lookUp()
{
    m_lookup = QHostInfo::lookupHost(hostToReach(), this, [this](const QHostInfo &info) {
        m_lookup = -1;
        if (isFinished())
            return;
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
            failStep(makeError(ErrorKind::Network,
                               QStringLiteral("The name %1 is not known here.").arg(hostToReach()),
                               QStringLiteral("Check the spelling, the region, and whether a VPN is needed."),
                               info.errorString()));
            return;
        }
        endStep(addressesOf(info));
        m_phase = ProbeStep::Phase::Connect;
        if (proxy().isEmpty())
            connectSocket();
        else
            connectToProxy();
    });
}

QString SocketProbe::proxy() const
{
    return proxyName(m_proxy);
}

void SocketProbe::connectToProxy()
{
    if (isFinished())
        return;
    m_toProxy = std::make_unique<QTcpSocket>();
    m_toProxy->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    connect(m_toProxy.get(), &QAbstractSocket::errorOccurred, this, [this] {
        failStep(makeError(ErrorKind::Proxy, QStringLiteral("The proxy %1 takes no connection.").arg(proxy()),
                           QStringLiteral("Check the proxy's address, or NO_PROXY for %1.").arg(m_url.host()),
                           m_toProxy->errorString()));
    });
    connect(m_toProxy.get(), &QAbstractSocket::connected, this, [this] {
        if (isFinished())
            return;
        m_toProxy->abort(); // the way through it has a connection of its own
        endStep(QStringLiteral("to the proxy %1").arg(proxy()));
        m_phase = ProbeStep::Phase::Proxy;
        connectSocket();
    });
    m_toProxy->connectToHost(m_proxy.hostName(), m_proxy.port());
}

void SocketProbe::connectSocket()
{
    if (isFinished())
        return;
    m_socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.addCaCertificates(m_options.extraCertificates);
    m_socket->setSslConfiguration(configuration);
    m_socket->setProxy(m_proxy);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &SocketProbe::connectionFailed);
    connect(m_socket.get(), &QAbstractSocket::connected, this, [this] {
        if (isFinished())
            return;
        endStep(proxy().isEmpty() ? QStringLiteral("direct, no proxy")
                                  : QStringLiteral("it leads to %1").arg(m_url.host()));
        if (m_url.scheme() == QStringLiteral("https"))
            startTls();
        else if (!isFinished())
            finishLater();
    });
    const bool isTls = m_url.scheme() == QStringLiteral("https");
    m_socket->connectToHost(m_url.host(QUrl::FullyEncoded),
                            quint16(m_url.port(isTls ? httpsPort : httpPort)));
}

void SocketProbe::connectionFailed()
{
    if (isFinished() || m_phase == ProbeStep::Phase::Tls)
        return;
    if (proxy().isEmpty()) {
        failStep(makeError(ErrorKind::Network, QStringLiteral("%1 takes no connection.").arg(m_url.host()),
                           QStringLiteral("Check the address and port, and any firewall on the way."),
                           m_socket->errorString()));
        return;
    }
    const bool wantsPassword = m_socket->error() == QAbstractSocket::ProxyAuthenticationRequiredError;
    failStep(makeError(
        ErrorKind::Proxy,
        wantsPassword
            ? QStringLiteral("The proxy %1 wants a user name and password it takes (407).").arg(proxy())
            : QStringLiteral("The proxy %1 gave no connection to %2.").arg(proxy(), m_url.host()),
        wantsPassword ? QStringLiteral("Enter them for the connection, or set HTTPS_PROXY with them.")
                      : QStringLiteral("Ask who runs the proxy whether it lets %1 through, or set NO_PROXY "
                                       "for it.")
                            .arg(m_url.host()),
        m_socket->errorString()));
}

void SocketProbe::startTls()
{
    if (isFinished())
        return;
    m_phase = ProbeStep::Phase::Tls;
    connect(m_socket.get(), &QSslSocket::encrypted, this, [this] {
        if (isFinished())
            return;
        endStep(QStringLiteral("%1, issued by %2, verified")
                    .arg(protocolName(m_socket->sessionProtocol()), issuerOf(m_socket->peerCertificate())));
        finishLater();
    });
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] {
        if (isFinished())
            return;
        FailureFacts facts;
        facts.url = m_url;
        facts.proxy = proxyName(m_proxy);
        facts.code = QNetworkReply::SslHandshakeFailedError;
        facts.systemText = m_socket->errorString();
        facts.sslErrors = m_socket->sslHandshakeErrors();
        facts.certificate = certificateText(m_socket->peerCertificate());
        for (const QSslCertificate &certificate : m_socket->peerCertificateChain())
            facts.chain.append(certificateText(certificate));
        failStep(transportError(facts));
    });
    m_socket->startClientEncryption();
}

void SocketProbe::endStep(const QString &detail, const std::optional<base::Error> &error)
{
    m_steps.push_back({m_phase, detail, std::chrono::milliseconds(m_clock.restart()), error});
    m_deadline.start();
    Q_EMIT stepEnded();
}

void SocketProbe::failStep(const base::Error &error)
{
    if (isFinished())
        return;
    endStep(error.message, error);
    abort();
}

void SocketProbe::abort()
{
    m_deadline.stop();
    if (m_toProxy)
        m_toProxy->disconnect(this);
    if (m_socket)
        m_socket->disconnect(this);
    if (!isFinished())
        finishLater();
}

} // namespace outcrop::net
