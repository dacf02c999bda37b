// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace outcrop::converse
{

/// The kind of a service's error by its type, compared without case and without a trailing `Exception`
/// (protocol/converse.md, 5 and 6; gateway and provider words too). Nothing for a type not known.
/// @p message tells a skewed clock from a wrong key, and a refused API key from a missing permission.
std::optional<base::ErrorKind> kindOfCode(const QString &code, const QString &message);

/// The kind of a refusal that names no type, by the words of the checks before the service; nothing if they
/// are none.
std::optional<base::ErrorKind> kindOfMessage(const QString &message);

/// The kind by the status alone. 2xx and 3xx are UnexpectedAnswer: whoever asks expected another answer.
base::ErrorKind kindOfStatus(int httpStatus);

/// One sentence about what happened, for a kind.
QString whatHappened(base::ErrorKind kind);

/// One sentence about what to do, by what the service said, else by the kind. Empty when there is nothing to
/// add.
QString adviceFor(base::ErrorKind kind, const QString &code, const QString &message,
                  std::optional<int> httpStatus);

} // namespace outcrop::converse
