// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/httpmessage.h"
#include "core/simulator/options.h"
#include "core/simulator/serviceerror.h"

#include <QDateTime>

#include <optional>

namespace outcrop::simulator
{

/// Why a request is not let in; nothing when it is. SigV4 is computed again over the raw request line,
/// headers and body (aws/verifier.h). @p options has no empty secrets.
std::optional<ServiceError> authenticationFailure(const HttpRequest &request, const Options &options,
                                                  const QDateTime &now);

} // namespace outcrop::simulator
