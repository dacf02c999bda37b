// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/providerchain.h"

#include <QStringList>

#include <utility>

namespace outcrop::credentials
{

namespace
{

base::Error nothingFound(const std::vector<SourceReport> &tried)
{
    QStringList lines;
    for (const SourceReport &report : tried)
        lines += QStringLiteral("%1: %2").arg(report.source, report.why);
    return base::makeError(
        base::ErrorKind::Credentials, QStringLiteral("No credentials were found."),
        QStringLiteral("Choose a profile, sign in, or set AWS_ACCESS_KEY_ID and "
                       "AWS_SECRET_ACCESS_KEY (or AWS_BEARER_TOKEN_BEDROCK) and start again."),
        lines.join(u'\n'));
}

base::Error cancelled()
{
    return base::makeError(base::ErrorKind::Cancelled,
                           QStringLiteral("The search for credentials was stopped."));
}

class ChainJob final : public ResolveJob
{
public:
    explicit ChainJob(const std::vector<std::unique_ptr<CredentialsProvider>> &providers)
        : m_providers(providers)
    {
        askNext();
    }

    void abort() override
    {
        if (isFinished())
            return;
        finish({std::nullopt, cancelled(), std::move(m_tried)});
        if (m_current)
            m_current->abort();
    }

private:
    void askNext()
    {
        if (m_next == m_providers.size()) {
            base::Error error = nothingFound(m_tried);
            finish({std::nullopt, std::move(error), std::move(m_tried)});
            return;
        }
        m_current = m_providers[m_next++]->resolve();
        connect(m_current.get(), &ResolveJob::finished, this, &ChainJob::take);
    }

    void take()
    {
        if (isFinished())
            return;
        const Resolution found = m_current->resolution();
        m_current.release()->deleteLater(); // it is still in the emission of finished()
        m_tried.insert(m_tried.end(), found.tried.begin(), found.tried.end());
        if (found.identity || found.error)
            finish({found.identity, found.error, std::move(m_tried)});
        else
            askNext();
    }

    void finish(Resolution resolution) { end(std::move(resolution)); }

    const std::vector<std::unique_ptr<CredentialsProvider>> &m_providers;
    size_t m_next = 0;
    std::unique_ptr<ResolveJob> m_current;
    std::vector<SourceReport> m_tried;
};

} // namespace

ProviderChain::ProviderChain(std::vector<std::unique_ptr<CredentialsProvider>> providers)
    : m_providers(std::move(providers))
{
}

ProviderChain::~ProviderChain() = default;

QString ProviderChain::name() const
{
    QStringList names;
    for (const auto &provider : m_providers)
        names += provider->name();
    return names.join(QStringLiteral(", "));
}

std::unique_ptr<ResolveJob> ProviderChain::resolve()
{
    return std::make_unique<ChainJob>(m_providers);
}

void ProviderChain::invalidate()
{
    for (const auto &provider : m_providers)
        provider->invalidate();
}

} // namespace outcrop::credentials
