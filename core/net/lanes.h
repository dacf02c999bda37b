// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/proxyrules.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>

#include <memory>
#include <vector>

namespace outcrop::net
{

/// One QNetworkAccessManager, used by one exchange at a time. Qt opens at most six connections to a host from
/// one manager and lets further requests wait silently (reliability.md, N9), and a flood of header fields
/// starves everything on the same manager (N10); a lane for each exchange has neither trouble.
class Lane : public QObject
{
    Q_OBJECT

public:
    Lane(QString key, const QNetworkProxy &proxy);

    QNetworkAccessManager &manager() { return m_manager; }
    const QString &key() const { return m_key; }
    const QString &proxyName() const { return m_proxyName; }
    bool isIdle() const { return m_idleSince.isValid(); }
    qint64 idleMilliseconds() const { return isIdle() ? m_idleSince.elapsed() : 0; }
    void setBusy() { m_idleSince.invalidate(); }
    void setIdle() { m_idleSince.start(); }

    /// Asks the thread behind the manager whether it still reacts: a request to port 0 of this computer,
    /// which the kernel refuses without a packet. alive() follows, unless the thread is held up.
    void probe();

Q_SIGNALS:
    void alive();

private:
    QString m_key;
    QString m_proxyName;
    QNetworkAccessManager m_manager;
    QElapsedTimer m_idleSince;
};

/// Hands out lanes. A lane that was left in good order keeps its connection for the next exchange with the
/// same origin, for a short time: servers drop idle connections, and a request that meets a dropped one
/// cannot be told from one that was carried out.
class Lanes : public QObject
{
    Q_OBJECT

public:
    /// How long an unused connection is kept. Well under the 60 s after which load balancers drop them.
    static constexpr std::chrono::seconds keepIdle{20};

    Lanes() = default;
    ~Lanes() override;

    Lane *take(const QUrl &url, const QNetworkProxy &proxy);

    /// Gives @p lane back. @p inOrder false: it was left while a response head was due, so its thread may be
    /// held up by it; it is used again only after it reacted.
    void giveBack(Lane *lane, bool inOrder);

private:
    void dropOldLanes();

    std::vector<std::unique_ptr<Lane>> m_lanes;
};

} // namespace outcrop::net
