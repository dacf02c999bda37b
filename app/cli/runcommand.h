// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/runoptions.h"

namespace outcrop::app
{

/// `outcrop run`: sends one request and prints the answer as it arrives. SIGINT and SIGTERM stop it; what
/// arrived stays printed and the exit code is Stopped.
ExitCode runRequest(int &argc, char **argv, const RunOptions &options);

} // namespace outcrop::app
