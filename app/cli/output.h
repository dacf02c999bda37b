// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/json/json.h"

#include <QByteArray>
#include <QString>

namespace outcrop::app
{

/// Writes to standard output and standard error, at once and whole.
namespace Output
{

/// Bytes as they are. False when nobody reads any more; the caller should end.
bool write(const QByteArray &bytes);
/// Text of a model. On a terminal, control characters other than line ends and tabs are shown as symbols, so
/// that no answer can send commands to it; into a pipe or file the text goes unchanged.
bool writeText(const QString &text);
/// One compact JSON value and a line end.
bool writeLine(const json::Json &value);

/// One line on standard error, made safe for a terminal.
void note(const QString &line);
/// An error as a person needs it: what happened, what the service said, what to do, the request id.
void error(const base::Error &error);

} // namespace Output

/// @p text with control and direction characters replaced by symbols; line ends and tabs stay.
QString terminalSafe(const QString &text);

/// An error as the JSON of `--json`: kind, message, and the other members where they are set.
json::Json errorToJson(const base::Error &error);

} // namespace outcrop::app
