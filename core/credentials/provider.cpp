// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/provider.h"

#include <utility>

namespace outcrop::credentials
{

Resolution Resolution::used(const QString &source, Identity identity)
{
    Resolution resolution;
    resolution.identity = std::move(identity);
    resolution.tried.push_back({source, SourceReport::State::Used, {}});
    return resolution;
}

Resolution Resolution::skipped(const QString &source, const QString &why)
{
    Resolution resolution;
    resolution.tried.push_back({source, SourceReport::State::Skipped, why});
    return resolution;
}

Resolution Resolution::failed(const QString &source, base::Error error)
{
    Resolution resolution;
    resolution.tried.push_back({source, SourceReport::State::Failed, error.message});
    resolution.error = std::move(error);
    return resolution;
}

void ResolveJob::end(Resolution resolution)
{
    if (isFinished())
        return;
    m_resolution = std::move(resolution);
    finishLater();
}

ReadyJob::ReadyJob(Resolution resolution)
{
    end(std::move(resolution));
}

} // namespace outcrop::credentials
