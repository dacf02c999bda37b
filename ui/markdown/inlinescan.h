// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// Small readers of inline Markdown. Positions are indices into the source; -1 is "not there".
namespace outcrop::ui::markdown
{

struct LinkTarget {
    QString destination; ///< escapes removed
    qsizetype end = 0;   ///< after the last character of the construct
};

bool isAsciiPunctuation(QChar c);
/// How often the character at @p pos repeats.
qsizetype runLength(QStringView source, qsizetype pos);
/// The next run of exactly @p length times @p character.
qsizetype findRun(QStringView source, qsizetype from, QChar character, qsizetype length);
/// `(destination "title")` at @p pos.
std::optional<LinkTarget> scanLinkTarget(QStringView source, qsizetype pos);
/// `<https://...>` or `<someone@somewhere>` at @p pos.
std::optional<LinkTarget> scanAngleLink(QStringView source, qsizetype pos);
/// The end of an http or https address written out at @p pos, without the punctuation that ends a sentence.
qsizetype scanBareLink(QStringView source, qsizetype pos);
/// The end of `&name;` or `&#n;` at @p pos.
qsizetype scanEntity(QStringView source, qsizetype pos, QString *character);
/// Only http, https and mailto are ever offered to be opened. reliability.md, R2.
bool isOpenableLink(QStringView destination);
/// The source without markup characters at its end, of which nobody knows yet what they will be.
QStringView withoutTrailingMarkup(QStringView source);

} // namespace outcrop::ui::markdown
