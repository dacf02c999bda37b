// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/net/httprequest.h"

#include <memory>
#include <optional>

namespace outcrop::net
{

/// One request on its way and its response. Signals come in this order, each of the first two at most once:
/// requestSent(), headReceived(), bodyReceived() any number of times, finished().
///
/// finished() says only that nothing more will come. Whether an answer is complete must be judged from its
/// content: a cut body often ends without any error (reliability.md, N4).
class HttpExchange : public base::Job
{
    Q_OBJECT

public:
    using base::Job::Job;

    /// Why the exchange ended early; nothing when the transport saw no fault. A status of 4xx or 5xx is no
    /// fault. Kinds: BadInput (nothing was sent), Network, Tls, Proxy, Timeout, UnexpectedAnswer, Cancelled.
    virtual std::optional<base::Error> error() const = 0;

    /// Bytes of body delivered so far.
    virtual qint64 bodyBytes() const = 0;

    /// Whether any byte of the request may have reached the server. A request that did may have been carried
    /// out and billed, so it must not be sent again without asking (reliability.md, fault 16).
    virtual bool requestMayHaveArrived() const = 0;

Q_SIGNALS:
    void requestSent();
    void headReceived(const outcrop::net::HttpResponseHead &head);
    void bodyReceived(const QByteArray &bytes);
};

/// Where requests go out; tests bring their own.
class HttpTransport
{
public:
    virtual ~HttpTransport() = default;

    /// Starts @p request. Never fails at once: what is wrong with the request is the exchange's error().
    /// Deleting the exchange aborts it.
    virtual std::unique_ptr<HttpExchange> open(const HttpRequest &request) = 0;
};

} // namespace outcrop::net
