// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSize>

namespace outcrop::attachments
{

/// Width and height in pixels as the header of a PNG, JPEG, GIF or WebP says, without decoding anything
/// (reliability.md, R8). Invalid when the bytes are none of these or end too early.
QSize imageSize(QByteArrayView bytes);

} // namespace outcrop::attachments
