// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <vector>

namespace outcrop::conversation
{

/// The last steps of undo of a document as bytes, so that the next start has them. Bound to what the
/// document's file was then: with another file they mean nothing.
class UndoJournal
{
public:
    /// How many steps are kept, and how many bytes at most (older steps give way).
    static constexpr int mostSteps = 200;
    static constexpr qsizetype mostBytes = 16 * 1024 * 1024;

    /// The steps of @p document, whose file is as DocumentSaver::fileHash() says; empty when it has no file,
    /// or changes that are not in it.
    static QByteArray write(ConversationDocument &document);

    /// What is in a journal, before it is the steps of a document.
    struct Content {
        json::Json head;
        std::vector<json::Json> steps; ///< with the bytes of attachments
    };
    /// Nothing when the bytes are torn or not ours. Reads attachments in @p blobFolder that are not in
    /// @p blobs, so not for a window's thread.
    static std::optional<Content> read(const QByteArray &bytes, const QString &blobFolder,
                                       QHash<QByteArray, json::Json> &blobs);

    /// Gives a document that was just opened its steps of undo. False, and nothing changed, when they are of
    /// another state of the file, or of a file whose braces were escaped when it was read (olderbraces.h).
    static bool restore(ConversationDocument &document, const Content &content);
    /// Both at once.
    static bool restore(ConversationDocument &document, const QByteArray &bytes);

    /// Where the journal of a document's file is kept, in @p folder: named by the path, which it hides.
    static QString pathFor(const QString &folder, const QString &documentPath);
};

} // namespace outcrop::conversation
