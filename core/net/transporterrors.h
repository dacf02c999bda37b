// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/net/httprequest.h"

#include <QNetworkReply>
#include <QSslError>

namespace outcrop::net
{

/// Where an exchange is. The order is the order of time.
enum class Phase { Connecting, Sending, AwaitingHead, ReadingBody };

/// What is known when a transport failure has to be put into words.
struct FailureFacts {
    QUrl url;
    Phase phase = Phase::Connecting;
    QString proxy; ///< "host:port" of the proxy in use; empty without one
    QNetworkReply::NetworkError code = QNetworkReply::NoError;
    QString systemText; ///< Qt's own words; URLs in it are redacted here
    QList<QSslError> sslErrors;
    QString certificate; ///< certificateText() of the one that is refused
    QStringList chain;   ///< the same of all that the peer showed, its own first
};

/// The failure of the transport itself: Network, Tls, Proxy or UnexpectedAnswer.
base::Error transportError(const FailureFacts &facts);

/// A deadline of ours that passed in facts.phase: Timeout, or Proxy while connecting through one.
base::Error deadlineError(const FailureFacts &facts, std::chrono::milliseconds limit);

/// The whole request took longer than it may: Timeout.
base::Error totalDeadlineError(const FailureFacts &facts, std::chrono::milliseconds limit);

/// Header fields without end (fault 22): UnexpectedAnswer.
base::Error headFloodError(const FailureFacts &facts);

/// A response body longer than allowed: UnexpectedAnswer.
base::Error bodyTooLongError(const FailureFacts &facts, qint64 limit);

/// Why @p head is no answer that may be read on: a redirect (never followed, N2), an encoding that was not
/// asked for (N13), a proxy that wants a password. Nothing for every other head.
std::optional<base::Error> headError(const QUrl &url, const HttpResponseHead &head);

/// Stopped by the user.
base::Error cancelledError(const FailureFacts &facts);

} // namespace outcrop::net
