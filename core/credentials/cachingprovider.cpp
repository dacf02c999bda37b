// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/cachingprovider.h"

#include <algorithm>
#include <utility>

namespace outcrop::credentials
{

namespace
{

std::optional<QDateTime> endOf(const Identity &identity)
{
    return std::visit([](const auto &one) { return one.expiration; }, identity);
}

base::Error alreadyExpired(const QDateTime &end)
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("The credentials that were found expired at %1.")
                               .arg(end.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'")),
                           QStringLiteral("Sign in again, and look at this computer's clock."));
}

} // namespace

/// One who waits for the search that is under way.
class CachingProvider::WaitingJob final : public ResolveJob
{
public:
    explicit WaitingJob(CachingProvider *provider) : m_provider(provider) {}
    ~WaitingJob() override { leave(); }

    void abort() override
    {
        if (isFinished())
            return;
        end(Resolution::failed(m_provider ? m_provider->name() : QString(),
                               base::makeError(base::ErrorKind::Cancelled,
                                               QStringLiteral("The search for credentials was stopped."))));
        leave();
    }

    void take(const Resolution &resolution)
    {
        m_provider = nullptr;
        end(resolution);
    }

private:
    void leave()
    {
        if (CachingProvider *provider = std::exchange(m_provider, nullptr))
            provider->forget(this);
    }

    CachingProvider *m_provider;
};

CachingProvider::CachingProvider(std::unique_ptr<CredentialsProvider> inner, const base::Clock &clock,
                                 RefreshWindows windows)
    : m_inner(std::move(inner)), m_clock(clock), m_windows(windows)
{
}

CachingProvider::~CachingProvider()
{
    const base::Error gone = base::makeError(base::ErrorKind::Cancelled,
                                             QStringLiteral("The search for credentials was stopped."));
    for (WaitingJob *job : std::exchange(m_waiting, {}))
        job->take(Resolution::failed(name(), gone));
}

QString CachingProvider::name() const
{
    return m_inner->name();
}

std::optional<QDateTime> CachingProvider::expiration() const
{
    return m_kept ? endOf(*m_kept->identity) : std::nullopt;
}

std::chrono::milliseconds CachingProvider::left() const
{
    const auto end = expiration();
    return std::chrono::milliseconds(end ? m_clock.utcNow().msecsTo(*end) : 0);
}

std::unique_ptr<ResolveJob> CachingProvider::resolve()
{
    const auto rest = left();
    const bool isGood = m_kept && rest > std::chrono::milliseconds(0) && rest > m_keptWindows.mandatory;
    if (isGood) {
        const bool waitsAfterFailure =
            m_failedAt && m_clock.monotonic() - *m_failedAt < m_keptWindows.retryAfterFailure;
        if (rest <= m_keptWindows.advisory && !m_search && !waitsAfterFailure) {
            m_isAdvisory = true;
            search();
        }
        return std::make_unique<ReadyJob>(*m_kept);
    }
    auto job = std::make_unique<WaitingJob>(this);
    m_waiting.push_back(job.get());
    if (!m_search)
        search();
    return job;
}

void CachingProvider::invalidate()
{
    const bool isEcho = m_freshSince && m_clock.monotonic() - *m_freshSince < m_windows.refusalEcho;
    if (isEcho || (m_search && m_searchIsForOthers)) // others were found, or are looked for, since
        return;
    m_wasRefused = true;
    m_freshSince.reset();
    m_kept.reset();
    m_failedAt.reset();
    m_searchIsStale = m_search != nullptr;
    m_inner->invalidate();
}

void CachingProvider::search()
{
    m_searchIsStale = false;
    m_searchIsForOthers = m_wasRefused;
    m_search = m_inner->resolve();
    QObject::connect(m_search.get(), &ResolveJob::finished, &m_context, [this] { searched(); });
}

void CachingProvider::searched()
{
    Resolution found = m_search->resolution();
    m_search.release()->deleteLater(); // it is in the emission of finished()
    m_isAdvisory = false;
    if (std::exchange(m_searchIsStale, false)) { // what it found may be what was refused
        if (!m_waiting.empty())
            search();
        return;
    }
    const auto end = found.identity ? endOf(*found.identity) : std::nullopt;
    const auto life = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::milliseconds(end ? m_clock.utcNow().msecsTo(*end) : 0));
    if (end && m_clock.utcNow() >= *end) {
        found.identity.reset();
        found.error = alreadyExpired(*end);
    }
    if (found.identity && std::exchange(m_wasRefused, false))
        m_freshSince = m_clock.monotonic();
    m_refreshError = found.error;
    m_failedAt = found.error ? std::optional(m_clock.monotonic()) : std::nullopt;
    if (found.identity && end) {
        m_keptWindows = m_windows;
        m_keptWindows.advisory = std::min(m_windows.advisory, life / 3);
        m_keptWindows.mandatory = std::min(m_windows.mandatory, life / 6);
        found.renews = end->addSecs(-m_keptWindows.advisory.count());
        m_kept = found;
    } else if (found.identity) {
        m_kept.reset();
    }
    for (WaitingJob *job : std::exchange(m_waiting, {}))
        job->take(found);
}

void CachingProvider::forget(WaitingJob *job)
{
    m_waiting.erase(std::remove(m_waiting.begin(), m_waiting.end(), job), m_waiting.end());
    if (!m_waiting.empty() || !m_search || m_isAdvisory)
        return;
    m_search->disconnect(&m_context); // nobody wants it any more: no code is asked for, no process runs on
    m_search->abort();
    m_search.release()->deleteLater();
}

} // namespace outcrop::credentials
