// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/answer.h"

namespace outcrop::simulator
{

/// Appends a text block with two citations: of the first document of the request where there is one, else of
/// a page under example.com that says it is made up.
void addCitations(Answer &answer, const json::Json &body);

} // namespace outcrop::simulator
