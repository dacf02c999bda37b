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

/// How requests of @p spec travel: its proxy, its certificates. System settings are those of @p environment
/// and the desktop. BadInput or Storage, as above.
base::Result<net::TransportOptions> transportOf(const ConnectionSpec &spec,
                                                const QProcessEnvironment &environment);

} // namespace outcrop::connections
