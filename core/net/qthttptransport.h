// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httptransport.h"
#include "core/net/proxyrules.h"

#include <QSslCertificate>

namespace outcrop::net
{

class Lanes;

/// What a transport needs to know once.
struct TransportOptions {
    QByteArray userAgent = "Outcrop";
    ProxyRules proxies = {};
    std::shared_ptr<ProxyLogin> proxyLogin = nullptr; ///< for whichever proxy is used; may be null
    bool askDesktop = true; ///< for the desktop's proxy setting, when `proxies` names none
    QList<QSslCertificate> extraCertificates =
        {};                               ///< trusted beside the system's own (AWS_CA_BUNDLE, a company's CA)
    qint64 readBufferBytes = 1024 * 1024; ///< how much of a body waits in memory when nobody reads it
};

/// HTTP/1.1 over QNetworkAccessManager; the only place that uses it. Every trap of reliability.md, N1 to N13,
/// is closed here: a request goes out exactly once, redirects are not followed, no cookie or password is sent
/// by itself, TLS errors end the exchange before a request byte is sent, and each exchange has a lane of its
/// own.
class QtHttpTransport final : public HttpTransport
{
public:
    explicit QtHttpTransport(TransportOptions options = {});
    ~QtHttpTransport() override;

    std::unique_ptr<HttpExchange> open(const HttpRequest &request) override;

private:
    TransportOptions m_options;
    std::shared_ptr<Lanes> m_lanes;
};

} // namespace outcrop::net
