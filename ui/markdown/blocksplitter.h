// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/blockparser.h"
#include "ui/markdown/leaf.h"

#include <QString>

#include <vector>

namespace outcrop::ui::markdown
{

/// Cuts growing text into closed leaves and an open tail.
///
/// Every whole line is looked at once; the cost of append() is that of the new text. What the text's chunks
/// were has no influence on the closed leaves. CommonMark with the tables, task lists and strikethrough of
/// GFM, without HTML and without link reference definitions (both are shown as text).
class BlockSplitter
{
public:
    void append(QStringView text);
    /// The text is complete: closes what is open. Nothing may be appended afterwards.
    void finish();
    bool isFinished() const { return m_finished; }

    /// The leaves closed since the last call.
    std::vector<Leaf> takeClosed();
    /// What the text after the closed leaves looks like so far.
    std::vector<Leaf> tail() const;

private:
    void endLine(qsizetype terminator);
    void cutLongLine();

    BlockParser m_parser;
    std::vector<Leaf> m_closed;
    QString m_line;            ///< the line being received
    qsizetype m_lineStart = 0; ///< its offset in the text
    bool m_afterReturn = false;
    bool m_finished = false;
};

/// All leaves of a complete text.
std::vector<Leaf> splitAll(QStringView text);

} // namespace outcrop::ui::markdown
