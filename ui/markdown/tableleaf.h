// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/laidleaf.h"

#include <QStringList>

namespace outcrop::ui::markdown
{

/// A table with hairlines between its rows: one box a cell. A table that has no room for its columns is shown
/// as the text it is.
class TableLeaf : public LaidLeaf
{
public:
    /// Rows that stood in @p previous are taken over with their shaped text.
    TableLeaf(Leaf leaf, const TextStyle &style, bool growing, TableLeaf *previous);

    QChar separatorAfter(int index) const override;

protected:
    qreal layoutContent(const TextStyle &style, const QRectF &area) override;
    void paintBackground(QPainter &painter, const QRectF &content, const TextStyle &style) const override;

private:
    void addRow(QStringView line, bool header, const TextStyle &style, bool growing);
    void useAsText(const TextStyle &style);
    std::vector<qreal> fitColumns(qreal available) const;

    int m_columns = 0;
    std::vector<Qt::Alignment> m_alignments;
    QStringList m_lines;             ///< of the rows, header first, without the delimiter row
    std::vector<qreal> m_natural;    ///< per cell: width without breaks
    std::vector<qreal> m_rowBottoms; ///< below the content's top
    bool m_asText = false;
};

} // namespace outcrop::ui::markdown
