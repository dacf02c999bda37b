// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/documentfolder.h"

#include "core/conversation/exampleconversation.h"
#include "core/conversation/library.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

using conversation::ConversationDocument;

/// One message about however many attachments.
std::optional<base::Error> brokenAttachments(const ConversationDocument &document)
{
    const std::vector<base::Error> &broken = document.brokenAttachments();
    if (broken.empty())
        return std::nullopt;
    base::Error error = broken.front();
    if (broken.size() > 1)
        error.message =
            QCoreApplication::translate("DocumentFolder", "%1 attachments have no bytes. The first: %2")
                .arg(broken.size())
                .arg(error.message);
    error.advice = QCoreApplication::translate(
        "DocumentFolder",
        "They are kept as they are. Put the files back into “blobs” beside the conversation and "
        "open it again.");
    return error;
}

/// The name is its own from here on. What cannot be saved there is tried again by itself.
void beginIn(ConversationDocument &document, const QString &path)
{
    document.saver().beginAt(path);
    document.saver().noteChange();
}

/// Whether that worked the saver's state tells.
void saveIn(ConversationDocument &document, const QString &path)
{
    beginIn(document, path);
    (void)document.saver().saveNow();
}

OpenedDocument made(base::Result<ConversationDocument::FileContent> content)
{
    OpenedDocument opened;
    if (!content) {
        opened.problem = content.error();
        return opened;
    }
    opened.document = std::make_unique<ConversationDocument>(std::move(content).value());
    opened.problem = brokenAttachments(*opened.document);
    return opened;
}

/// A request body was read: it becomes a conversation of the folder.
bool needsFile(ConversationDocument &document)
{
    return document.saver().path().isEmpty() && !document.isReadOnly();
}

} // namespace

DocumentFolder::DocumentFolder(QString path, QString connectionName, QString modelId)
    : m_path(std::move(path)), m_connectionName(std::move(connectionName)), m_modelId(std::move(modelId))
{
}

OpenedDocument DocumentFolder::example() const
{
    OpenedDocument opened;
    opened.document = std::make_unique<ConversationDocument>(
        conversation::exampleConversation(m_connectionName, m_modelId));
    opened.firstStart = true;
    saveIn(*opened.document, pathFor(*opened.document));
    return opened;
}

OpenedDocument DocumentFolder::openAtStart(const QString &file) const
{
    const QStringList known = conversation::conversationFiles(m_path);
    if (file.isEmpty() && known.isEmpty())
        return example();

    OpenedDocument opened = open(file.isEmpty() ? known.first() : file);
    if (opened.document)
        return opened;
    // Another conversation, and why it is another.
    OpenedDocument instead = file.isEmpty() ? example() : openAtStart({});
    instead.problem = opened.problem;
    return instead;
}

OpenedDocument DocumentFolder::open(const QString &file) const
{
    OpenedDocument opened = made(ConversationDocument::read(file));
    if (opened.document && needsFile(*opened.document))
        saveIn(*opened.document, pathFor(*opened.document));
    return opened;
}

OpenedDocument DocumentFolder::take(base::Result<ConversationDocument::FileContent> content,
                                    const QSet<QString> &taken) const
{
    OpenedDocument opened = made(std::move(content));
    if (opened.document && needsFile(*opened.document)) {
        beginIn(*opened.document, pathFor(*opened.document, taken));
        opened.document->saver().saveSoon();
    }
    return opened;
}

QString DocumentFolder::pathFor(const ConversationDocument &document, const QSet<QString> &taken) const
{
    return conversation::newConversationPath(m_path, document.conversation().title, taken);
}

OpenedDocument DocumentFolder::makeNew(const conversation::Conversation *like,
                                       const QSet<QString> &taken) const
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation.connectionName = like ? like->connectionName : m_connectionName;
    conversation.modelId = like ? like->modelId : m_modelId;
    conversation.stream = !like || like->stream;
    OpenedDocument opened;
    opened.document = std::make_unique<ConversationDocument>(std::move(conversation));
    opened.document->saver().beginAt(conversation::newConversationPath(m_path, {}, taken));
    return opened;
}

} // namespace outcrop::app
