// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>

namespace outcrop::conversation
{

/// Why a JSON value cannot be the request of a conversation, and where.
struct RequestProblem {
    json::Pointer where;
    QString message; ///< one clause without a full stop: "expected an array"

    friend bool operator==(const RequestProblem &, const RequestProblem &) = default;
};

/// What a document could not hold: the members it takes apart (system, toolConfig, messages with role and
/// content, inferenceConfig) have to be of their type and stand once, messages have to be there, and the
/// marks of our own (block.h) belong to no request. Everything else may be anything.
std::optional<RequestProblem> checkRequestBody(const json::Json &body);

} // namespace outcrop::conversation
