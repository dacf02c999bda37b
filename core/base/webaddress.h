// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

namespace outcrop::base
{

/// The path and query of @p url exactly as they stand on the request line, and as they are signed:
/// "/model/a%3A0/converse".
QByteArray requestTarget(const QUrl &url);

/// The value of the Host header for @p url: the host in ASCII, with ":port" when that is not the scheme's
/// own.
QByteArray hostHeader(const QUrl &url);

/// Whether @p url leads to this computer whatever a resolver says: localhost, 127.0.0.0/8, ::1. Names below
/// localhost do not count: RFC 6761, 6.3, leaves it to the resolver not to ask the network for them, and
/// plain http would follow the answer.
bool isLoopback(const QUrl &url);

} // namespace outcrop::base
