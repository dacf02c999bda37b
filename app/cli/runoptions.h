// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/conversecall.h"

#include <QString>

#include <optional>

namespace outcrop::app
{

/// `outcrop run` as given on the command line.
struct RunOptions {
    QString file; ///< or `-`
    QString model;
    QString endpoint;
    QString region;
    QString connection; ///< name of one of the window's; goes before endpoint, region and auth
    QString dataDir;    ///< where the window keeps its things; empty: as usual
    QString profile;    ///< of the AWS files; goes before keys in the environment
    std::optional<client::ConnectionTarget::Auth>
        auth; ///< absent: bearer if the environment has a key, else sigv4
    bool stream = true;
    bool json = false;
    QString record;            ///< file for the answer's bytes; empty: none
    double timeoutSeconds = 0; ///< of the whole call; 0: none
};

} // namespace outcrop::app
