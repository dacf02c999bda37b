// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One writing of a conversation to its file, as DocumentSaver asks for it.

#include "core/base/error.h"
#include "core/conversation/documentsaver.h"

#include <QByteArray>
#include <QString>

namespace outcrop::conversation
{

/// Everything the writing thread needs; shares no state with the document.
struct DocumentSaver::Task {
    Conversation conversation;
    QString path;
    /// Without it the file must be new: where something has its name by now, it takes one with a number
    /// (newConversationPath()), and Outcome::movedTo tells which.
    std::optional<KnownFile> known;
    bool replaceAnything = false; ///< do not look what the file is now
    bool keepTheirs = false;      ///< it was changed by somebody else
    bool lookOnly = false;
    bool moves = false;   ///< to another path
    QByteArray attempted; ///< SHA-256 of bytes that may have reached the file although saving failed
    quint64 changes = 0;  ///< of the document, as many as are in it
    std::shared_ptr<BlobWriter> blobs;
};

struct DocumentSaver::Outcome {
    std::optional<base::Error> error;
    std::optional<KnownFile> written; ///< without error; nothing when it only looked
    QByteArray attempted;             ///< with an error of writing
    QString movedTo;                  ///< another path than before; with an error: it did not get there
    quint64 changes = 0;
};

} // namespace outcrop::conversation
