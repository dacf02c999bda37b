// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/simulator/answer.h"
#include "core/simulator/attemptcounter.h"
#include "core/simulator/directives.h"
#include "core/simulator/httpmessage.h"
#include "core/simulator/options.h"
#include "core/simulator/route.h"

#include <atomic>

namespace outcrop::simulator
{

/// The simulated service without its network: a request in, a reply out. Called from several threads.
class Service
{
public:
    /// @p options has no empty secrets and a clock.
    explicit Service(const Options &options) : m_options(options) {}

    HttpReply handle(const HttpRequest &request);
    /// Requests seen so far, refused ones included.
    qint64 requestCount() const { return m_requests; }

private:
    /// One request on its way to an answer.
    struct Call {
        Route route;
        QDateTime now;
        std::chrono::nanoseconds begun;
        QByteArray seed;
    };

    template <typename T>
    using Outcome = base::Result<T, ServiceError>;

    Outcome<HttpReply> perform(const Call &call, const HttpRequest &request);
    Outcome<HttpReply> converse(const Call &call, const json::Json &body);
    Outcome<HttpReply> invoke(const Call &call, const json::Json &body);
    Outcome<HttpReply> countTokens(const Call &call, const json::Json &body) const;
    /// Everything that comes before an answer: the errors the directives ask for, then the prompt cache.
    Outcome<Question> admit(const Call &call, const json::Json &converseBody, const Directives &directives);
    std::function<qint64()> latencyClock(const Call &call) const;

    Options m_options;
    PromptCache m_cache;
    AttemptCounter m_attempts;
    std::atomic<qint64> m_requests = 0;
};

} // namespace outcrop::simulator
