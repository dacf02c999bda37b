// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace outcrop::app
{

/// The whole program: reads the arguments, runs the subcommand, or the window when there is none. Returns the
/// exit code. The subcommands need no display.
int runCommandLine(int argc, char **argv);

} // namespace outcrop::app
