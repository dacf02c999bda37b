// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulator/answer.h"
#include "core/simulator/directives.h"

namespace outcrop::simulator
{

/// Decides what to answer. Deterministic: the same question gives the same answer.
///
/// A tool is called when a directive or toolChoice says so, or when the last user text names an offered tool.
/// The error is a ServiceError: a directive that asks for a tool which is not offered.
base::Result<Answer, ServiceError> planAnswer(const Question &question, const Directives &directives);

} // namespace outcrop::simulator
