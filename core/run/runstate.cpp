// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runstate.h"

namespace outcrop::run
{

QLatin1StringView runStateName(RunState state)
{
    switch (state) {
    case RunState::Idle:
        return QLatin1StringView("idle");
    case RunState::Resolving:
        return QLatin1StringView("resolving");
    case RunState::Waiting:
        return QLatin1StringView("waiting");
    case RunState::Streaming:
        return QLatin1StringView("streaming");
    case RunState::Retrying:
        return QLatin1StringView("retrying");
    case RunState::Stopping:
        return QLatin1StringView("stopping");
    }
    return {};
}

} // namespace outcrop::run
