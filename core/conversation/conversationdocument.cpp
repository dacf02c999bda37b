// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"

#include "core/base/limits.h"
#include "core/base/regularfile.h"
#include "core/conversation/blobs.h"
#include "core/conversation/commands.h"
#include "core/conversation/documentedits.h"
#include "core/conversation/fileformat.h"

#include <QCryptographicHash>

namespace outcrop::conversation
{

using json::Json;

ConversationDocument::ConversationDocument(Conversation conversation, QObject *parent)
    : QObject(parent), m_conversation(std::move(conversation)), m_saver([this] { return m_conversation; })
{
    m_conversation.linkTurns();
}

ConversationDocument::~ConversationDocument() = default;

base::Result<std::unique_ptr<ConversationDocument>> ConversationDocument::open(const QString &path)
{
    base::Result<FileContent> content = read(path);
    if (!content)
        return content.error();
    return std::make_unique<ConversationDocument>(std::move(content).value());
}

base::Result<ConversationDocument::FileContent> ConversationDocument::read(const QString &path)
{
    const auto file = base::RegularFile::read(path, base::limits::jsonBytes);
    if (!file)
        return file.error();
    base::Result<ReadConversation> read = decodeConversation(file->bytes, path);
    if (!read)
        return read.error();
    FileContent content;
    content.path = path;
    content.isRequestBody = read->conversation.stored.isNull();
    content.newerVersion = read->newerVersion;
    content.file = {file->identity, QCryptographicHash::hash(file->bytes, QCryptographicHash::Sha256),
                    read->olderVersion};
    content.escapedBraces = read->escapedBraces;
    content.brokenAttachments = loadBlobs(read->conversation, blobFolderFor(path), content.blobs);
    content.conversation = std::move(read->conversation);
    return content;
}

ConversationDocument::ConversationDocument(FileContent content, QObject *parent)
    : ConversationDocument(std::move(content.conversation), parent)
{
    m_readOnly = content.newerVersion;
    m_escapedBraces = content.escapedBraces;
    m_brokenAttachments = std::move(content.brokenAttachments);
    m_loadedBlobs = std::move(content.blobs);
    if (!content.isRequestBody && !content.newerVersion)
        m_saver.adopt(content.path, content.file);
}

QByteArray ConversationDocument::requestBody() const
{
    return json::write(toConverseBody(m_conversation));
}

void ConversationDocument::push(std::unique_ptr<QUndoCommand> command)
{
    if (!m_readOnly)
        m_undoStack.push(command.release());
}

void ConversationDocument::setTitle(const QString &title, Typing typing)
{
    if (title != m_conversation.title)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Title, {}}, Json(title),
                                                typing, tr("Change title")));
}

void ConversationDocument::setModelId(const QString &modelId)
{
    if (modelId != m_conversation.modelId)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::ModelId, {}},
                                                Json(modelId), Typing::No, tr("Change model")));
}

void ConversationDocument::setConnectionName(const QString &name)
{
    if (name != m_conversation.connectionName)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Connection, {}},
                                                Json(name), Typing::No, tr("Change connection")));
}

void ConversationDocument::setStream(bool stream)
{
    if (stream != m_conversation.stream)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Stream, {}}, Json(stream),
                                                Typing::No,
                                                stream ? tr("Turn streaming on") : tr("Turn streaming off")));
}

void ConversationDocument::setInference(const QString &key, const std::optional<Json> &value, Typing typing)
{
    if (value != m_conversation.inference.find(key))
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Inference, key}, value,
                                                typing,
                                                value ? tr("Change %1").arg(key) : tr("Unset %1").arg(key)));
}

void ConversationDocument::setTools(const Json &tools, Typing typing)
{
    if (tools == m_conversation.tools() || (tools.isEmpty() && m_conversation.tools().isNull()))
        return;
    std::optional<Json> config;
    if (!tools.isEmpty()) {
        config = m_conversation.toolConfig.isObject() ? m_conversation.toolConfig : Json::object();
        config->set(QLatin1StringView("tools"), tools);
    }
    push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::ToolConfig, {}}, config,
                                            typing, tr("Change tools")));
}

void ConversationDocument::setToolChoice(const std::optional<Json> &choice)
{
    if (m_conversation.tools().isEmpty() || choice == m_conversation.toolConfig.find("toolChoice"))
        return;
    Json config = m_conversation.toolConfig;
    if (choice)
        config.set(QLatin1StringView("toolChoice"), *choice);
    else
        config.remove(QLatin1StringView("toolChoice"));
    push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::ToolConfig, {}}, config,
                                            Typing::No, tr("Change tool choice")));
}

void ConversationDocument::setOtherMember(const QString &key, const std::optional<Json> &value, Typing typing)
{
    if (value != m_conversation.otherMembers.find(key))
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Other, key}, value,
                                                typing,
                                                value ? tr("Change %1").arg(key) : tr("Unset %1").arg(key)));
}

