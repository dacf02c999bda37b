// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cputimer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace outcrop::testsupport
{

/// Measures how long the event loop of its thread was busy: a 5 ms timer, and the times between its firings.
/// A window that never freezes has gaps close to 5 ms (reliability.md, P32).
class GuiGapTimer : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds period{5};

    explicit GuiGapTimer(QObject *parent = nullptr);

    void start();
    void stop();

    qsizetype count() const { return static_cast<qsizetype>(m_gaps.size()); }
    double p50() const { return percentile(0.50); }
    double p99() const { return percentile(0.99); }
    double max() const { return percentile(1.0); }
    /// The most CPU time, in milliseconds, the thread took between two firings: what max() is on a machine
    /// that does nothing else.
    double busiest() const { return m_busiest; }

    /// "p50 5.0 ms, p99 6.1 ms, max 12.0 ms (busy 8.0 ms), 400 gaps".
    QString summary() const;

private:
    double percentile(double share) const; ///< milliseconds; 0 without a measurement
    void fired();

    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    CpuTimer m_cpu;
    double m_busiest = 0;
    std::vector<double> m_gaps;
};

} // namespace outcrop::testsupport
