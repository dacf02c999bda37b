// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// What a request takes of attachments (protocol/converse.md, Content blocks). Sizes in bytes.
namespace outcrop::converse::medialimits
{

inline constexpr int images = 20;
inline constexpr int documents = 5;
inline constexpr qint64 imageBytes = 3'750'000;         ///< of the file
inline constexpr int imageSide = 8000;                  ///< pixels
inline constexpr qint64 documentBytes = 4'500'000;      ///< of the file
inline constexpr qint64 videoEncodedBytes = 25'000'000; ///< of the base64 text

} // namespace outcrop::converse::medialimits
