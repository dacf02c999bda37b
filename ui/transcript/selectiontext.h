// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptturn.h"
#include "ui/transcript/textposition.h"

#include <QByteArray>
#include <QString>

class QMimeData;

namespace outcrop::ui::models
{
class TranscriptModel;
}

namespace outcrop::ui::transcript
{

class RowLayouts;

/// The same words in three forms.
struct SelectionText {
    QString plain;    ///< as it reads
    QString markdown; ///< as it was written; tool calls as fenced JSON
    QString html;     ///< escaped; no resource of any kind is named in it
};

/// Whole messages are taken from the model, so that a selection of 10 000 messages lays none of them out.
SelectionText selectionText(const models::TranscriptModel &model, RowLayouts &rows,
                            const SelectedRange &range);
SelectionText messageText(const models::TranscriptTurn &turn);
/// The message as Converse has it: {"role": ..., "content": [...]}, blocks with their exact spelling.
QByteArray messageJson(const models::TranscriptTurn &turn);
/// The caller owns it (or gives it to the clipboard).
QMimeData *mimeDataOf(const SelectionText &text);

} // namespace outcrop::ui::transcript
