// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

#include <QSet>
#include <QString>

#include <memory>
#include <optional>

namespace outcrop::app
{

/// What opening the conversation of a start gave.
struct OpenedDocument {
    std::unique_ptr<conversation::ConversationDocument> document;
    std::optional<base::Error>
        problem;             ///< what could not be opened or saved; something else is shown instead
    bool firstStart = false; ///< the example was made
};

/// The folder of conversation files.
class DocumentFolder
{
public:
    /// New conversations are sent by @p connectionName to @p modelId until something else is chosen.
    DocumentFolder(QString path, QString connectionName, QString modelId);

    QString path() const { return m_path; }

    /// The conversation to begin with: @p file when given (a Converse request body becomes a new conversation
    /// in the folder), else the one that was changed last, else the example, made in the folder.
    OpenedDocument openAtStart(const QString &file) const;
    /// One file; a request body becomes a new conversation in the folder. Without a document when it cannot
    /// be read.
    OpenedDocument open(const QString &file) const;
    /// The second half of open(), without waiting for a disk: a request body is on its way into the folder,
    /// under none of the @p taken names.
    OpenedDocument take(base::Result<conversation::ConversationDocument::FileContent> content,
                        const QSet<QString> &taken) const;
    /// An empty conversation in the folder, sent like @p like; its file comes with its first change, under
    /// none of the @p taken names.
    OpenedDocument makeNew(const conversation::Conversation *like, const QSet<QString> &taken) const;
    QString connectionName() const { return m_connectionName; }

private:
    OpenedDocument example() const;
    QString pathFor(const conversation::ConversationDocument &document,
                    const QSet<QString> &taken = {}) const;

    QString m_path;
    QString m_connectionName;
    QString m_modelId;
};

} // namespace outcrop::app
