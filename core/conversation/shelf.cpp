// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/shelf.h"

#include "core/base/atomicfile.h"
#include "core/base/fileerror.h"
#include "core/base/privatefolder.h"
#include "core/base/regularfile.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/library.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace outcrop::conversation
{

namespace
{

using namespace Qt::StringLiterals;
using base::ErrorKind;
using json::Json;

/// Far more than a prompt or a schema that a service takes.
constexpr qint64 mostBytes = 8LL * 1024 * 1024;
constexpr QLatin1StringView suffix(".json");

struct Format {
    ShelfKind kind;
    QLatin1StringView folder;
    QLatin1StringView name;
};
constexpr Format formats[] = {{ShelfKind::Prompts, "prompts"_L1, "outcrop-prompt"_L1},
                              {ShelfKind::Tools, "tools"_L1, "outcrop-tool"_L1},
                              {ShelfKind::Presets, "presets"_L1, "outcrop-preset"_L1}};

const Format &formatOf(ShelfKind kind)
{
    return formats[static_cast<size_t>(kind)];
}

QString nameOf(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    if (name.endsWith(suffix))
        name.chop(suffix.size());
    return name;
}

base::Error refusal(const QString &path, const QString &place, const QString &expected)
{
    return base::makeError(ErrorKind::BadInput,
                           QStringLiteral("Cannot use %1: %2 should be %3.").arg(path, place, expected),
                           QStringLiteral("Mend the file, or delete it."));
}

bool isTool(const Json &value)
{
    return value.value("toolSpec"_L1).isObject() || value.value("systemTool"_L1).isObject();
}

/// What a file without a format may be.
std::optional<ShelfItem> bareItem(const Json &root, const QString &path)
{
    if (isTool(root))
        return ShelfItem{ShelfKind::Tools, nameOf(path), path, root};
    if (root.isArray() && !root.isEmpty() && root.at(0).isObject())
        return ShelfItem{ShelfKind::Prompts, nameOf(path), path, root};
    if (root.isObject() && root.size() == 1 && root.value("inferenceConfig"_L1).isObject())
        return ShelfItem{ShelfKind::Presets, nameOf(path), path, root};
    return std::nullopt;
}

base::Result<ShelfItem> prompt(const Json &root, ShelfItem item)
{
    item.content = root.value("system"_L1);
    if (!item.content.isArray())
        return refusal(item.path, u"/system"_s, u"an array of blocks"_s);
    for (qsizetype i = 0; i < item.content.size(); ++i) {
        if (!item.content.at(i).isObject())
            return refusal(item.path, u"/system/%1"_s.arg(i), u"an object"_s);
    }
    return item;
}

base::Result<ShelfItem> tool(const Json &root, ShelfItem item)
{
    item.content = root.value("tool"_L1);
    if (!isTool(item.content))
        return refusal(item.path, u"/tool"_s, u"an object with toolSpec or systemTool"_s);
    return item;
}

base::Result<ShelfItem> preset(const Json &root, ShelfItem item)
{
    item.content = Json::object();
    for (const QLatin1StringView member : {"inferenceConfig"_L1, "otherMembers"_L1}) {
        const auto value = root.find(member);
        if (!value)
            continue;
        if (!value->isObject())
            return refusal(item.path, u'/' + QString(member), u"an object"_s);
        item.content.set(member, *value);
    }
    return item;
}

/// The file as it is to be written: what it had besides stays.
Json rootWith(Json root, ShelfKind kind, const Json &content)
{
    if (!root.isObject())
        root = Json::object();
    root.set("format"_L1, Json(formatOf(kind).name));
    if (!root.contains("version"_L1))
        root.set("version"_L1, Json(1));
    if (kind == ShelfKind::Prompts)
        root.set("system"_L1, content);
    else if (kind == ShelfKind::Tools)
        root.set("tool"_L1, content);
    for (const QLatin1StringView member : {"inferenceConfig"_L1, "otherMembers"_L1}) {
        if (kind != ShelfKind::Presets)
            continue;
        root.remove(member);
        if (const auto value = content.find(member); value && !value->isEmpty())
            root.set(member, *value);
    }
    return root;
}

/// The root of the file that is replaced; null where it is none of ours, which is kept beside it then.
Json replacedRoot(const QString &path)
{
    const auto before = base::RegularFile::read(path, mostBytes);
    if (!before)
        return {};
    const auto parsed = json::parse(before->bytes);
    if (parsed && parsed->isObject() && parsed->contains("format"_L1))
        return *parsed;
    (void)base::AtomicFile::write(path + ".bak"_L1, before->bytes);
    return {};
}

Json renamed(Json tool, const QString &name)
{
    for (const QLatin1StringView member : {"toolSpec"_L1, "systemTool"_L1}) {
        if (Json inside = tool.value(member); inside.isObject()) {
            inside.set("name"_L1, Json(name));
            tool.set(member, inside);
        }
    }
    return tool;
}

QString nameOfTool(const Json &given)
{
    const Json tool = given.find(mutedBlockMember).value_or(given);
    const QString spec = tool.value("toolSpec"_L1).value("name"_L1).toString();
    return spec.isEmpty() ? tool.value("systemTool"_L1).value("name"_L1).toString() : spec;
}

qsizetype indexOfTool(const Json &tools, const QString &name)
{
    for (qsizetype i = 0; i < tools.size(); ++i) {
        if (!name.isEmpty() && nameOfTool(tools.at(i)) == name)
            return i;
    }
    return -1;
}

void insertTool(ConversationDocument &document, const ShelfItem &item, NameClash clash)
{
    Json tools = document.conversation().tools();
    const QString name = toolNameOf(item);
    const qsizetype taken = indexOfTool(tools, name);
    if (taken >= 0 && clash == NameClash::Replace) {
        tools.setAt(taken, item.content);
    } else if (taken >= 0) {
        int number = 2;
        while (indexOfTool(tools, u"%1_%2"_s.arg(name).arg(number)) >= 0)
            ++number;
        tools.append(renamed(item.content, u"%1_%2"_s.arg(name).arg(number)));
    } else {
        tools.append(item.content);
    }
    document.setTools(tools);
}

void applyPreset(ConversationDocument &document, const Json &content)
{
    const Json inference = content.value("inferenceConfig"_L1);
    for (qsizetype i = 0; i < inference.size(); ++i)
        document.setInference(inference.keyAt(i), inference.at(i));
    const Json others = content.value("otherMembers"_L1);
    for (qsizetype i = 0; i < others.size(); ++i)
        document.setOtherMember(others.keyAt(i), others.at(i));
}

} // namespace

QLatin1StringView shelfName(ShelfKind kind)
{
    return formatOf(kind).folder;
}

base::Result<ShelfItem> readShelfItem(const QString &path)
{
    const auto file = base::RegularFile::read(path, mostBytes);
    if (!file)
        return file.error();
    const auto parsed = json::parse(file->bytes);
    if (!parsed)
        return parsed.error().toError(path);
    const Json &root = *parsed;
    const QString format = root.value("format"_L1).toString();
    for (const Format &known : formats) {
        if (format != known.name)
            continue;
        const ShelfItem item{known.kind, nameOf(path), path, {}};
        return known.kind == ShelfKind::Prompts ? prompt(root, item)
               : known.kind == ShelfKind::Tools ? tool(root, item)
                                                : preset(root, item);
    }
    if (const auto bare = format.isEmpty() ? bareItem(root, path) : std::nullopt)
        return *bare;
    return refusal(path, u"/format"_s, u"\"outcrop-prompt\", \"outcrop-tool\" or \"outcrop-preset\""_s);
}

std::vector<ShelfItem> listShelf(const QString &libraryFolder, ShelfKind kind)
{
    const QDir folder(libraryFolder + u'/' + shelfName(kind));
    std::vector<ShelfItem> items;
    const QStringList names =
        folder.entryList({u'*' + QString(suffix)}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (const QString &name : names) {
        const QString path = folder.filePath(name);
        const base::Result<ShelfItem> item = readShelfItem(path);
        if (item && item->kind == kind)
            items.push_back(*item);
        else
            items.push_back({kind,
                             nameOf(path),
                             path,
                             {},
                             item ? refusal(path, u"/format"_s, u'"' + QString(formatOf(kind).name) + u'"')
                                  : item.error()});
    }
    return items;
}

base::Result<QString> saveToShelf(const QString &libraryFolder, ShelfKind kind, const QString &name,
                                  const Json &content, NameClash clash)
{
    if (name.trimmed().isEmpty())
        return base::makeError(ErrorKind::BadInput, QStringLiteral("Cannot save without a name."),
                               QStringLiteral("Type one."));
    const QString folder = libraryFolder + u'/' + shelfName(kind);
    if (const auto made = base::makePrivateFolder(folder); !made)
        return made.error();
    const QString stem = folder + u'/' + fileNameFor(name);
    QString path = stem + suffix;
    if (QFileInfo::exists(path) && clash == NameClash::Refuse) {
        base::Error taken = base::makeError(ErrorKind::BadInput,
                                            QStringLiteral("%1 is in the library already.").arg(nameOf(path)),
                                            QStringLiteral("Replace it, or keep both."));
        taken.code = nameTakenCode;
        return taken;
    }
    for (int number = 2; clash == NameClash::KeepBoth && QFileInfo::exists(path); ++number)
        path = u"%1 %2%3"_s.arg(stem).arg(number).arg(suffix);
    const Json root = rootWith(replacedRoot(path), kind, content);
    const auto written = base::AtomicFile::write(path, json::write(root, json::Layout::Pretty) + '\n');
    if (!written)
        return written.error();
    return path;
}

Json shelfContent(const Conversation &conversation, ShelfKind kind, int tool)
{
    if (kind == ShelfKind::Prompts)
        return blocksToJson(conversation.system);
    if (kind == ShelfKind::Tools) {
        const Json item = conversation.tools().at(tool);
        return item.find(mutedBlockMember).value_or(item);
    }
    Json content = Json::object();
    if (!conversation.inference.isEmpty())
        content.set("inferenceConfig"_L1, conversation.inference);
    if (!conversation.otherMembers.isEmpty())
        content.set("otherMembers"_L1, conversation.otherMembers);
    return content;
}

QString toolNameOf(const ShelfItem &item)
{
    return item.kind == ShelfKind::Tools ? nameOfTool(item.content) : QString();
}

bool clashes(const Conversation &conversation, const ShelfItem &item)
{
    return indexOfTool(conversation.tools(), toolNameOf(item)) >= 0;
}

void insertFromShelf(ConversationDocument &document, const ShelfItem &item, NameClash clash)
{
    if (item.problem)
        return;
    document.undoStack().beginMacro(
        QCoreApplication::translate("Shelf", "Insert %1 from the library").arg(item.name));
    if (item.kind == ShelfKind::Prompts) {
        for (const Block &block : blocksFromJson(item.content)) {
            const auto end = static_cast<int>(document.conversation().system.size());
            const QString id = document.insertBlock({}, end, block.value);
            if (block.muted)
                document.setBlockMuted(id, true);
        }
    } else if (item.kind == ShelfKind::Tools) {
        insertTool(document, item, clash);
    } else {
        applyPreset(document, item.content);
    }
    document.undoStack().endMacro();
}

} // namespace outcrop::conversation
