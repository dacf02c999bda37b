// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/route.h"

#include "core/aws/uriencode.h"

#include <QByteArrayList>

namespace outcrop::simulator
{

namespace
{

struct ModelOperation {
    const char *name;
    Operation operation;
};

constexpr ModelOperation modelOperations[] = {
    {"converse", Operation::Converse},        {"converse-stream", Operation::ConverseStream},
    {"invoke", Operation::InvokeModel},       {"invoke-with-response-stream", Operation::InvokeModelStream},
    {"count-tokens", Operation::CountTokens},
};

} // namespace

std::optional<Route> routeOf(const HttpRequest &request)
{
    const QByteArray path = request.path();
    if (request.method == "GET" && path == "/foundation-models")
        return Route{Operation::ListFoundationModels, {}};
    if (request.method == "GET" && path == "/inference-profiles")
        return Route{Operation::ListInferenceProfiles, {}};

    // An encoded id holds no bare '/', so there are exactly four parts: "", "model", id, operation.
    const QByteArrayList parts = path.split('/');
    if (request.method != "POST" || parts.size() != 4 || parts.at(1) != "model" || parts.at(2).isEmpty())
        return std::nullopt;
    for (const ModelOperation &candidate : modelOperations) {
        if (parts.at(3) == candidate.name)
            return Route{candidate.operation, QString::fromUtf8(aws::uriDecode(parts.at(2)))};
    }
    return std::nullopt;
}

} // namespace outcrop::simulator
