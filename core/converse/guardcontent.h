// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/view.h"

namespace outcrop::converse
{

/// Text for the guardrail to look at.
class GuardrailConverseTextBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, text, setText); ///< required
    OUTCROP_MEMBER(List<QString>, qualifiers,
                   setQualifiers); ///< each one of grounding_source, query, guard_content
};

/// Where an image for the guardrail is. A union.
class GuardrailConverseImageSource : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Blob, bytes, setBytes); ///< not empty
};

/// An image for the guardrail to look at.
class GuardrailConverseImageBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format, setFormat);                      ///< required; one of png, jpeg
    OUTCROP_MEMBER(GuardrailConverseImageSource, source, setSource); ///< required
};

/// What the guardrail looks at; if there is any, it looks at nothing else (protocol/converse.md, 3). A union.
class GuardrailConverseContentBlock : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(GuardrailConverseTextBlock, text, setText);
    OUTCROP_UNION_MEMBER(GuardrailConverseImageBlock, image, setImage);
};

} // namespace outcrop::converse
