// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// Text that arrives in pieces which may cut a character in two. Some gateways split an answer by bytes, or
/// by UTF-16 units written as escapes, so that a piece alone is not valid UTF-8 (reliability.md, fault 12).
namespace outcrop::stream::wobbly
{

/// The inside of a JSON string with its escapes decoded. Halves of surrogate pairs become three bytes each,
/// and bytes that are not UTF-8 stay as they are.
QByteArray decodeString(QByteArrayView inside);

/// The text of @p pending followed by @p bytes, without a character that is not whole yet: that stays in
/// @p pending. What can never become a character is U+FFFD.
QString take(QByteArray &pending, QByteArrayView bytes);

} // namespace outcrop::stream::wobbly
