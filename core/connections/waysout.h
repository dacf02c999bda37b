// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/connections/connectionspec.h"
#include "core/net/qthttptransport.h"

#include <QProcessEnvironment>

namespace outcrop::connections
{

/// The certificates of the PEM file @p path. BadInput when there are none in it, Storage when it cannot be
/// read; @p name says in the error who names the file ("AWS_CA_BUNDLE").
base::Result<QList<QSslCertificate>> certificatesOf(const QString &path, const QString &name);

/// How requests to @p endpoint travel, as far as the environment says (protocol/credentials.md): the proxy
/// variables, and for https the certificates of AWS_CA_BUNDLE. An environment that cannot be followed is an
/// error, never passed over: the requests would take a way that was not wanted. BadInput or Storage.
base::Result<net::TransportOptions> environmentTransport(const QProcessEnvironment &environment,
                                                         const QUrl &endpoint);

/// The proxy a person typed, for everything but this computer itself. BadInput for what is none, or carries a
/// password: it would stand in a file.
base::Result<net::ProxyRules> manualProxy(const QString &url);

/// How requests of @p spec travel: its proxy, its certificates. A login for the proxy is without its
/// password: that has to be fetched into it. System settings are those of @p environment and the desktop.
/// BadInput or Storage, as above.
base::Result<net::TransportOptions> transportOf(const ConnectionSpec &spec,
                                                const QProcessEnvironment &environment);

/// Which proxy a request takes, as far as that can be known before it is sent.
struct Route {
    QString proxy;            ///< "host:port"; empty: none
    bool isExempt = false;    ///< NO_PROXY names the host, or it is this computer
    bool asksDesktop = false; ///< no variable says anything: the desktop's settings are asked when it is sent
};

/// The route of requests of @p spec to @p endpoint. BadInput when the proxy cannot be understood.
base::Result<Route> routeOf(const ConnectionSpec &spec, const QProcessEnvironment &environment,
                            const QUrl &endpoint);

} // namespace outcrop::connections