void ConversationDocument::setVariable(const QString &name, const std::optional<QString> &value,
                                       Typing typing)
{
    const std::optional<Json> wanted = value ? std::optional(Json(*value)) : std::nullopt;
    if (wanted != m_conversation.variables.find(name))
        push(std::make_unique<SetMemberCommand>(
            *this, MemberName{MemberName::Kind::Variable, name}, wanted, typing,
            value ? tr("Change %1").arg(name) : tr("Unset %1").arg(name)));
}

void ConversationDocument::setLibraryVariables(const Json &values)
{
    if (values == m_conversation.libraryVariables)
        return;
    m_conversation.libraryVariables = values;
    Q_EMIT variableChanged({});
}

void ConversationDocument::setDraft(const QString &text)
{
    if (text != m_conversation.draft && !m_readOnly)
        DocumentEdits(*this).setDraft(text);
}

void ConversationDocument::setDraftRole(const QString &role)
{
    const QString wanted = role == QLatin1StringView("user") ? QString() : role;
    if (wanted != m_conversation.draftFrame.role && !m_readOnly)
        DocumentEdits(*this).setDraftRole(wanted);
}

bool ConversationDocument::setBlockMuted(const QString &blockId, bool muted)
{
    const DocumentEdits edits(*this);
    if (m_readOnly || !edits.positionOfBlock(blockId))
        return false;
    if (edits.block(blockId).muted != muted)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Muted, blockId},
                                                Json(muted), Typing::No,
                                                muted ? tr("Mute block") : tr("Unmute block")));
    return true;
}

QString ConversationDocument::insertBlock(const BlockPlace &place, int index, const Json &value,
                                          const QString &fileName)
{
    if (m_readOnly || (!place.turnId.isEmpty() && !DocumentEdits::isDraftPlace(place.turnId) &&
                       !m_conversation.indexOfTurn(place.turnId)))
        return {};
    Block block = makeBlock(value);
    block.fileName = fileName;
    push(std::make_unique<InsertBlockCommand>(*this, DocumentEdits(*this).positionAt(place.turnId, index),
                                              block, tr("Add block")));
    return block.id;
}

bool ConversationDocument::removeBlock(const QString &blockId)
{
    if (m_readOnly || !DocumentEdits(*this).positionOfBlock(blockId))
        return false;
    push(std::make_unique<RemoveBlockCommand>(*this, blockId, tr("Remove block")));
    return true;
}

bool ConversationDocument::moveBlock(const QString &blockId, int index)
{
    const DocumentEdits edits(*this);
    const std::optional<BlockPosition> from = edits.positionOfBlock(blockId);
    if (m_readOnly || !from)
        return false;
    // @p index counts without the block itself, so behind its own place the rows are one further.
    const int own = edits.rowOfBlock(blockId);
    const Position to = edits.positionAt(from->turnId, index > own ? index + 1 : index).position;
    if (index != own && to != from->position && to.afterId != blockId)
        push(std::make_unique<MoveBlockCommand>(*this, blockId, from->position, to, tr("Move block")));
    return true;
}

bool ConversationDocument::stepDraftBlock(const QString &blockId, int step)
{
    const DocumentEdits edits(*this);
    const std::optional<BlockPosition> from = edits.positionOfBlock(blockId);
    if (m_readOnly || !from || !DocumentEdits::isDraftPlace(from->turnId))
        return false;
    const bool behind = from->turnId == afterDraft().turnId;
    const DraftFrame &frame = m_conversation.draftFrame;
    const int row = edits.rowOfBlock(blockId);
    const int last = static_cast<int>((behind ? frame.after : frame.before).size()) - 1;
    if (row + step >= 0 && row + step <= last)
        return moveBlock(blockId, row + step);
    if ((step < 0) != behind)
        return false;
    const Block block = edits.block(blockId);
    const BlockPosition to =
        step < 0 ? edits.positionAt(beforeDraft().turnId, static_cast<int>(frame.before.size()))
                 : edits.positionAt(afterDraft().turnId, 0);
    m_undoStack.beginMacro(tr("Move block"));
    push(std::make_unique<RemoveBlockCommand>(*this, blockId, tr("Move block")));
    push(std::make_unique<InsertBlockCommand>(*this, to, block, tr("Move block")));
    m_undoStack.endMacro();
    return true;
}

bool ConversationDocument::changeBlock(const QString &blockId, const Json &value, Typing typing)
{
    const DocumentEdits edits(*this);
    if (m_readOnly || !edits.positionOfBlock(blockId))
        return false;
    if (edits.block(blockId).value != value)
        push(std::make_unique<ChangeBlockCommand>(*this, blockId, value, typing, tr("Edit text")));
    return true;
}

} // namespace outcrop::conversation
