// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/runbridge.h"

#include "app/gui/retrywords.h"
#include "core/base/limits.h"

namespace outcrop::app
{

namespace
{

using run::RunState;

// The countdown shows tenths of a second.
constexpr std::chrono::milliseconds tick{100};

} // namespace

RunBridge::RunBridge(run::RunController &controller, QObject *parent)
    : RunControl(parent), m_controller(controller)
{
    m_ticker.setInterval(tick);
    connect(&m_ticker, &QTimer::timeout, this, &RunBridge::tell);
    connect(&controller, &run::RunController::stateChanged, this, &RunBridge::onStateChanged);
    connect(&controller, &run::RunController::retryScheduled, this, [this](const run::RetryWait &wait) {
        m_wait = wait;
        m_retryAt = m_controller.elapsed() + wait.wait;
        tell();
    });
}

void RunBridge::watchDocument()
{
    if (m_watched)
        m_watched->disconnect(this);
    m_watched = m_controller.document();
    if (m_watched)
        connect(m_watched, &conversation::ConversationDocument::changed, this, &RunBridge::changed);
    Q_EMIT changed();
}

ui::models::RunControl::State RunBridge::state() const
{
    return m_controller.isRunning() ? State::Running : State::Idle;
}

QString RunBridge::whyNotRunnable() const
{
    const auto problem = m_controller.whyNotSendable();
    return problem ? QStringLiteral("%1. %2").arg(problem->message, problem->advice) : QString();
}

void RunBridge::run()
{
    if (m_controller.isRunning())
        return;
    if (const auto sent = m_controller.send(); !sent.ok())
        Q_EMIT refused(sent.error());
}

void RunBridge::runBranch()
{
    if (m_controller.isRunning())
        return;
    if (const auto sent = m_controller.send(run::RunController::Draft::Keep); !sent.ok())
        Q_EMIT refused(sent.error());
}

void RunBridge::stop()
{
    m_controller.stop();
}

bool RunBridge::isWaitingToRetry() const
{
    return m_controller.state() == RunState::Retrying;
}

void RunBridge::retryNow()
{
    m_controller.retryNow();
}

bool RunBridge::canRerun() const
{
    return !m_controller.whyNotStartable() && !m_controller.rerunnableTurn().isEmpty();
}

void RunBridge::rerun()
{
    retry(m_controller.rerunnableTurn());
}

void RunBridge::retry(const QString &turnId)
{
    if (m_controller.isRunning())
        return;
    if (const auto sent = m_controller.retry(turnId); !sent.ok())
        Q_EMIT refused(sent.error());
}

void RunBridge::onStateChanged(RunState state)
{
    if (state == RunState::Idle)
        m_ticker.stop();
    else
        m_ticker.start();
    Q_EMIT changed();
    tell();
}

void RunBridge::tell()
{
    const QString text = progress();
    if (text == m_told)
        return;
    m_told = text;
    Q_EMIT progressChanged(text);
}

QString RunBridge::progress() const
{
    using namespace std::chrono;
    const auto silence = duration_cast<seconds>(m_controller.silence());
    const bool silent = silence >= base::limits::silenceNotice;
    switch (m_controller.state()) {
    case RunState::Idle:
        return {};
    case RunState::Resolving:
        return tr("Signing the request");
    case RunState::Waiting:
        return silent ? tr("Waiting for the first byte, %1 s").arg(silence.count())
                      : tr("Waiting for the first byte");
    case RunState::Streaming:
        return silent ? tr("No data for %1 s").arg(silence.count()) : tr("Streaming");
    case RunState::Retrying:
        return tr("Waiting: %1").arg(retryWords(m_wait, m_retryAt - m_controller.elapsed()));
    case RunState::Stopping:
        return tr("Stopping");
    }
    return {};
}

} // namespace outcrop::app
