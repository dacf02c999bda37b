// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/lanes.h"

#include "core/base/webaddress.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>

namespace outcrop::net
{

namespace
{

QString laneKey(const QUrl &url, const QNetworkProxy &proxy)
{
    return QStringLiteral("%1://%2:%3 %4 %5")
        .arg(url.scheme(), url.host())
        .arg(url.port())
        .arg(proxy.type())
        .arg(proxyName(proxy) + u' ' + proxy.user() + u' ' + QString::number(qHash(proxy.password())));
}

/// The proxy that was chosen for the lane; this computer itself, and so the probe, never goes through it.
/// Having a factory of its own keeps a manager from asking Qt's.
class OneProxy final : public QNetworkProxyFactory
{
public:
    explicit OneProxy(const QNetworkProxy &proxy) : m_proxy(proxy) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {base::isLoopback(query.url()) ? QNetworkProxy(QNetworkProxy::NoProxy) : m_proxy};
    }

private:
    QNetworkProxy m_proxy;
};

/// Lanes whose thread was held up when their owner went: kept until the process ends.
std::vector<std::unique_ptr<Lane>> &abandonedLanes()
{
    static auto *lanes = new std::vector<std::unique_ptr<Lane>>;
    return *lanes;
}

} // namespace

Lane::Lane(QString key, const QNetworkProxy &proxy)
    : m_key(std::move(key)), m_proxyName(net::proxyName(proxy))
{
    m_manager.setProxyFactory(new OneProxy(proxy));
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

void Lane::probe()
{
    QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:0/")));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    QNetworkReply *reply = m_manager.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        Q_EMIT alive();
    });
}

Lanes::~Lanes()
{
    // Deleting a manager waits up to five seconds for its thread. One that is held up is left to the system.
    for (std::unique_ptr<Lane> &lane : m_lanes) {
        if (!lane->isIdle())
            abandonedLanes().push_back(std::move(lane));
    }
}

Lane *Lanes::take(const QUrl &url, const QNetworkProxy &proxy)
{
    dropOldLanes();
    const QString key = laneKey(url, proxy);
    for (const std::unique_ptr<Lane> &lane : m_lanes) {
        if (lane->isIdle() && lane->key() == key) {
            lane->setBusy();
            return lane.get();
        }
    }
    m_lanes.push_back(std::make_unique<Lane>(key, proxy));
    return m_lanes.back().get();
}

void Lanes::giveBack(Lane *lane, bool inOrder)
{
    if (!inOrder) {
        connect(lane, &Lane::alive, this, [this, lane] { giveBack(lane, true); });
        lane->probe();
        return;
    }
    lane->disconnect(this);
    lane->setIdle();
    QTimer::singleShot(keepIdle, this, &Lanes::dropOldLanes);
}

void Lanes::dropOldLanes()
{
    const auto isOld = [](const std::unique_ptr<Lane> &lane) {
        return lane && lane->isIdle() &&
               lane->idleMilliseconds() >= std::chrono::milliseconds(keepIdle).count() - 500;
    };
    m_lanes.erase(std::remove_if(m_lanes.begin(), m_lanes.end(), isOld), m_lanes.end());
}

} // namespace outcrop::net
