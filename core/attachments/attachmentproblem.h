// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/attachmentfacts.h"

namespace outcrop::attachments
{

/// Why the service would not take an attachment, and what mends that.
struct AttachmentProblem {
    QString message;                  ///< "document name may not contain “.”"
    QString fix;                      ///< what a button says; empty when only a person can mend it
    std::optional<json::Json> mended; ///< the block after the fix

    friend bool operator==(const AttachmentProblem &, const AttachmentProblem &) = default;
};

/// The first of: bytes missing or broken, a format that is none or not that of the bytes, a name or a size
/// that is not allowed (protocol/converse.md, Content blocks). @p facts are those of @p block.
std::optional<AttachmentProblem> problemOf(const json::Json &block, const AttachmentFacts &facts);

/// The same for the image of a guardContent, as the image block it would be by itself: only PNG and JPEG, and
/// only with its bytes (protocol/shapes.md, GuardrailConverseImageBlock).
std::optional<AttachmentProblem> guardedProblemOf(const json::Json &block, const AttachmentFacts &facts);

} // namespace outcrop::attachments
