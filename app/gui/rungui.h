// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::app
{

/// What the command line may say about the window.
struct GuiOptions {
    QString theme;   ///< "system", "light", "dark"; empty: system
    QString dataDir; ///< folder for everything that is kept; empty: by the XDG Base Directory Specification
    QString file;    ///< conversation or Converse request body to open; empty: the last one
};

/// Starts the window and returns the exit code: 0 when it was closed, or ended cleanly by SIGTERM, SIGINT or
/// SIGHUP; 2 when the options cannot be used; 1 when another window works on the same folder.
/// Must be called before any QCoreApplication exists.
int runGui(int &argc, char **argv, const GuiOptions &options);

} // namespace outcrop::app
