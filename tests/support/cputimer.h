// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

namespace outcrop::test
{

/// CPU time of this thread since start(): what the code under test costs, whatever else the machine does.
class CpuTimer
{
public:
    void start() { m_start = now(); }
    qint64 elapsed() const { return now() - m_start; } ///< milliseconds

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }

    qint64 m_start = now();
};

} // namespace outcrop::test
