// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace outcrop::stream
{

/// What one frame did to a message: enough for a view to redraw only what grew.
struct Change {
    enum class Kind {
        Ignored,           ///< nothing that is shown changed
        Started,           ///< the message began
        BlockOpened,       ///< the block at `position` is new and still empty
        TextAppended,      ///< `appended` was added to a text block
        ReasoningAppended, ///< `appended` was added to a reasoning block
        ToolInputAppended, ///< `appended` was added to a tool call's raw input
        BlockUpdated,      ///< something else of the block changed (citation, signature, image, tool result)
        BlockClosed,       ///< the block will not grow any more; a tool call's input is parsed now
        Stopped,           ///< the stop reason is there; every block is closed
        Metadata,          ///< usage and metrics are there
        Problem,           ///< an exception or error frame: nothing follows
    };

    Kind kind = Kind::Ignored;
    int position = -1;   ///< index into MessageAssembler::blocks(), or -1
    bool opened = false; ///< the block at `position` was opened by this very frame
    QString appended = {};
    bool isMore = false; ///< more of the text of the frame before, see MessageAssembler::more()
};

} // namespace outcrop::stream

Q_DECLARE_METATYPE(outcrop::stream::Change)
