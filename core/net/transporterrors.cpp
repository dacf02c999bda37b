// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/transporterrors.h"

#include "core/base/webaddress.h"
#include "core/net/redaction.h"
#include "core/net/tlserrors.h"

namespace outcrop::net
{

namespace
{

using base::Error;
using base::ErrorKind;
using base::makeError;

QString peer(const FailureFacts &facts)
{
    return QString::fromLatin1(base::hostHeader(facts.url));
}

QString seconds(std::chrono::milliseconds limit)
{
    return QString::number(static_cast<double>(limit.count()) / 1000.0, 'g', 6);
}

/// What to know about money: once the request may have arrived it may have been carried out.
QString billingAdvice(const FailureFacts &facts)
{
    if (facts.phase == Phase::Connecting)
        return QStringLiteral("Nothing was sent; try again.");
    return QStringLiteral(
        "The request may have been carried out and billed; sending it again is your choice.");
}

QString detailOf(const FailureFacts &facts)
{
    return withRedactedUrls(facts.systemText).trimmed();
}

Error proxyError(const FailureFacts &facts, const QString &what)
{
    return makeError(
        ErrorKind::Proxy,
        QStringLiteral("The proxy %1 %2.").arg(facts.proxy.isEmpty() ? peer(facts) : facts.proxy, what),
        QStringLiteral("Check the proxy settings, or NO_PROXY for this host. Nothing reached %1.")
            .arg(peer(facts)),
        detailOf(facts));
}

Error closedError(const FailureFacts &facts)
{
    if (facts.phase == Phase::ReadingBody)
        return makeError(
            ErrorKind::Network,
            QStringLiteral("The connection to %1 broke off while the answer was read.").arg(peer(facts)),
            billingAdvice(facts), detailOf(facts));
    if (facts.phase == Phase::Connecting)
        return makeError(ErrorKind::Network,
                         QStringLiteral("%1 closed the connection at once.").arg(peer(facts)),
                         billingAdvice(facts), detailOf(facts));
    return makeError(ErrorKind::Network,
                     QStringLiteral("%1 closed the connection before it answered.").arg(peer(facts)),
                     billingAdvice(facts), detailOf(facts));
}

Error networkError(const FailureFacts &facts, const QString &message, const QString &advice)
{
    return makeError(ErrorKind::Network, message, advice, detailOf(facts));
}

QString proxyFault(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::ProxyConnectionRefusedError:
        return QStringLiteral("refused the connection");
    case QNetworkReply::ProxyConnectionClosedError:
        return QStringLiteral("closed the connection");
    case QNetworkReply::ProxyNotFoundError:
        return QStringLiteral("was not found");
    case QNetworkReply::ProxyTimeoutError:
        return QStringLiteral("did not answer in time");
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return QStringLiteral("wants a user name and password");
    default:
        return QStringLiteral("failed or did not answer like a proxy");
    }
}

} // namespace

Error transportError(const FailureFacts &facts)
{
    if (!facts.sslErrors.isEmpty() || facts.code == QNetworkReply::SslHandshakeFailedError)
        // A page of the proxy's own where the way through it should begin.
        return !facts.proxy.isEmpty() && speaksNoTls(facts)
                   ? proxyError(facts, QStringLiteral("answered with something else than the way through it"))
                   : tlsError(facts);
    if (facts.code > 100 && facts.code < 200)
        return proxyError(facts, proxyFault(facts.code));
    // Through a proxy that does not speak HTTP, Qt blames the connection to the far host.
    if (!facts.proxy.isEmpty() && facts.phase == Phase::Connecting)
        return proxyError(facts, QStringLiteral("did not open the connection"));
    switch (facts.code) {
    case QNetworkReply::ConnectionRefusedError:
        return networkError(facts, QStringLiteral("%1 refused the connection.").arg(peer(facts)),
                            QStringLiteral("Check address and port, and that the server is running."));
    case QNetworkReply::HostNotFoundError:
        return networkError(facts, QStringLiteral("The host name %1 is not known.").arg(facts.url.host()),
                            QStringLiteral("Check the address and the network connection."));
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // what N1's sequential body turns a forbidden second POST into
        return closedError(facts);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return makeError(
            ErrorKind::UnexpectedAnswer, QStringLiteral("%1 does not answer in HTTP.").arg(peer(facts)),
            QStringLiteral("Check address and port. %1").arg(billingAdvice(facts)), detailOf(facts));
    default:
        return networkError(facts, QStringLiteral("The connection to %1 failed.").arg(peer(facts)),
                            billingAdvice(facts));
    }
}

