// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/observedprovider.h"

#include <utility>

namespace outcrop::credentials
{

ObservedProvider::ObservedProvider(std::shared_ptr<CredentialsProvider> inner, Told told)
    : m_inner(std::move(inner)), m_told(std::move(told))
{
}

std::unique_ptr<ResolveJob> ObservedProvider::resolve()
{
    auto job = m_inner->resolve();
    const ResolveJob *const running = job.get();
    QObject::connect(running, &ResolveJob::finished, running, [running, told = m_told] {
        const Resolution &found = running->resolution();
        if (!found.error || found.error->kind != base::ErrorKind::Cancelled)
            told(identityFacts(found));
    });
    return job;
}

} // namespace outcrop::credentials
