// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/media.h"
#include "core/json/json.h"

#include <QString>

#include <optional>

namespace outcrop::attachments
{

/// What stands in a conversation file instead of the bytes of an attachment: as the one member of its source,
/// where `bytes` would be, {"outcropBlob": {"sha256": "...", "size": 214000, "name": "cover.png"}}. In memory
/// only where the bytes are missing; never in a request.
inline constexpr QLatin1StringView blobMember = converse::missingBytesMember;

struct BlobReference {
    QByteArray sha256; ///< 64 lower-case hex digits: also the name of the file with the bytes
    qint64 size = 0;   ///< of the file in bytes
    QString name;      ///< of the file it came from; empty when that is not known

    friend bool operator==(const BlobReference &, const BlobReference &) = default;
};

json::Json toJson(const BlobReference &reference);
/// Nothing for what is no reference, or has no such hash.
std::optional<BlobReference> blobReferenceFromJson(const json::Json &value);

/// The reference in the source of a block of one of the media; nothing when its bytes are there.
std::optional<BlobReference> missingBlob(const json::Json &block);

} // namespace outcrop::attachments