Error deadlineError(const FailureFacts &facts, std::chrono::milliseconds limit)
{
    if (facts.phase == Phase::Connecting && !facts.proxy.isEmpty())
        return proxyError(facts,
                          QStringLiteral("did not open the connection within %1 s").arg(seconds(limit)));
    QString message;
    switch (facts.phase) {
    case Phase::Connecting:
        message = QStringLiteral("No connection to %1 within %2 s.");
        break;
    case Phase::Sending:
        message = QStringLiteral("%1 took no byte of the request for %2 s.");
        break;
    case Phase::AwaitingHead:
        message = QStringLiteral("%1 did not begin to answer within %2 s.");
        break;
    case Phase::ReadingBody:
        message = QStringLiteral("No data from %1 for %2 s.");
        break;
    }
    return makeError(
        ErrorKind::Timeout, message.arg(peer(facts), seconds(limit)),
        QStringLiteral("%1 Deadlines can be changed for the connection.").arg(billingAdvice(facts)));
}

Error totalDeadlineError(const FailureFacts &facts, std::chrono::milliseconds limit)
{
    return makeError(
        ErrorKind::Timeout,
        QStringLiteral("%1 did not finish its answer within %2 s.").arg(peer(facts), seconds(limit)),
        QStringLiteral("%1 Deadlines can be changed for the connection.").arg(billingAdvice(facts)));
}

Error headFloodError(const FailureFacts &facts)
{
    return makeError(
        ErrorKind::UnexpectedAnswer, QStringLiteral("%1 sends header fields without end.").arg(peer(facts)),
        QStringLiteral("This is not a Bedrock answer; check the address. %1").arg(billingAdvice(facts)));
}

Error bodyTooLongError(const FailureFacts &facts, qint64 limit)
{
    return makeError(ErrorKind::UnexpectedAnswer,
                     QStringLiteral("The answer of %1 is longer than %2 bytes.").arg(peer(facts)).arg(limit),
                     billingAdvice(facts));
}

std::optional<Error> headError(const QUrl &url, const HttpResponseHead &head)
{
    const QString host = QString::fromLatin1(base::hostHeader(url));
    if (head.status >= 300 && head.status < 400) {
        const QByteArray location = headerValue(head.headers, "location").value_or(QByteArray());
        const QString target =
            location.isEmpty() ? QStringLiteral("an unnamed place")
                               : redactedUrl(url.resolved(QUrl::fromEncoded(location, QUrl::TolerantMode)));
        Error error =
            makeError(ErrorKind::UnexpectedAnswer,
                      QStringLiteral("%1 redirects to %2; it was not followed.").arg(host, target),
                      QStringLiteral("Nothing was sent there. If that is the right address, enter it as the "
                                     "connection's endpoint."));
        error.httpStatus = head.status;
        return error;
    }
    const QByteArray encoding =
        headerValue(head.headers, "content-encoding").value_or(QByteArray()).trimmed();
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0) {
        Error error =
            makeError(ErrorKind::UnexpectedAnswer,
                      QStringLiteral("%1 answered in the encoding \"%2\", which was not asked for.")
                          .arg(host, QString::fromLatin1(encoding.left(40))),
                      QStringLiteral("A proxy on the way may compress answers; it has to leave them alone."));
        error.httpStatus = head.status;
        return error;
    }
    if (head.status == 407) {
        Error error =
            makeError(ErrorKind::Proxy, QStringLiteral("The proxy wants a user name and password."),
                      QStringLiteral("Put them into the proxy setting. Nothing reached %1.").arg(host));
        error.httpStatus = head.status;
        return error;
    }
    return std::nullopt;
}

Error cancelledError(const FailureFacts &facts)
{
    return makeError(ErrorKind::Cancelled, QStringLiteral("Stopped."),
                     facts.phase == Phase::Connecting
                         ? QStringLiteral("Nothing was sent.")
                         : QStringLiteral("What was produced until then may have been billed."));
}

} // namespace outcrop::net
