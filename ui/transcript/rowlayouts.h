// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/heightindex.h"
#include "ui/transcript/turnlayout.h"

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace outcrop::ui::models
{
class TranscriptModel;
}

namespace outcrop::ui::transcript
{

/// The rows of the transcript: estimated heights for all of them, layouts for the few that were looked at
/// last.
class RowLayouts
{
public:
    /// @p model may be null; it outlives this or is replaced first.
    void setModel(const models::TranscriptModel *model);
    /// Forgets every layout. @p width in pixels.
    void restyle(const TranscriptStyle &style, int width);
    const TranscriptStyle &style() const { return m_style; }
    int width() const { return m_width; }

    int count() const { return m_heights.count(); }
    const HeightIndex &heights() const { return m_heights; }

    /// The up-to-date layout of a row, made when there is none.
    TurnLayout &laidOut(int row);
    struct Change {
        int from;    ///< the first pixel of the row that looks different; its height when none does
        bool height; ///< whether the height is another
    };
    /// What became different in the up-to-date layout of a row since this was asked last, however often it
    /// was laid out meanwhile.
    Change takeChange(int row);
    /// The layout as it is, or null.
    TurnLayout *find(int row) const;
    bool isLaidOut(int row) const;

    /// Gives a row to something that stands in the place of its blocks, so many pixels high; -1 for no row.
    void setEmbedded(int row, int height);
    int embeddedRow() const { return m_embeddedRow; }
    int embeddedHeight() const { return m_embeddedHeight; }

    void insertRows(int first, int last);
    void removeRows(int first, int last);
    /// The row, and its neighbours that show parts of it, must be looked at again.
    void turnChanged(int row);
    /// The streaming path: O(@p text).
    void textAppended(int row, int block, QStringView text);
    /// A text too long for one frame is laid out from part to part: whether the row waits for that.
    bool hasMore(int row) const;
    /// Lets the next laidOut() do the next part.
    void goOn(int row);
    /// A row without layout grew: its estimate is made again.
    void reestimate(int row);

    /// Folds or unfolds one block.
    void toggleFold(int row, int block);
    bool isUnfolded(int row, int block) const;

    /// Gives back what was not looked at lately. @p first and @p last are kept.
    void trim(int first, int last);

private:
    struct Row {
        std::unique_ptr<TurnLayout> layout;
        bool stale = false; ///< update() is needed
        bool grown = false; ///< layout() is needed
        std::optional<int> changedFrom;
        bool heightChanged = false;
    };
    int estimate(int row) const;
    TurnContext contextOf(int row) const;
    bool belongsTogether(int row) const;

    const models::TranscriptModel *m_model = nullptr;
    TranscriptStyle m_style;
    int m_width = 0;
    qreal m_charWidth = 7;
    HeightIndex m_heights;
    std::vector<Row> m_rows;
    int m_live = 0;
    int m_embeddedRow = -1;
    int m_embeddedHeight = 0;
    quint64 m_tick = 0;
    QHash<QString, QSet<int>> m_unfolded; ///< by turn id
};

} // namespace outcrop::ui::transcript
