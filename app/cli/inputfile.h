// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace outcrop::app
{

/// Reads @p path, or standard input for `-`, in pieces as they come; @p take returns false to stop. Pipes are
/// fine. Errors: Storage, when it cannot be opened or read.
base::Result<void> readPieces(const QString &path, const std::function<bool(const QByteArray &)> &take);

/// All of it. BadInput beyond @p maxBytes.
base::Result<QByteArray> readWhole(const QString &path, qint64 maxBytes);

/// @p path as people know it: "standard input" for `-`.
QString inputName(const QString &path);

/// JSON from a file. BadInput with line and column when it is none.
base::Result<json::Json> parseInput(const QString &path, const QByteArray &text);

} // namespace outcrop::app
