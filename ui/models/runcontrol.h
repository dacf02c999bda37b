// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QString>

namespace outcrop::ui::models
{

/// What the window may ask of whatever runs the conversation, and what it is told. The composition root
/// implements it over the run controller, so that no widget sees the network.
class RunControl : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,
        Running, ///< from the click to the last committed turn, retries and their pauses included
    };
    Q_ENUM(State)

    using QObject::QObject;

    virtual State state() const = 0;

    /// Why run() would not send anything now ("Write a message first"); empty when it would.
    virtual QString whyNotRunnable() const = 0;

    /// Sends the document: its draft becomes a user turn first. Does nothing while running.
    virtual void run() = 0;

    /// Aborts what runs; the partial answer stays. Harmless when idle, and twice.
    virtual void stop() = 0;

    /// Whether a refused request waits for its next attempt; retryNow() does not wait any longer, stop()
    /// gives up. Harmless at any other time.
    virtual bool isWaitingToRetry() const = 0;
    virtual void retryNow() = 0;

    /// Sends the conversation again as it was before the last answer, which it replaces.
    virtual bool canRerun() const = 0;
    virtual void rerun() = 0;

Q_SIGNALS:
    /// state(), whyNotRunnable(), isWaitingToRetry() or canRerun() may have changed.
    void changed();
    /// A run could not be started; nothing was sent. The window shows it as a banner.
    void refused(const outcrop::base::Error &error);
    /// One line for the status bar: "Waiting for the first byte", "Waiting: attempt 2 of 3 in 1.2 s"; empty
    /// for none.
    void progressChanged(const QString &text);
};

} // namespace outcrop::ui::models
