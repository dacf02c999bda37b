// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

namespace outcrop::ui::transcript
{

/// Text in a column as it stands (monospaced unless it is prose), cut so that any length is cheap: pieces of
/// some lines each, folded after the first lines until the reader asks for all.
class VerbatimText
{
public:
    enum class Look : quint8 { Plain, Json, Prose };

    VerbatimText() = default;
    VerbatimText(QStringView text, Look look, bool unfolded, const TranscriptStyle &style);

    void layout(const TranscriptStyle &style, qreal width);
    qreal height() const { return m_height; }
    qreal usedWidth() const;
    void paint(const PaintContext &context, QPointF origin, int firstBox) const;

    int boxCount() const { return int(m_boxes.size()); }
    const markdown::TextBox &box(int index) const { return m_boxes[size_t(index)]; }
    /// Lines that are not shown; 0 when everything is.
    qsizetype hiddenLines() const { return m_hiddenLines; }
    bool isLong() const { return m_long; }

private:
    std::vector<markdown::TextBox> m_boxes;
    qsizetype m_hiddenLines = 0;
    bool m_long = false;
    bool m_prose = false;
    qreal m_height = 0;
};

/// JSON text as a person reads it: on one line while it is short, else a member a line. Numbers and strings
/// keep their spelling. What is not valid JSON is returned as it is.
QString readableJson(const QString &text, int columns);

} // namespace outcrop::ui::transcript
