// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::converse
{

/// Most characters of a document's name (service model, DocumentBlock).
inline constexpr int documentNameLength = 200;

/// Whether the service takes @p name for a document: 1 to 200 letters, digits, single spaces, hyphens,
/// parentheses and square brackets (protocol/converse.md, Content blocks).
bool isDocumentName(const QString &name);

/// The first characters of a name that are not allowed in it, for saying so: "." or "  "; empty when only its
/// length is wrong, or nothing.
QString refusedInDocumentName(const QString &name);

/// The nearest name that is allowed: "a_b.c.pdf" becomes "a b c". The same name when it is allowed already.
QString allowedDocumentName(const QString &name);

} // namespace outcrop::converse
