// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/commands.h"

#include <vector>

namespace outcrop::conversation
{

/// Where a text was changed, in bytes.
struct TextRun {
    qint64 at = 0;
    qint64 removed = 0;
    qint64 inserted = 0;
    bool hasLineEnd = false; ///< in what was inserted

    /// Whether @p next goes on where this one stopped, as in a text editor (typing.h).
    bool isContinuedBy(const TextRun &next) const;
};

/// Everything that one edit of the request as a text changes, as one step; edits typed behind each other
/// merge.
class RequestEditCommand : public DocumentCommand
{
public:
    using Steps = std::vector<std::shared_ptr<DocumentCommand>>;

    /// @p steps are done already: the first redo() does nothing. Without @p typed it never merges.
    RequestEditCommand(Steps steps, const std::optional<TextRun> &typed, const QString &text);
    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;
    std::optional<json::Json> toJson() const override;

private:
    void take(const std::shared_ptr<DocumentCommand> &step);

    Steps m_steps;
    std::optional<TextRun> m_typed; ///< the last of the merged edits
    bool m_done = true;
};

} // namespace outcrop::conversation
