// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace outcrop::app
{

/// What the command line ends with. Numbers are part of the interface: scripts decide by them.
enum class ExitCode {
    Ok = 0,
    Internal = 1,
    BadInput = 2,    ///< options, files or requests that cannot be used; nothing was sent
    Credentials = 3, ///< none, refused, not allowed, or the clock is wrong
    Service = 4,     ///< the service or the model answered with an error, also inside a stream
    Network = 5,     ///< no connection, no answer in time, or something else than Bedrock answered
    Stream = 6,      ///< the answer began, but not all of it came (a deadline too), or cannot be trusted
    Stopped = 130,   ///< by Ctrl+C, as shells count it
};

ExitCode exitCodeFor(base::ErrorKind kind);

} // namespace outcrop::app
