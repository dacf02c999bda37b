// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

/// The frame that every figure stands in: register a function, get one JSON line a result.
namespace bench
{

/// One measured figure. With a baseline the limit is for value / baseline, otherwise for the value.
struct Figure {
    enum class Bound { AtLeast, AtMost };

    QString figure; ///< short id, "a"
    QString name;   ///< what was measured
    QString unit;   ///< of value and baseline
    double value = 0;
    std::optional<double> baseline;
    QString baselineName;
    Bound bound = Bound::AtMost;
    double limit = 0;
    outcrop::json::Json facts = outcrop::json::Json::object(); ///< anything worth knowing beside it

    double ratio() const { return baseline ? value / *baseline : value; }
    bool ok() const { return bound == Bound::AtLeast ? ratio() >= limit : ratio() <= limit; }
    outcrop::json::Json toJson() const;
};

struct Options {
    bool quick = false; ///< a short run that proves only that it runs
};

using Function = std::function<std::vector<Figure>(const Options &)>;

/// `static const bench::Registration registration("a", measure);` in a figure's file.
class Registration
{
public:
    Registration(const char *figures, Function function);
};

struct Registered {
    QString figures; ///< ids the function gives, separated by commas
    Function function;
};
std::vector<Registered> &registered();

/// CPU time this thread has used: not disturbed by what else the machine does.
std::chrono::nanoseconds cpuTime();

/// Least CPU time of @p rounds runs of each function, taken in turn so that all see the same machine.
std::vector<double> bestSeconds(int rounds, const std::vector<std::function<void()>> &functions);

} // namespace bench
