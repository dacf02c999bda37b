// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fileidentity.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace outcrop::base
{

/// Reading a file somebody else may have made (reliability.md, T12, faults 35 and 53).
namespace RegularFile
{

/// Whether a symbolic link as the last part of the path is followed.
enum class Links { Follow, Refuse };

struct Content {
    QByteArray bytes;
    FileIdentity identity; ///< of the very file that was read
};

/// The content of @p path, if it is a regular file of at most @p maxBytes bytes. Devices, pipes, sockets and
/// folders are refused without reading or waiting. Errors are of kind Storage; code "ENOENT" means absent.
Result<Content> read(const QString &path, qint64 maxBytes, Links links = Links::Follow);

/// The identity of the file at @p path (links followed) without reading it. Code "ENOENT" means absent.
Result<FileIdentity> identity(const QString &path);

} // namespace RegularFile

} // namespace outcrop::base
