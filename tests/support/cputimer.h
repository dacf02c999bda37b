// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

namespace outcrop::testsupport
{

/// CPU time of the calling thread since construction or restart(): what the code costs, however busy the
/// machine is. Under the sanitizers about what it would cost without them, so that limits hold in both
/// builds.
class CpuTimer
{
public:
    CpuTimer() : m_begin(now()) {}

    void restart() { m_begin = now(); }
    qint64 nsecsElapsed() const { return (now() - m_begin) / costOfChecks; }
    qint64 elapsed() const { return nsecsElapsed() / 1'000'000; } ///< milliseconds

private:
#if defined(__SANITIZE_ADDRESS__)
    static constexpr qint64 costOfChecks = 5; // generous: 2 to 4 were measured
#else
    static constexpr qint64 costOfChecks = 1;
#endif

    static qint64 now()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }

    qint64 m_begin;
};

} // namespace outcrop::testsupport
