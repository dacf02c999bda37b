// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/mediaformat.h"
#include "core/base/result.h"
#include "core/json/json.h"

namespace outcrop::attachments
{

/// The largest file that is taken: what a JSON text of base::limits::jsonBytes can hold as base64. Limits of
/// the service are smaller and depend on the kind; those are said, not enforced.
inline constexpr qint64 largestFile = 48LL * 1024 * 1024;

/// A file as a content block.
struct AttachedFile {
    json::Json block;
    QString fileName; ///< without its folder
    QString remark;   ///< what a person should know: "It is called .pdf, but its bytes are png."; often empty
};

/// Reads, looks at and encodes a file: a tenth of a second for 25 MB, from any thread. Error Storage as of
/// base::RegularFile::read (regular files only); BadInput as of attachBytes().
base::Result<AttachedFile> attachFile(const QString &path);

/// The same for bytes that have a name. Error BadInput: empty, too large, or of no format a request takes.
base::Result<AttachedFile> attachBytes(const QString &fileName, const QByteArray &bytes);

/// A block of @p format with this source. A document is named after the file, without its ending.
json::Json makeBlock(const MediaFormat &format, const QString &fileName, const json::Json &source);

/// A block for an object in S3. @p bucketOwner is an account of twelve digits, or empty. Error BadInput: not
/// s3://BUCKET/KEY of at most 1024 characters, not an account, or an ending that names no format.
base::Result<AttachedFile> attachS3Object(const QString &uri, const QString &bucketOwner);

/// A text as a document of format txt (features.md, C5).
json::Json textDocument(const QString &name, const QString &text);

} // namespace outcrop::attachments
