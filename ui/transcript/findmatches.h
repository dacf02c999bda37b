// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::ui::models
{
class TranscriptModel;
}

namespace outcrop::ui::transcript
{

/// A place where a needle stands in a transcript.
struct FindMatch {
    int row = 0;
    int block = 0;   ///< of the turn; -1: the error
    int ordinal = 0; ///< which one in the text of that block, from 0

    friend bool operator==(const FindMatch &, const FindMatch &) = default;
};

/// Every place of a needle in a transcript, in folded parts too, found from row to row so that thousands of
/// messages never keep a window waiting. Texts are taken as they read: Markdown without its markup, the
/// result of a tool call with the call.
class FindMatches
{
public:
    /// Forgets everything. @p model may be null; looks through @p firstRow first, then on around the end.
    void start(const models::TranscriptModel *model, const QString &needle, Qt::CaseSensitivity sensitivity,
               int firstRow);
    void clear() { start(nullptr, {}, Qt::CaseInsensitive, 0); }
    const QString &needle() const { return m_needle; }
    Qt::CaseSensitivity sensitivity() const { return m_sensitivity; }

    /// Looks through some rows, for about @p time.
    void scan(std::chrono::milliseconds time);
    bool isComplete() const { return m_left.empty(); }

    // The model changed.
    void insertRows(int first, int last);
    void removeRows(int first, int last);
    void changeRow(int row);

    int count() const { return m_count; }
    /// Those in one block.
    int countIn(int row, int block) const;
    /// The place of @p match among all that were found, from 1; 0 when it is not one.
    int numberOf(const FindMatch &match) const;
    /// The first one at or behind @p row, else the first of all; nothing when there is none.
    std::optional<FindMatch> firstFrom(int row) const;
    /// The one before or behind @p match, around the end.
    std::optional<FindMatch> beside(const FindMatch &match, int direction) const;

private:
    struct InRow {
        int block = 0;
        int ordinal = 0;
    };
    void scanRow(int row);
    void lookAgain(int row);

    const models::TranscriptModel *m_model = nullptr;
    QString m_needle;
    Qt::CaseSensitivity m_sensitivity = Qt::CaseInsensitive;
    std::vector<std::vector<InRow>> m_rows;
    std::vector<int> m_left; ///< rows to look through, the next one last
    int m_count = 0;
};

} // namespace outcrop::ui::transcript
