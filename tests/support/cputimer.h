// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

namespace outcrop::testsupport
{

/// CPU time of the calling thread since construction or restart(): what the code costs, however busy the
/// machine is.
class CpuTimer
{
public:
    CpuTimer() : m_begin(now()) {}

    void restart() { m_begin = now(); }
    qint64 nsecsElapsed() const { return now() - m_begin; }
    qint64 elapsed() const { return nsecsElapsed() / 1'000'000; } ///< milliseconds

private:
    static qint64 now()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }

    qint64 m_begin;
};

} // namespace outcrop::testsupport
