// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "core/json/value.h"

#include <optional>

namespace outcrop::stream
{

/// The provider's object inside one frame of InvokeModelWithResponseStream: `chunk` events carry it as base64
/// in `bytes` (protocol/converse.md, 7). A chunk that is not JSON becomes a string. Nothing for other frames.
std::optional<json::Json> invokeChunk(const eventstream::FrameView &frame);
std::optional<json::Json> invokeChunk(const eventstream::Frame &frame);

} // namespace outcrop::stream
