// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"
#include "ui/models/exchangesource.h"
#include "ui/models/runcontrol.h"

#include <map>

/// What a window works on, without a network or a disk behind it.
namespace outcrop::test
{

class FakeRun final : public ui::models::RunControl
{
    Q_OBJECT

public:
    State state() const override { return m_state; }
    QString whyNotRunnable() const override { return why; }
    void run() override
    {
        ++runs;
        setState(State::Running);
    }
    void stop() override
    {
        ++stops;
        setState(State::Idle);
    }
    bool isWaitingToRetry() const override { return waiting; }
    void retryNow() override { ++retries; }
    bool canRerun() const override { return rerunnable; }
    void rerun() override { ++reruns; }

    void setState(State state)
    {
        m_state = state;
        Q_EMIT changed();
    }

    QString why;
    bool rerunnable = true;
    int runs = 0;
    int stops = 0;
    int reruns = 0;
    bool waiting = false;
    int retries = 0;

private:
    State m_state = State::Idle;
};

class FakeExchanges final : public ui::models::ExchangeSource
{
    Q_OBJECT

public:
    Load loading(qint64 id) const override
    {
        using Loaded = base::Result<history::Exchange>;
        const auto found = exchanges.find(id);
        const auto loaded = found == exchanges.end()
                                ? Loaded(base::makeError(base::ErrorKind::NotFound,
                                                         QStringLiteral("That exchange is not kept.")))
                                : Loaded(found->second);
        return [loaded] { return loaded; };
    }

    std::map<qint64, history::Exchange> exchanges;
};

} // namespace outcrop::test
