// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/undojournal.h"

#include "core/conversation/blobs.h"
#include "core/conversation/commands.h"
#include "core/conversation/turnjson.h"

#include <QCryptographicHash>

#include <utility>

namespace outcrop::conversation
{

using json::Json;

namespace
{

constexpr QLatin1StringView formatName("outcrop-undo");
constexpr int formatVersion = 1;

QByteArray hashOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// A step of an earlier start. It was done (or undone) then, so the stack's first call has nothing to do.
class RestoredCommand final : public DocumentCommand
{
public:
    RestoredCommand(std::unique_ptr<DocumentCommand> step, bool isUndone)
        : DocumentCommand(step->text()), m_step(std::move(step)), m_skipUndo(isUndone)
    {
    }
    void redo() override
    {
        if (!std::exchange(m_skipRedo, false))
            m_step->redo();
    }
    void undo() override
    {
        if (!std::exchange(m_skipUndo, false))
            m_step->undo();
    }
    std::optional<Json> toJson() const override { return m_step->toJson(); }

private:
    const std::unique_ptr<DocumentCommand> m_step;
    bool m_skipRedo = true;
    bool m_skipUndo;
};

/// Several steps that are one for the user.
class RestoredMacro final : public DocumentCommand
{
public:
    RestoredMacro(const QString &text, std::vector<std::unique_ptr<DocumentCommand>> steps)
        : DocumentCommand(text), m_steps(std::move(steps))
    {
    }
    void redo() override
    {
        for (const auto &step : m_steps)
            step->redo();
    }
    void undo() override
    {
        for (auto step = m_steps.rbegin(); step != m_steps.rend(); ++step)
            (*step)->undo();
    }
    std::optional<Json> toJson() const override
    {
        std::vector<std::optional<Json>> steps;
        for (const auto &step : m_steps)
            steps.push_back(step->toJson());
        return macroToJson(text(), steps);
    }

private:
    const std::vector<std::unique_ptr<DocumentCommand>> m_steps;
};

std::optional<Json> stepToJson(const QUndoCommand *command)
{
    if (const auto *step = dynamic_cast<const DocumentCommand *>(command))
        return step->toJson();
    std::vector<std::optional<Json>> steps;
    for (int i = 0; i < command->childCount(); ++i)
        steps.push_back(stepToJson(command->child(i)));
    return steps.empty() ? std::nullopt : macroToJson(command->text(), steps);
}

std::unique_ptr<DocumentCommand> stepFromJson(ConversationDocument &document, const Json &object)
{
    if (object.value(QLatin1StringView("kind")).toString() != QLatin1StringView("macro"))
        return commandFromJson(document, object);
    std::vector<std::unique_ptr<DocumentCommand>> steps;
    const Json items = object.value(QLatin1StringView("steps"));
    for (qsizetype i = 0; i < items.size(); ++i) {
        steps.push_back(stepFromJson(document, items.at(i)));
        if (!steps.back())
            return nullptr;
    }
    return std::make_unique<RestoredMacro>(object.value(QLatin1StringView("text")).toString(),
                                           std::move(steps));
}

Json blockIds(const Conversation &conversation)
{
    Json turns = Json::object();
    for (const QString &id : conversation.tree.subtree({})) {
        if (const Turn *turn = conversation.findTurn(id))
            turns.set(id, blockIdsToJson(turn->content));
    }
    return Json::object({{QLatin1StringView("beforeDraft"), blockIdsToJson(conversation.draftFrame.before)},
                         {QLatin1StringView("afterDraft"), blockIdsToJson(conversation.draftFrame.after)},
                         {QLatin1StringView("system"), blockIdsToJson(conversation.system)},
                         {QLatin1StringView("turns"), turns}});
}

/// On a copy: all ids fit, or none is taken.
std::optional<Conversation> withBlockIds(Conversation conversation, const Json &ids)
{
    const Json turns = ids.value(QLatin1StringView("turns"));
    DraftFrame &frame = conversation.draftFrame;
    bool fits = setBlockIds(conversation.system, ids.value(QLatin1StringView("system"))) &&
                setBlockIds(frame.before, ids.value(QLatin1StringView("beforeDraft"))) &&
                setBlockIds(frame.after, ids.value(QLatin1StringView("afterDraft")));
    for (Turn &turn : conversation.turns)
        fits = fits && setBlockIds(turn.content, turns.value(turn.id));
    const QList<Turn> aside = conversation.tree.aside().values();
    for (Turn turn : aside) {
        fits = fits && setBlockIds(turn.content, turns.value(turn.id));
        conversation.tree.putAside(turn);
    }
    return fits ? std::optional(std::move(conversation)) : std::nullopt;
}

} // namespace

QByteArray UndoJournal::write(ConversationDocument &document)
{
    const QByteArray fileHash = document.saver().fileHash();
    const QUndoStack &stack = document.undoStack();
    if (fileHash.isEmpty() || document.saver().hasUnsavedChanges() || stack.count() == 0)
        return {};
    // From the newest that can be undone backwards, as long as there is room; what can be redone stays too.
    std::vector<QByteArray> steps;
    int index = stack.index();
    qsizetype bytes = 0;
    for (int i = stack.count() - 1; i >= 0 && std::ssize(steps) < mostSteps; --i) {
        const std::optional<Json> step = stepToJson(stack.command(i));
        const QByteArray text = step ? json::write(document.saver().withReferences(*step)) : QByteArray();
        bytes += text.size();
        if (text.isEmpty() || bytes > mostBytes) {
            if (i >= stack.index())
                return {}; // a gap in what can be redone
            break;
        }
        steps.push_back(text);
    }
    index -= stack.count() - static_cast<int>(steps.size());
    if (index < 0)
        return {};
    Json head = Json::object({{QLatin1StringView("format"), Json(formatName)},
                              {QLatin1StringView("version"), Json(formatVersion)},
                              {QLatin1StringView("file"), Json::string(fileHash.toHex())},
                              {QLatin1StringView("index"), Json(index)},
                              {QLatin1StringView("blocks"), blockIds(document.conversation())}});
    QByteArray body = json::write(head) + '\n';
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        body += *step + '\n';
    return hashOf(body) + '\n' + body;
}

std::optional<UndoJournal::Content> UndoJournal::read(const QByteArray &bytes, const QString &blobFolder,
                                                      QHash<QByteArray, Json> &blobs)
{
    const qsizetype first = bytes.indexOf('\n');
    if (first < 0 || hashOf(QByteArrayView(bytes).sliced(first + 1)) != bytes.left(first))
        return std::nullopt;
    QList<QByteArray> lines = bytes.sliced(first + 1).split('\n');
    Content content;
    content.head = json::parse(lines.takeFirst()).valueOr({});
    if (content.head.value(QLatin1StringView("format")).toString() != formatName ||
        content.head.value(QLatin1StringView("version")).toInt() != formatVersion)
        return std::nullopt;
    for (const QByteArray &line : std::as_const(lines)) {
        if (line.isEmpty())
            continue;
        const auto parsed = json::parse(line);
        if (!parsed)
            return std::nullopt;
        content.steps.push_back(withBlobs(*parsed, blobFolder, blobs));
    }
    return content;
}

bool UndoJournal::restore(ConversationDocument &document, const QByteArray &bytes)
{
    LoadedBlobs blobs = std::exchange(document.m_loadedBlobs, {});
    const auto content = read(bytes, blobFolderFor(document.saver().path()), blobs);
    return content && restore(document, *content);
}

bool UndoJournal::restore(ConversationDocument &document, const Content &content)
{
    document.m_loadedBlobs.clear();
    if (document.isReadOnly() || document.m_escapedBraces || document.undoStack().count() > 0 ||
        content.head.value(QLatin1StringView("file")).toUtf8() != document.saver().fileHash().toHex())
        return false;
    std::optional<Conversation> named =
        withBlockIds(document.conversation(), content.head.value(QLatin1StringView("blocks")));
    const qint64 index = content.head.value(QLatin1StringView("index")).toInt().value_or(-1);
    if (!named || index < 0 || index > std::ssize(content.steps))
        return false;
    std::vector<std::unique_ptr<DocumentCommand>> steps;
    for (const Json &step : content.steps) {
        steps.push_back(stepFromJson(document, step));
        if (!steps.back())
            return false;
    }
    document.m_conversation = std::move(*named);
    QUndoStack &stack = document.undoStack();
    for (qsizetype i = 0; i < std::ssize(steps); ++i)
        stack.push(new RestoredCommand(std::move(steps[static_cast<size_t>(i)]), i >= index));
    stack.setIndex(static_cast<int>(index));
    return true;
}

QString UndoJournal::pathFor(const QString &folder, const QString &documentPath)
{
    return folder + u'/' + QString::fromLatin1(hashOf(documentPath.toUtf8()).left(32)) +
           QStringLiteral(".undo");
}

} // namespace outcrop::conversation
