// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/blobreference.h"
#include "core/base/result.h"
#include "core/conversation/conversation.h"

#include <QHash>
#include <QSet>

namespace outcrop::conversation
{

// The bytes of attachments stand in files of their own beside the conversation, named by their SHA-256, and
// in the conversation's file a reference to each (attachments/blobreference.h): a change of the conversation
// is a line, and the bytes are written once. In memory the blocks are as the API takes them.

/// Base64 texts as values of JSON, by the SHA-256 of what they encode.
using LoadedBlobs = QHash<QByteArray, json::Json>;

/// Where the bytes of the attachments of a conversation file are: "blobs" beside it.
QString blobFolderFor(const QString &conversationPath);

/// Puts the bytes of attachments away before a conversation is written. Remembers what it has seen, so that
/// the next time costs nothing. Not to be used by two threads at once.
class BlobWriter
{
public:
    /// Base64 texts that are shorter stay where they are, unless they are a file with a name.
    static constexpr qsizetype leastBytes = 4096;

    /// The conversation as its file has it, when all its attachments are in @p folder: those that are not are
    /// written, each as base::AtomicFile does. What is no plain base64 stays where it is. Error: Storage.
    base::Result<Conversation> store(Conversation conversation, const QString &folder);

    /// A step of undo with references instead of the bytes that store() has put into @p folder, also of
    /// attachments that only undo remembers. Other bytes stay. Costs no more than the step has values.
    json::Json withReferences(json::Json step, const QString &folder) const;

private:
    struct Known {
        QByteArray base64;                                   ///< keeps the text that the entry is of
        std::optional<attachments::BlobReference> reference; ///< without a name; nothing: stays inline
        bool used = true;
    };
    const Known &look(const QByteArray &base64);
    base::Result<void> write(const Known &known, const QString &folder);

    QHash<const char *, Known> m_known; ///< by where the shared text is
    QSet<QString> m_written;            ///< paths whose bytes are known to be right
};

/// Puts the bytes back in the place of the references. Gives one error for each that stays, because its file
/// is missing, cannot be read or has other bytes; everything else is there. Error kinds: Storage.
/// @p loaded has the base64 texts by hash, those that were there before and those that were read.
std::vector<base::Error> loadBlobs(Conversation &conversation, const QString &folder, LoadedBlobs &loaded);
/// The inverse of BlobWriter::withReferences(); references whose bytes are not to be had stay.
json::Json withBlobs(json::Json step, const QString &folder, LoadedBlobs &loaded);

/// What the first block is called whose bytes are missing, of those that would be sent and of the draft.
std::optional<QString> missingAttachment(const Conversation &conversation);

} // namespace outcrop::conversation
