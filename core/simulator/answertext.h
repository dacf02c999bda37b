// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/answer.h"

namespace outcrop::simulator
{

// The Markdown texts of the simulator's answers. Each says plainly that no model stands behind it.

/// The ordinary answer: what was asked, what arrived, what to try next. @p userText without directives.
QString ordinaryText(const Question &question, const QString &userText);

/// After tool results: what each tool answered, taken up again.
QString toolResultText(const Question &question);

/// About @p words words under headings, with lists and a table here and there.
QString longText(const QString &userText, int words);

/// The reasoning before an answer.
QString reasoningText(const Question &question, const QString &userText);

/// The list of directives.
QString helpText();

/// What a person reads before a tool is called.
QString toolPreamble(const QStringList &toolNames);

/// The text of an answer a guardrail stopped.
QString guardrailText();

} // namespace outcrop::simulator
