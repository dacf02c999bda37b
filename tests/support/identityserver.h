// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "tests/support/faultserver.h"

#include <QMap>
#include <QProcessEnvironment>

#include <mutex>

namespace outcrop::testsupport
{

/// The services that credentials come from, on loopback: STS (signatures checked), the SSO portal, SSO OIDC,
/// a container's endpoint and an instance's metadata, as protocol/credentials.md describes them. Each gives
/// keys named after what was asked for: the role `admin` has `ASIAADMIN`, `secret-of-admin`,
/// `token-of-admin`.
class IdentityServer
{
public:
    /// What the services know and do. Read by the server's threads; change it through with().
    struct State {
        QDateTime now; ///< UTC; keys end an hour later
        std::vector<aws::Credentials>
            signers; ///< whose signatures STS takes; roles that were assumed are added
        QByteArray mfaCode = "123456";
        QByteArray webToken = "web-identity-token";
        QByteArray portalToken = "sso-access-token"; ///< the only one the portal takes
        QByteArray refreshToken = "sso-refresh-token";
        QByteArray newAccessToken = "sso-access-token-2"; ///< what a refresh or sign-in gives
        QByteArray containerToken;
        int pendingPolls = 0;    ///< how often a device is still waited for
        int slowDownPolls = 0;   ///< before that: asked to slow down
        QByteArray deviceError;  ///< instead of a token
        int deviceSeconds = 600; ///< life of a device code
        QByteArray answerStatus; ///< everything is answered with this status line and body, when set
        QByteArray answerBody;
    };

    explicit IdentityServer(const QDateTime &now);

    /// Changes the state under its lock.
    template <typename F>
    void with(F change)
    {
        const std::lock_guard lock(m_mutex);
        change(m_state);
    }

    QUrl url(const QByteArray &target = "/") const { return m_server.url(target); }
    /// Points STS, the portal and OIDC here.
    void addTo(QProcessEnvironment &environment) const;
    std::vector<RecordedRequest> recorded() const { return m_server.recorded(); }
    /// Of the requests to STS, in order.
    std::vector<QMap<QByteArray, QByteArray>> stsForms() const;
    int count(const QByteArray &targetBegin) const;

private:
    void serve(FaultConnection &connection);
    void sts(FaultConnection &connection);
    void portal(FaultConnection &connection);
    void token(FaultConnection &connection);
    void device(FaultConnection &connection);
    void container(FaultConnection &connection);
    void instance(FaultConnection &connection);
    bool isSignedByOneWeKnow(const RecordedRequest &request) const;

    mutable std::mutex m_mutex;
    State m_state;
    FaultServer m_server; // last: it serves from its constructor on
};

/// A form body by name.
QMap<QByteArray, QByteArray> readForm(const QByteArray &body);

} // namespace outcrop::testsupport
