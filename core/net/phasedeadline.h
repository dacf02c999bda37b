// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <functional>

namespace outcrop::net
{

/// Milliseconds since the computer started, those it slept included.
std::chrono::milliseconds timeSinceBoot();

/// A limit that sleep does not stretch. Timers run on the monotonic clock, which stands still while the
/// computer is suspended: five minutes of silence would begin again at every resume. So the time is looked at
/// every few seconds, and sleep counts as silence (reliability.md, fault 41). What came meanwhile is still on
/// its way then: who was away, asleep or stopped, waits one look more before passed().
class PhaseDeadline final : public QObject
{
    Q_OBJECT

public:
    using TimeSource = std::function<std::chrono::milliseconds()>;

    explicit PhaseDeadline(TimeSource now = timeSinceBoot,
                           std::chrono::milliseconds lookEvery = std::chrono::seconds(5));

    /// Begins anew. @p limit is more than 0.
    void start(std::chrono::milliseconds limit);
    void stop() { m_timer.stop(); }

Q_SIGNALS:
    void passed();

private:
    void look();
    void lookIn(std::chrono::milliseconds time);

    TimeSource m_now;
    std::chrono::milliseconds m_lookEvery;
    std::chrono::milliseconds m_limit{0};
    std::chrono::milliseconds m_startedAt{0};
    std::chrono::milliseconds m_nextLookAt{0};
    bool m_hasWaitedMore = false;
    QTimer m_timer;
};

} // namespace outcrop::net
