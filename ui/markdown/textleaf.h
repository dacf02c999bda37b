// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/laidleaf.h"

namespace outcrop::ui::markdown
{

/// A paragraph, a heading, lines of code, or plain text: one box.
class TextLeaf : public LaidLeaf
{
public:
    TextLeaf(Leaf leaf, const TextStyle &style, bool growing);

protected:
    qreal layoutContent(const TextStyle &style, const QRectF &area) override;
    void paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const override;
};

/// The lower edge of a block of code whose last leaf ends at @p top.
void paintCodeEnd(QPainter &painter, const QRectF &leafRect, const TextStyle &style);

} // namespace outcrop::ui::markdown
