// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/markdowndocument.h"
#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// A text block: Markdown, growing or complete.
class TextItem : public BlockItem
{
public:
    TextItem(QStringView text, bool growing);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_document.height(); }
    void paint(const PaintContext &context, QPointF origin) const override;
    bool appendText(QStringView text) override;
    void finish() override { m_document.finish(); }
    int boxCount() const override { return m_document.boxCount(); }
    PlacedBox box(int index) const override;
    QChar separatorAfter(int index) const override { return m_document.separatorAfter(index); }
    int boxAt(QPointF point) const override { return m_document.boxAt(point); }
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    QRectF endCaret() const override { return m_document.endCaret(); }

protected:
    virtual const markdown::TextStyle &styleOf(const TranscriptStyle &style) const { return style.text; }

    markdown::MarkdownDocument m_document;
};

} // namespace outcrop::ui::transcript
