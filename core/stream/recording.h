// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"
#include "core/stream/folded.h"

#include <QByteArrayView>

namespace outcrop::stream
{

/// A whole ConverseStream body, decoded and folded: also what a stored exchange that was cut off amounts to.
Folded foldRecording(QByteArrayView body);

/// The answer of Converse (not streamed) in the same form. `complete` when it carries a message.
Folded foldConverseResponse(const json::Json &body);

} // namespace outcrop::stream
