// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/connections/connectionspec.h"

namespace outcrop::connections
{

/// `connections.json`: {"format": "outcrop-connections", "version": 1, "connections": [...]}. What equals the
/// usual value is left out of a connection; members that are not known stay where they are.
struct ConnectionFile {
    std::vector<ConnectionSpec> connections;
    json::Json stored; ///< the whole text as read

    /// Thousands of connections; more is another file.
    static constexpr qint64 mostBytes = 4 * 1024 * 1024;

    /// BadInput, with line and column or the place, for a text that is no such file, is of a newer version,
    /// or holds two connections of one id or name.
    static base::Result<ConnectionFile> parse(QByteArrayView text, const QString &name);
    QByteArray format() const;
};

/// One connection as an object of the file.
json::Json encodeConnection(const ConnectionSpec &spec);
/// BadInput for a member that is not of its kind.
base::Result<ConnectionSpec> decodeConnection(const json::Json &object);

} // namespace outcrop::connections
