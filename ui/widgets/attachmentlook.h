// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/attachmentproblem.h"

#include <QImage>
#include <QObject>

#include <functional>

namespace outcrop::ui::widgets
{

/// Images with more pixels are not decoded (reliability.md, R8).
inline constexpr qint64 mostPreviewPixels = 30'000'000;

/// What there is to see of a block of one of the media.
struct AttachmentLook {
    std::optional<attachments::AttachmentFacts> facts; ///< nothing: the block is none of the media
    std::optional<attachments::AttachmentProblem> problem;
    QImage image;       ///< of an image, no larger than was asked for; null when there is none to show
    QString whyNoImage; ///< of an image that is null: for a person
};

/// What finds the problem of a block.
using AttachmentCheck = std::optional<attachments::AttachmentProblem> (*)(
    const json::Json &block, const attachments::AttachmentFacts &facts);

/// Looks at a block now: decodes, hashes, scales. For other threads than the window's.
AttachmentLook lookAtAttachment(const json::Json &block, QSize most,
                                AttachmentCheck check = attachments::problemOf);

/// Looks at it on another thread and then calls @p then on this one, unless @p context is gone by then.
void lookAtAttachment(const json::Json &block, QSize most, AttachmentCheck check, QObject *context,
                      std::function<void(const AttachmentLook &)> then);

/// "image · png · 1280 × 960 · 214 kB raw, 286 kB encoded · sha256 8f1c…".
QString describeAttachment(const attachments::AttachmentFacts &facts);
/// What to call it: the document's name, else @p fileName, else what the place in S3 or the kind says.
QString attachmentTitle(const attachments::AttachmentFacts &facts, const QString &fileName);
/// "214 kB", "3.4 MB", "812 bytes"; thousands.
QString byteSize(qint64 bytes);

} // namespace outcrop::ui::widgets
