// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace outcrop::simulator
{

/// The shapes of Converse, ConverseStream and CountTokens request bodies, in the notation ShapeTable reads.
QByteArrayView converseShapesText();

} // namespace outcrop::simulator
