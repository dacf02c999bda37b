// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"

#include <utility>

namespace outcrop::credentials
{

/// A search that goes from one job to the next; only one runs at a time. Deleting the search deletes it.
class SteppedJob : public ResolveJob
{
    Q_OBJECT

public:
    explicit SteppedJob(QString source) : m_source(std::move(source)) {}

    void abort() override;

protected:
    /// Keeps @p step, and calls @p then with it when it has finished, unless the search has ended before.
    template <typename Step, typename Then>
    void follow(std::unique_ptr<Step> step, Then then)
    {
        Step *const raw = step.get();
        drop();
        m_step = std::move(step);
        connect(raw, &base::Job::finished, this, [this, raw, then] {
            if (!isFinished())
                then(*raw);
        });
    }

    /// For a derived job whose members the step works with: before they go.
    void deleteStep() { m_step.reset(); }

    void use(Identity identity) { end(Resolution::used(m_source, std::move(identity))); }
    void skip(const QString &why) { end(Resolution::skipped(m_source, why)); }
    void fail(base::Error error) { end(Resolution::failed(m_source, std::move(error))); }

private:
    void drop();

    QString m_source;
    std::unique_ptr<base::Job> m_step;
};

} // namespace outcrop::credentials
