// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

/// What a killed program had said: its steps, with the time each was done.
struct LastWords {
    struct Step {
        qint64 number = 0;
        std::chrono::nanoseconds at{0}; ///< CLOCK_MONOTONIC
    };

    std::vector<Step> steps;
    std::chrono::nanoseconds killedAt{0}; ///< just before the kill
    bool diedByItself = false;

    /// The last step done more than @p age before the kill; 0 when there is none.
    qint64 lastBefore(std::chrono::nanoseconds age) const;
    /// How long before the kill step @p number was done.
    std::chrono::nanoseconds ageOf(qint64 number) const;
};

/// Runs the victim with @p arguments, waits until it has done a first step and then @p life more, kills it
/// (-9).
LastWords killAfter(const QStringList &arguments, std::chrono::milliseconds life);

/// @p variable as a number from 1 to 2000, or @p fallback.
int countFromEnvironment(const char *variable, int fallback);
