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

std::optional<base::Error> saveIn(ConversationDocument &document, const QString &path)
{
    const auto saved = document.saver().saveAs(path);
    return saved.ok() ? std::nullopt : std::optional(saved.error());
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
    opened.problem = saveIn(*opened.document,
                            conversation::newConversationPath(m_path, opened.document->conversation().title));
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
    OpenedDocument opened;
    auto document = ConversationDocument::open(file);
    if (!document.ok()) {
        opened.problem = document.error();
        return opened;
    }
    opened.document = std::move(document).value();
    opened.problem = brokenAttachments(*opened.document);
    const bool isRequestBody = opened.document->saver().path().isEmpty() && !opened.document->isReadOnly();
    if (isRequestBody)
        opened.problem =
            saveIn(*opened.document,
                   conversation::newConversationPath(m_path, opened.document->conversation().title));
    return opened;
}

OpenedDocument DocumentFolder::makeNew(const conversation::Conversation *like) const
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation.connectionName = like ? like->connectionName : m_connectionName;
    conversation.modelId = like ? like->modelId : m_modelId;
    conversation.stream = !like || like->stream;
    OpenedDocument opened;
    opened.document = std::make_unique<ConversationDocument>(std::move(conversation));
    opened.document->saver().beginAt(conversation::newConversationPath(m_path, {}));
    return opened;
}

} // namespace outcrop::app
