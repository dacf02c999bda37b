// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/httpmessage.h"

#include <QString>

#include <optional>

namespace outcrop::simulator
{

enum class Operation {
    Converse,
    ConverseStream,
    InvokeModel,
    InvokeModelStream,
    CountTokens,
    ListFoundationModels,
    ListInferenceProfiles,
};

struct Route {
    Operation operation;
    QString modelId; ///< decoded once; empty for the lists
};

/// Which operation a request line means (protocol/converse.md, 2). Nothing for any other.
std::optional<Route> routeOf(const HttpRequest &request);

} // namespace outcrop::simulator
