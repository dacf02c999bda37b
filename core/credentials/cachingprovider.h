// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/provider.h"

#include <QObject>

#include <vector>

namespace outcrop::credentials
{

/// How long before its end an identity is renewed (protocol/credentials.md, "Refresh before expiry").
struct RefreshWindows {
    std::chrono::seconds advisory = std::chrono::minutes(15);  ///< renewed beside the use of the old one
    std::chrono::seconds mandatory = std::chrono::minutes(10); ///< nobody is served before it is renewed
    std::chrono::seconds retryAfterFailure = std::chrono::seconds(60); ///< in the advisory window
    /// A refusal so soon after others were found is taken for one of a request that went out before.
    std::chrono::seconds refusalEcho = std::chrono::seconds(10);
};

/// Keeps an identity that expires, and renews it in time. At most one search goes on at any moment; whoever
/// asks meanwhile waits for it or is given what is kept. An expired identity is never given.
///
/// Windows longer than a third (advisory) and a sixth (mandatory) of the identity's life are cut to that, so
/// that short-lived keys are not renewed for each request. In the advisory window a failure leaves the old
/// one in use; in the mandatory window it is the answer. Identities without an end are not kept: their
/// source is asked each time. No error is kept.
class CachingProvider final : public CredentialsProvider
{
public:
    /// @p clock must outlive the provider.
    CachingProvider(std::unique_ptr<CredentialsProvider> inner, const base::Clock &clock,
                    RefreshWindows windows = {});
    ~CachingProvider() override;

    QString name() const override;
    std::unique_ptr<ResolveJob> resolve() override;
    /// Several requests that are under way may be refused one after the other: all of them together bring one
    /// search, and what it finds is not thrown away for the later ones.
    void invalidate() override;

    /// End of what is kept; nothing when nothing is.
    std::optional<QDateTime> expiration() const;
    /// What the search in the advisory window failed with; nothing after one that succeeded.
    const std::optional<base::Error> &refreshError() const { return m_refreshError; }

private:
    class WaitingJob;

    std::chrono::milliseconds left() const;
    void search();
    void searched();
    void forget(WaitingJob *job);

    std::unique_ptr<CredentialsProvider> m_inner;
    const base::Clock &m_clock;
    RefreshWindows m_windows;
    std::optional<Resolution> m_kept;
    RefreshWindows m_keptWindows; ///< cut to the life of what is kept
    std::unique_ptr<ResolveJob> m_search;
    bool m_searchIsStale = false;                         ///< invalidated while under way
    bool m_searchIsForOthers = false;                     ///< it began after the refusal
    bool m_wasRefused = false;                            ///< since then nothing was found
    std::optional<std::chrono::nanoseconds> m_freshSince; ///< when others were found after a refusal
    std::vector<WaitingJob *> m_waiting;
    bool m_isAdvisory = false; ///< nobody waited when the search began: it is finished also when nobody does
    std::optional<base::Error> m_refreshError;
    std::optional<std::chrono::nanoseconds> m_failedAt;
    QObject m_context;
};

} // namespace outcrop::credentials
