// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <mutex>

namespace outcrop::simulator
{

/// Counts the attempts of one and the same request, for /throttle. Safe to use from several threads.
class AttemptCounter
{
public:
    /// Whether this attempt is one of the first @p throttled. The first that is not starts the count anew.
    bool mustThrottle(const QByteArray &request, int throttled);

private:
    std::mutex m_mutex;
    QHash<QByteArray, int> m_attempts;
};

} // namespace outcrop::simulator
