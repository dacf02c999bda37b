// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"

#include <QString>

namespace outcrop::app
{

/// `outcrop sign`.
struct SignOptions {
    QString file;          ///< or `-`
    bool explain = false;  ///< every step as JSON instead of the headers to send
    bool signBody = false; ///< send and sign X-Amz-Content-Sha256
};

/// Signs a request that was written down and prints the result. If the input carries `expected`, as the test
/// vectors do, a difference is named on standard error and the exit code is Internal.
ExitCode runSign(const SignOptions &options);

} // namespace outcrop::app
