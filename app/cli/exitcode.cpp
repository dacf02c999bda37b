// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitcode.h"

namespace outcrop::app
{

ExitCode exitCodeFor(base::ErrorKind kind)
{
    using base::ErrorKind;
    switch (kind) {
    case ErrorKind::BadInput:
    case ErrorKind::Storage:
    case ErrorKind::Keychain:
        return ExitCode::BadInput;
    case ErrorKind::Credentials:
    case ErrorKind::AccessDenied:
    case ErrorKind::ClockSkew:
        return ExitCode::Credentials;
    case ErrorKind::Validation:
    case ErrorKind::NotFound:
    case ErrorKind::Throttled:
    case ErrorKind::Model:
    case ErrorKind::Service:
    case ErrorKind::StreamFailed:
        return ExitCode::Service;
    case ErrorKind::Network:
    case ErrorKind::Tls:
    case ErrorKind::Proxy:
    case ErrorKind::Timeout:
    case ErrorKind::UnexpectedAnswer:
        return ExitCode::Network;
    case ErrorKind::StreamIncomplete:
    case ErrorKind::StreamCorrupt:
        return ExitCode::Stream;
    case ErrorKind::Cancelled:
        return ExitCode::Stopped;
    case ErrorKind::Internal:
        break;
    }
    return ExitCode::Internal;
}

} // namespace outcrop::app
