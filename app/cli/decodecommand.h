// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"

#include <QString>

namespace outcrop::app
{

/// `outcrop decode`.
struct DecodeOptions {
    QString file;        ///< or `-`
    bool invoke = false; ///< an InvokeModelWithResponseStream body
};

/// Prints one JSON line for each frame as soon as it is complete, and last what the body amounts to. A body
/// that is cut off or broken is reported in that line and is no failure of the command.
ExitCode runDecode(const DecodeOptions &options);

} // namespace outcrop::app
