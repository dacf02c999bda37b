// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QByteArray>

#include <vector>

namespace outcrop::json
{

/// A run of bytes of a text and what comes into its place.
struct TextPatch {
    Range range;
    QByteArray text;

    friend bool operator==(const TextPatch &, const TextPatch &) = default;
};

/// What has to change in @p text, which reads as @p shown, so that it reads as @p wanted: members and items
/// that are the same keep their bytes and the white space around them. In the order of the text, none
/// overlapping; apply them from the last to the first. Linear in the values, but for long lists whose middles
/// differ (base::alignRows). The members of the outermost object may stand in any order.
std::vector<TextPatch> textPatches(const QByteArray &text, const Json &shown, const Json &wanted);

/// @p text with the patches.
QByteArray patched(QByteArray text, const std::vector<TextPatch> &patches);

/// The way to the innermost value of a parsed text that stands at a byte, its member's name included.
Pointer pointerAt(const Json &root, qint64 offset);

/// What @p pointer leads to in a parsed text, with the name of its member; as much of the way as there is.
std::optional<Range> textRangeOf(const Json &root, const Pointer &pointer);

} // namespace outcrop::json
