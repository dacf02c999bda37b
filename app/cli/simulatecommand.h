// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "core/simulator/options.h"

namespace outcrop::app
{

/// `outcrop simulate`: prints `listening on http://127.0.0.1:PORT` first, then the environment an SDK needs,
/// and runs until SIGINT, SIGTERM or SIGHUP.
ExitCode runSimulate(int &argc, char **argv, const simulator::Options &options);

} // namespace outcrop::app
