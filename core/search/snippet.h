// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace outcrop::search
{

/// A run of characters, in UTF-16 units.
struct TextRange {
    qsizetype from = 0;
    qsizetype length = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// A line of a found text around the first word that was found. Plain text.
struct Snippet {
    QString text;                  ///< begins or ends with an ellipsis where something was left out
    std::vector<TextRange> marked; ///< the found words in it, in order, not overlapping

    friend bool operator==(const Snippet &, const Snippet &) = default;
};

/// Whether @p text has every one of @p terms, in any case.
bool hasAll(const QString &text, const QStringList &terms);

/// Of a text that has all @p terms.
Snippet snippetOf(const QString &text, const QStringList &terms);

} // namespace outcrop::search
