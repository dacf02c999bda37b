// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/mediaformat.h"
#include "core/json/json.h"

namespace outcrop::attachments
{

/// What there is to know about a block of one of the media.
struct AttachmentFacts {
    enum class Source : quint8 {
        Bytes,   ///< in the request
        S3,      ///< a place in S3
        Text,    ///< a document given as text, or as pieces of text
        Missing, ///< a reference to bytes that were not found (blobreference.h)
        Invalid, ///< bytes that are no base64, or no source at all
    };

    Medium medium = Medium::Document;
    QString format; ///< as the block says
    QString name;   ///< of a document
    Source source = Source::Invalid;
    qint64 rawBytes = 0;             ///< of the file; of Missing as far as the reference says
    qint64 encodedBytes = 0;         ///< of the base64 text
    QSize pixels;                    ///< of an image, as its header says; invalid when not known
    QByteArray sha256;               ///< of the file, 64 hex digits; empty for S3 and Invalid
    QString uri;                     ///< of S3
    QString bucketOwner;             ///< of S3; empty when the block has none
    std::optional<MediaFormat> told; ///< what the bytes say they are; nothing where they say nothing

    friend bool operator==(const AttachmentFacts &, const AttachmentFacts &) = default;
};

/// The file's bytes: the source's base64 decoded, or its text. Nothing when there are none or they are no
/// base64 (RFC 4648, 4; white space is not taken either).
std::optional<QByteArray> bytesOf(const json::Json &block);

/// Looks at a block; nothing when it is none of the media. Decodes and hashes: of 25 MB that takes a tenth of
/// a second, so it belongs onto another thread (any will do).
std::optional<AttachmentFacts> factsOf(const json::Json &block);

} // namespace outcrop::attachments
