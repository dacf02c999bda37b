// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/presetuses.h"

#include "core/base/limits.h"
#include "core/base/regularfile.h"
#include "core/conversation/fileformat.h"

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

namespace
{

bool holdsAll(const Json &object, const Json &members)
{
    for (qsizetype i = 0; i < members.size(); ++i) {
        const std::optional<Json> value = object.find(members.keyAt(i));
        if (!value || !value->equivalent(members.at(i)))
            return false;
    }
    return true;
}

/// The names of the members, as a file that has them spells them.
QList<QByteArray> namesIn(const Json &preset)
{
    QList<QByteArray> names;
    for (qsizetype i = 0; i < preset.size(); ++i) {
        const Json members = preset.at(i);
        for (qsizetype member = 0; member < members.size(); ++member)
            names.append(json::write(Json(members.keyAt(member))));
    }
    return names;
}

} // namespace

bool hasPreset(const Conversation &conversation, const Json &preset)
{
    const Json inference = preset.value(QLatin1StringView("inferenceConfig"));
    const Json others = preset.value(QLatin1StringView("otherMembers"));
    return inference.size() + others.size() > 0 && holdsAll(conversation.inference, inference) &&
           holdsAll(conversation.otherMembers, others);
}

std::vector<ShelfUse> usesOfPreset(const Json &preset, const QStringList &paths, std::size_t most,
                                   const std::atomic_bool &stop)
{
    std::vector<ShelfUse> uses;
    const QList<QByteArray> names = namesIn(preset);
    for (const QString &path : paths) {
        if (stop || uses.size() == most)
            break;
        const auto file = base::RegularFile::read(path, base::limits::jsonBytes);
        const auto isThere = [&](const QByteArray &name) { return file->bytes.contains(name); };
        if (!file || !std::ranges::all_of(names, isThere))
            continue;
        const auto read = decodeConversation(file->bytes, path);
        if (read && hasPreset(read->conversation, preset))
            uses.push_back({path, read->conversation.title});
    }
    return uses;
}

} // namespace outcrop::conversation
