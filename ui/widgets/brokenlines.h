// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace outcrop::ui::widgets
{

/// A text whose long lines are broken to be shown, because a view lays out a line as a whole: a body is one
/// line of megabytes. Knows which byte of what is shown is which byte of the text.
class BrokenLines
{
public:
    /// Bytes a line may have; a longer one is broken into pieces of about `piece`.
    static constexpr qsizetype longest = 4'000;
    static constexpr qsizetype piece = 200;

    BrokenLines() = default;
    /// O(@p text). No character of UTF-8 is broken.
    explicit BrokenLines(const QByteArray &text);

    /// Whether the text is shown as it is.
    bool isEmpty() const { return m_breaks.empty(); }
    const QByteArray &text() const { return m_text; }
    QByteArray shown() const;

    /// Where byte @p offset of the text is shown.
    qsizetype toShown(qsizetype offset) const;
    /// Which byte of the text is shown at @p offset; of a break the one that follows.
    qsizetype fromShown(qsizetype offset) const;

private:
    QByteArray m_text;
    std::vector<qsizetype> m_breaks; ///< offsets in the text a line feed is shown before, ascending
};

} // namespace outcrop::ui::widgets
