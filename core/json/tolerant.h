// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/parser.h"
#include "core/json/value.h"

#include <QByteArrayView>

namespace outcrop::json
{

struct TolerantResult {
    Json value;            ///< what could be read so far; null when nothing could
    bool complete = false; ///< the text is one valid JSON text; the value is then that of parse()
};

/// Reads as much as there is of a text that is still arriving, such as a tool's input. An unfinished string
/// ends after its last whole character, a number after its last digit that makes sense, `tr` becomes true; a
/// member without a value is left out; open containers are closed. A text that goes wrong is read up to
/// there. Linear in the text; not incremental. Byte ranges of the value are those of the given text.
TolerantResult parseTolerant(QByteArrayView unfinishedText, const ParseOptions &options = {});

} // namespace outcrop::json
