// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/blobs.h"

#include "core/attachments/attachedfile.h"
#include "core/attachments/mediaformat.h"
#include "core/aws/hash.h"
#include "core/base/atomicfile.h"
#include "core/base/fileerror.h"
#include "core/base/privatefolder.h"
#include "core/base/regularfile.h"

#include <QFileInfo>

#include <functional>

namespace outcrop::conversation
{

using attachments::blobMember;
using attachments::BlobReference;
using json::Json;

namespace
{

constexpr QLatin1StringView bytesMember("bytes");
constexpr QLatin1StringView sourceMember("source");

using ChangeSource = std::function<void(Json &source)>;

void changeSourceOf(Json &medium, const ChangeSource &change)
{
    const std::optional<Json> source = medium.find(sourceMember);
    if (!source || !source->isObject())
        return;
    Json changed = *source;
    change(changed);
    if (changed != *source)
        medium.set(sourceMember, changed);
}

void changeMember(Json &block, qsizetype index, const std::function<void(Json &)> &change)
{
    Json value = block.at(index);
    change(value);
    if (value != block.at(index))
        block.setAt(index, value);
}

/// The sources of media in a block: its own, those in a tool's result, that of a guarded image.
void changeSources(Json &block, const ChangeSource &change)
{
    if (block.size() != 1)
        return;
    const QString kind = block.keyAt(0);
    if (attachments::mediumOf(kind)) {
        changeMember(block, 0, [&](Json &medium) { changeSourceOf(medium, change); });
    } else if (kind == QLatin1StringView("toolResult") || kind == QLatin1StringView("guardContent")) {
        const bool isResult = kind == QLatin1StringView("toolResult");
        changeMember(block, 0, [&](Json &value) {
            Json inner = isResult ? value.value(QLatin1StringView("content"))
                                  : Json::object({{QLatin1StringView("image"), value.value("image")}});
            if (!isResult) {
                changeSources(inner, change);
                if (value.contains("image"))
                    value.set("image", inner.at(0));
                return;
            }
            for (qsizetype i = 0; i < inner.size(); ++i) {
                if (!inner.at(i).contains(QLatin1StringView("toolResult")))
                    changeMember(inner, i, [&](Json &item) { changeSources(item, change); });
            }
            if (inner.isArray())
                value.set(QLatin1StringView("content"), inner);
        });
    }
}

/// The sources anywhere in a step of undo, which holds blocks and turns at several depths.
void changeSourcesWithin(Json &value, const ChangeSource &change, int deepest = 16)
{
    for (qsizetype i = 0; deepest > 0 && i < value.size(); ++i) {
        const Json child = value.at(i);
        if (!child.isObject() && !child.isArray())
            continue;
        Json changed = child;
        if (child.isObject() && value.isObject() && value.keyUtf8At(i) == "source")
            change(changed);
        else
            changeSourcesWithin(changed, change, deepest - 1);
        if (changed != child)
            value.setAt(i, changed);
    }
}

void forEachList(Conversation &conversation, const std::function<void(std::vector<Block> &)> &visit)
{
    visit(conversation.system);
    for (Turn &turn : conversation.turns)
        visit(turn.content);
    const QList<Turn> aside = conversation.tree.aside().values();
    for (Turn turn : aside) {
        visit(turn.content);
        conversation.tree.putAside(turn);
    }
    visit(conversation.draftFrame.before);
    visit(conversation.draftFrame.after);
    for (TurnEdit &edit : conversation.edits)
        visit(edit.content);
}

/// The member stands where the other one stood.
void replaceMember(Json &object, QLatin1StringView from, QLatin1StringView to, const Json &value)
{
    const qsizetype at = object.indexOf(from);
    object.setAt(at, value);
    object.rename(at, to);
}

QString pathOf(const QString &folder, const QByteArray &sha256)
{
    return folder + u'/' + QString::fromLatin1(sha256);
}

base::Result<QByteArray> readBlob(const QString &folder, const QByteArray &sha256)
{
    const QString path = pathOf(folder, sha256);
    const auto content =
        base::RegularFile::read(path, attachments::largestFile, base::RegularFile::Links::Refuse);
    if (!content)
        return content.error();
    if (aws::sha256Hex(content->bytes) != sha256)
        return base::fileError(QStringLiteral("Cannot use"), path,
                               QStringLiteral("its bytes are not those that were attached"),
                               QStringLiteral("Put the file back as it was, or attach it again."));
    return content->bytes;
}

/// A base64 text that was parsed is a piece of the whole file; on its own it is shared by whoever looks at
/// it. With escapes in it, it stays as it was spelled.
void standAlone(Json &source)
{
    const qsizetype at = source.indexOf(bytesMember);
    if (at < 0 || !source.at(at).isString() || !source.at(at).byteRange() ||
        source.at(at).byteRange()->length < BlobWriter::leastBytes)
        return;
    const Json text = source.at(at);
    if (!json::write(text).contains('\\'))
        source.setAt(at, Json::string(text.toUtf8()));
}

/// The base64 of what a reference names, unless it is there.
base::Result<void> loadInto(LoadedBlobs &loaded, const QString &folder, const BlobReference &reference)
{
    if (loaded.contains(reference.sha256))
        return {};
    const auto bytes = readBlob(folder, reference.sha256);
    if (!bytes)
        return bytes.error();
    loaded.insert(reference.sha256, Json::string(bytes->toBase64()));
    return {};
}

bool isMissing(const Json &block)
{
    bool missing = false;
    Json copy = block;
    changeSources(copy, [&](Json &source) { missing = missing || source.contains(blobMember); });
    return missing;
}

} // namespace

QString blobFolderFor(const QString &conversationPath)
{
    return QFileInfo(conversationPath).absolutePath() + QStringLiteral("/blobs");
}

const BlobWriter::Known &BlobWriter::look(const QByteArray &base64)
{
    auto known = m_known.find(base64.constData());
    if (known == m_known.end()) {
        known = m_known.insert(base64.constData(), {base64, std::nullopt});
        const QByteArray bytes = QByteArray::fromBase64(base64);
        if (!bytes.isEmpty() && bytes.toBase64() == base64) // else it is spelled in a way that would be lost
            known->reference = BlobReference{aws::sha256Hex(bytes), bytes.size(), {}};
    }
    known->used = true;
    return *known;
}

base::Result<void> BlobWriter::write(const Known &known, const QString &folder)
{
    const QString path = pathOf(folder, known.reference->sha256);
    const auto identity = base::RegularFile::identity(path);
    if (identity && identity->bytes == known.reference->size &&
        (m_written.contains(path) || readBlob(folder, known.reference->sha256))) {
        m_written.insert(path);
        return {};
    }
    if (const auto made = base::makePrivateFolder(folder); !made)
        return made.error();
    const auto written = base::AtomicFile::write(path, QByteArray::fromBase64(known.base64));
    if (!written)
        return written.error();
    m_written.insert(path);
    return {};
}

base::Result<Conversation> BlobWriter::store(Conversation conversation, const QString &folder)
{
    std::optional<base::Error> error;
    for (Known &known : m_known)
        known.used = false;
    forEachList(conversation, [&](std::vector<Block> &blocks) {
        for (Block &block : blocks) {
            changeSources(block.value, [&](Json &source) {
                const Json text = source.value(bytesMember);
                if (error || !text.isString())
                    return;
                const QByteArray base64 = text.toUtf8();
                if (base64.size() < leastBytes && block.fileName.isEmpty())
                    return;
                const Known &known = look(base64);
                if (!known.reference)
                    return;
                const auto written = write(known, folder);
                if (!written) {
                    error = written.error();
                    return;
                }
                BlobReference reference = *known.reference;
                reference.name = block.fileName;
                replaceMember(source, bytesMember, blobMember, attachments::toJson(reference));
            });
        }
    });
    // What undo still has may come back; what is only here is gone for good.
    m_known.removeIf([](auto entry) { return !entry.value().used && entry.value().base64.isDetached(); });
    if (error)
        return *error;
    return conversation;
}

Json BlobWriter::withReferences(Json step, const QString &folder) const
{
    changeSourcesWithin(step, [&](Json &source) {
        const auto known = m_known.constFind(source.value(bytesMember).toUtf8().constData());
        if (known != m_known.constEnd() && known->reference &&
            m_written.contains(pathOf(folder, known->reference->sha256)))
            replaceMember(source, bytesMember, blobMember, attachments::toJson(*known->reference));
    });
    return step;
}

Json withBlobs(Json step, const QString &folder, LoadedBlobs &loaded)
{
    changeSourcesWithin(step, [&](Json &source) {
        const auto reference = attachments::blobReferenceFromJson(source.value(blobMember));
        if (reference && loadInto(loaded, folder, *reference).ok())
            replaceMember(source, blobMember, bytesMember, loaded.value(reference->sha256));
    });
    return step;
}

std::vector<base::Error> loadBlobs(Conversation &conversation, const QString &folder, LoadedBlobs &loaded)
{
    std::vector<base::Error> errors;
    forEachList(conversation, [&](std::vector<Block> &blocks) {
        for (Block &block : blocks) {
            changeSources(block.value, [&](Json &source) {
                const auto reference = attachments::blobReferenceFromJson(source.value(blobMember));
                if (!reference)
                    return standAlone(source);
                block.fileName = reference->name;
                if (const auto done = loadInto(loaded, folder, *reference); !done) {
                    errors.push_back(done.error());
                    return;
                }
                replaceMember(source, blobMember, bytesMember, loaded.value(reference->sha256));
            });
        }
    });
    return errors;
}

std::optional<QString> missingAttachment(const Conversation &conversation)
{
    const auto nameOf = [](const Block &block) {
        const QString name = block.value.at(0).value(QLatin1StringView("name")).toString();
        return !block.fileName.isEmpty() ? block.fileName : !name.isEmpty() ? name : block.value.keyAt(0);
    };
    for (const Turn &turn : conversation.turns) {
        for (const Block &block : turn.content) {
            if (isSent(turn, block) && isMissing(block.value))
                return nameOf(block);
        }
    }
    for (const auto *list : {&conversation.draftFrame.before, &conversation.draftFrame.after}) {
        for (const Block &block : *list) {
            if (isMissing(block.value))
                return nameOf(block);
        }
    }
    return std::nullopt;
}

} // namespace outcrop::conversation
