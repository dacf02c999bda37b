// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/markdowndocument.h"
#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// A text block: Markdown, growing or complete.
///
/// However much text there is, one layout() looks at sliceChars of it and the whole at no more than
/// mostShown: the end of a longer text is said, not shown.
class TextItem : public BlockItem
{
public:
    /// UTF-16 units laid out at once: some milliseconds.
    static constexpr qsizetype sliceChars = 8'000;
    /// UTF-16 units that are shown of one block. reliability.md, R6.
    static constexpr qsizetype mostShown = 5'000'000;

    TextItem(QStringView text, bool growing);

    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_document.height() + (m_note ? noteGap + m_note->height() : 0); }
    bool hasMore() const override { return m_given < m_waiting.size(); }
    void paint(const PaintContext &context, QPointF origin) const override;
    bool appendText(QStringView text) override;
    void finish() override;
    int boxCount() const override { return m_document.boxCount(); }
    PlacedBox box(int index) const override;
    QChar separatorAfter(int index) const override { return m_document.separatorAfter(index); }
    int boxAt(QPointF point) const override { return m_document.boxAt(point); }
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    QRectF endCaret() const override { return m_document.endCaret(); }

protected:
    virtual const markdown::TextStyle &styleOf(const TranscriptStyle &style) const { return style.text; }

    markdown::MarkdownDocument m_document;

private:
    static constexpr int noteGap = 8;

    void take(QStringView text);
    void giveSlice();
    void layoutNote(const TranscriptStyle &style, qreal width);

    QString m_waiting; ///< taken, but not yet given to the document from m_given on
    qsizetype m_given = 0;
    qsizetype m_taken = 0;   ///< of the text that is shown or will be
    qsizetype m_unshown = 0; ///< of the text behind it
    bool m_complete = false;
    std::unique_ptr<markdown::TextBox> m_note; ///< says what is not shown
    qsizetype m_noted = 0;                     ///< m_unshown when it was made
};

} // namespace outcrop::ui::transcript
