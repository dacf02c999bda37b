// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <QLatin1StringView>

#include <ctime>

#include <algorithm>
#include <limits>

namespace bench
{

using outcrop::json::Json;

Json Figure::toJson() const
{
    Json line = Json::object({{QLatin1StringView("figure"), figure},
                              {QLatin1StringView("name"), name},
                              {QLatin1StringView("value"), value},
                              {QLatin1StringView("unit"), unit}});
    if (baseline) {
        line.set("baseline", *baseline);
        line.set("baselineName", baselineName);
        line.set("ratio", ratio());
    }
    line.set(bound == Bound::AtLeast ? "atLeast" : "atMost", limit);
    line.set("limit", limit);
    line.set("ok", ok());
    if (!facts.isEmpty())
        line.set("facts", facts);
    return line;
}

std::vector<Registered> &registered()
{
    static std::vector<Registered> all;
    return all;
}

Registration::Registration(const char *figures, Function function)
{
    registered().push_back({QString::fromLatin1(figures), std::move(function)});
}

std::chrono::nanoseconds cpuTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::vector<double> bestSeconds(int rounds, const std::vector<std::function<void()>> &functions)
{
    std::vector<double> best(functions.size(), std::numeric_limits<double>::max());
    for (int round = 0; round < rounds; ++round) {
        for (size_t i = 0; i < functions.size(); ++i) {
            const auto begin = cpuTime();
            functions[i]();
            const std::chrono::duration<double> took = cpuTime() - begin;
            best[i] = std::min(best[i], took.count());
        }
    }
    return best;
}

} // namespace bench
