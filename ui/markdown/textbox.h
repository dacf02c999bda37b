// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/inlineparser.h"

#include <QPointF>
#include <QTextLayout>
#include <QTextOption>

#include <memory>
#include <vector>

class QPainter;

namespace outcrop::ui::markdown
{

struct TextStyle;

/// A range of characters of one box; empty when from == to.
struct CharRange {
    int from = 0;
    int to = 0;

    bool isEmpty() const { return from >= to; }
};

/// One laid-out piece of text, the unit of selection. The text keeps its exact characters; what is shown has
/// the same length (see displayText()).
class TextBox
{
public:
    struct Format {
        int start = 0;
        int length = 0;
        QTextCharFormat format;
    };

    TextBox(QString text, const QFont &font, const QColor &color, std::vector<Format> formats = {});
    TextBox(InlineText text, const QFont &font, const TextStyle &style);

    /// Breaks the lines for @p width pixels. Does nothing when they are broken for it already.
    void layout(qreal width, int lineHeight,
                QTextOption::WrapMode wrap = QTextOption::WrapAtWordBoundaryOrAnywhere,
                Qt::Alignment alignment = Qt::AlignLeft);

    const QString &text() const { return m_content.text; }
    qreal height() const { return m_height; }
    /// Width of the widest line.
    qreal usedWidth() const { return m_usedWidth; }
    /// Width without any line break but the text's own.
    qreal naturalWidth() const;
    int length() const { return int(m_content.text.size()); }

    QPointF position; ///< in the coordinates of whoever owns the box

    /// @p origin is where the owner's coordinates start; @p clip in the painter's coordinates.
    void paint(QPainter &painter, QPointF origin, const QRectF &clip, const TextStyle &style,
               CharRange selected) const;
    /// The character position nearest to @p point (owner's coordinates).
    int positionAt(QPointF point) const;
    /// The rectangle of the caret before character @p pos, owner's coordinates.
    QRectF caretAt(int pos) const;
    /// Where characters are, one rectangle a line, owner's coordinates.
    std::vector<QRectF> rectsOf(CharRange range) const;
    /// The link under @p point, or empty.
    QString linkAt(QPointF point) const;
    const std::vector<Span> &spans() const { return m_content.spans; }
    const std::vector<QString> &links() const { return m_content.links; }

private:
    InlineText m_content;
    std::unique_ptr<QTextLayout> m_layout;
    QColor m_color;
    qreal m_width = -1;
    qreal m_height = 0;
    qreal m_usedWidth = 0;
    int m_lineHeight = 0;
};

} // namespace outcrop::ui::markdown
