// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace outcrop::simulator
{

/// A text cut behind each run of white space: words with what follows them. Joined they are the text.
QStringList wordPieces(const QString &text);

/// A text cut every @p length characters, never inside a surrogate pair. Joined they are the text.
QStringList fixedPieces(const QString &text, qsizetype length);

} // namespace outcrop::simulator
