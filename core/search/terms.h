// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace outcrop::search
{

/// The words of a query as typed: blanks separate them, "double quotes" hold a phrase together.
QStringList termsOf(const QString &typed);

/// The index knows each text by its runs of three characters ("grams"), whatever the writing system, and
/// knows beside that what is shorter: single Chinese, Japanese and Korean characters and pairs of them, and
/// the first one and two letters of other words. These say which texts to look at; whether a word is there
/// says the text.

/// The short forms of a text, each once, separated by blanks, case folded.
QString shortForms(const QString &text);

/// The condition on grams that a text with @p term fulfils, in FTS5's query syntax. Empty for a term that is
/// shorter than three characters. Of a long term some grams.
QString gramCondition(const QString &term);
/// Likewise on short forms, for a term of one or two characters. Empty where it has none, as for "->".
QString shortCondition(const QString &term);

} // namespace outcrop::search
