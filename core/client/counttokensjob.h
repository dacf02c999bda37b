// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/servicecall.h"

namespace outcrop::client
{

/// Asks CountTokens how many tokens a Converse request would be charged for (protocol/converse.md, 8).
/// Nothing is generated.
///
/// Errors: as of ServiceCall; a service or model that does not count refuses with Validation or NotFound, and
/// UnexpectedAnswer stands for a 200 without a number.
class CountTokensJob final : public base::Job
{
    Q_OBJECT

public:
    /// @p transport and @p clock must live longer. @p body is the Converse request; what does not count
    /// (inferenceConfig ...) is left out.
    CountTokensJob(const ConnectionTarget &target, const QString &modelId, const json::Json &body,
                   net::HttpTransport &transport, const base::Clock &clock);
    ~CountTokensJob() override;

    void abort() override;

    /// 0 until finished, and with an error.
    qint64 inputTokens() const { return m_inputTokens; }
    const std::optional<base::Error> &error() const { return m_error; }

private:
    void answered();

    std::unique_ptr<ServiceCall> m_call;
    qint64 m_inputTokens = 0;
    std::optional<base::Error> m_error;
};

} // namespace outcrop::client
