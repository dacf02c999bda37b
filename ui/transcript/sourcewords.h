// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptturn.h"

/// What is said of guarded texts, search results and what an answer cites; the same on screen, in what is
/// found and in what is copied or read out.
namespace outcrop::ui::transcript
{

/// "Guarded".
QString guardedLabel();
/// "grounding source"; one that is not known as it stands.
QString qualifierWords(const QString &qualifier);
QString searchResultLabel();
/// "citations on", "citations off"; empty where the block does not say.
QString citableWords(const std::optional<bool> &citable);

/// What a source is called: its title, else what else is said of it.
QString sourceHeading(const models::SourceReference &source);
/// Where it is: "document 1, pages 3–4 · handbook.pdf · https://example.org". What is its heading is not
/// said again.
QString sourceFacts(const models::SourceReference &source);
/// Whether @p text is an address that a reader may be asked to open.
bool isWebAddress(const QString &text);

/// All the lines of a source from its heading to what it says, empty ones left out.
QStringList sourceLines(const models::SourceReference &source);

} // namespace outcrop::ui::transcript
