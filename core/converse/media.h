// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/view.h"

namespace outcrop::converse
{

/// Not of the API: what stands in the source of a medium whose bytes were not found (core/attachments). The
/// service would refuse it.
inline constexpr QLatin1StringView missingBytesMember("outcropBlob");

/// An object in S3, instead of bytes in the request.
class S3Location : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, uri, setUri);                 ///< required; 1..1024 characters
    OUTCROP_MEMBER(QString, bucketOwner, setBucketOwner); ///< `[0-9]{12}`
};

/// Why a block could not be made; in responses.
class ErrorBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, message, setMessage);
};

/// Where an image is. A union.
class ImageSource : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Blob, bytes, setBytes); ///< not empty
    OUTCROP_UNION_MEMBER(S3Location, s3Location, setS3Location);
};

/// An image. At most 20 a request, each 3.75 MB and 8000 x 8000 pixels (protocol/converse.md, 3).
class ImageBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format, setFormat);     ///< required; one of png, jpeg, gif, webp
    OUTCROP_MEMBER(ImageSource, source, setSource); ///< required
    OUTCROP_MEMBER(ErrorBlock, error, setError);
};

/// A piece of a document given as text. A union.
class DocumentContentBlock : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
};

/// Whether the model may cite this source.
class CitationsConfig : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(bool, enabled, setEnabled); ///< required
};

/// Where a document is. A union.
class DocumentSource : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Blob, bytes, setBytes); ///< not empty
    OUTCROP_UNION_MEMBER(S3Location, s3Location, setS3Location);
    OUTCROP_UNION_MEMBER(QString, text, setText);
    OUTCROP_UNION_MEMBER(List<DocumentContentBlock>, content, setContent);
};

/// A document. At most 5 a request, each 4.5 MB; a text block must stand beside it. `name` may have letters,
/// digits, single spaces, hyphens, parentheses and square brackets only (protocol/converse.md, 3).
class DocumentBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format, setFormat); ///< one of pdf, csv, doc, docx, xls, xlsx, html, txt, md
    OUTCROP_MEMBER(QString, name, setName);     ///< required; 1..200 characters
    OUTCROP_MEMBER(DocumentSource, source, setSource); ///< required
    OUTCROP_MEMBER(QString, context, setContext);
    OUTCROP_MEMBER(CitationsConfig, citations, setCitations);
};

/// Where a video is. A union.
class VideoSource : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Blob, bytes, setBytes); ///< not empty
    OUTCROP_UNION_MEMBER(S3Location, s3Location, setS3Location);
};

/// A video: up to 25 MB as base64, 1 GB in S3 (protocol/converse.md, 3).
class VideoBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format,
                   setFormat); ///< required; one of mkv, mov, mp4, webm, flv, mpeg, mpg, wmv, three_gp
    OUTCROP_MEMBER(VideoSource, source, setSource); ///< required
};

/// Where a sound is. A union.
class AudioSource : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Blob, bytes, setBytes); ///< not empty
    OUTCROP_UNION_MEMBER(S3Location, s3Location, setS3Location);
};

/// A sound.
class AudioBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format, setFormat);     ///< required; one of mp3, opus, wav, aac, flac, mp4, ogg,
                                                    ///< mkv, mka, x-aac, m4a, mpeg, mpga, pcm, webm
    OUTCROP_MEMBER(AudioSource, source, setSource); ///< required
    OUTCROP_MEMBER(ErrorBlock, error, setError);
};

} // namespace outcrop::converse
