// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/runcontroller.h"
#include "ui/models/runcontrol.h"

#include <QTimer>

namespace outcrop::app
{

/// What the window may ask of the run controller, and the one line that says how far a run is.
class RunBridge final : public ui::models::RunControl
{
    Q_OBJECT

public:
    explicit RunBridge(run::RunController &controller, QObject *parent = nullptr);

    /// Follows the document that the controller has now.
    void watchDocument();
    /// The controller got another target.
    void noteTarget() { Q_EMIT changed(); }
    /// Sends the branch as it is; what stands in the composer stays there.
    void runBranch();
    /// Sends the branch before an answer again.
    void retry(const QString &turnId);

    State state() const override;
    QString whyNotRunnable() const override;
    void run() override;
    void stop() override;
    bool isWaitingToRetry() const override;
    void retryNow() override;
    bool canRerun() const override;
    void rerun() override;

private:
    void onStateChanged(run::RunState state);
    void tell();
    QString progress() const;

    run::RunController &m_controller;
    QPointer<conversation::ConversationDocument> m_watched;
    QTimer m_ticker;
    run::RetryWait m_wait;
    std::chrono::milliseconds m_retryAt{0}; ///< since the start of the run
    QString m_told;
};

} // namespace outcrop::app
