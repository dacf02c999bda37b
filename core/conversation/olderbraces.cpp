// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/olderbraces.h"

#include "core/conversation/variables.h"

namespace outcrop::conversation
{

using json::Json;

namespace
{

constexpr QLatin1StringView textMember("text");
constexpr QLatin1StringView contentMember("content");
constexpr QLatin1StringView roleMember("role");
constexpr QLatin1StringView resultMember("toolResult");
constexpr QLatin1StringView toolMember("toolSpec");

/// Which braces of a part were text.
enum class Literal : quint8 {
    None,
    NewPlaces, ///< all but those where version 2 looked for variables
    All,
};

/// Gives a member of @p now the value it has in @p was.
void giveBack(Json &now, const Json &was, QLatin1StringView member)
{
    if (const auto value = was.find(member))
        now.set(member, *value);
}

Json kept(const Json &part, Literal literal)
{
    if (literal == Literal::None)
        return part;
    Json now = withLiteralBraces(part);
    if (literal == Literal::All || now == part)
        return now;
    giveBack(now, part, textMember);
    if (Json tool = now.value(toolMember); tool.isObject()) {
        giveBack(tool, part.value(toolMember), QLatin1StringView("description"));
        now.set(toolMember, tool);
    }
    if (Json result = now.value(resultMember); result.isObject()) {
        const Json was = part.value(resultMember).value(contentMember);
        Json content = result.value(contentMember);
        for (qsizetype i = 0; i < content.size(); ++i) {
            Json item = content.at(i);
            giveBack(item, was.at(i), textMember);
            content.setAt(i, item);
        }
        if (content.isArray())
            result.set(contentMember, content);
        now.set(resultMember, result);
    }
    return now;
}

void keepBlocks(Json &object, QLatin1StringView member, Literal literal)
{
    Json blocks = object.value(member);
    if (!blocks.isArray())
        return;
    bool any = false;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const Json now = kept(blocks.at(i), literal);
        if (now == blocks.at(i))
            continue;
        blocks.setAt(i, now);
        any = true;
    }
    if (any)
        object.set(member, blocks);
}

Literal literalIn(const QString &role, bool tookVariables)
{
    if (!takesVariables(role))
        return Literal::None; // nor does it now
    const bool isUser = role.isEmpty() || role == QLatin1StringView("user");
    return isUser && tookVariables ? Literal::NewPlaces : Literal::All;
}

void keepTurns(Json &root, QLatin1StringView member, bool tookVariables)
{
    Json turns = root.value(member);
    if (!turns.isArray())
        return;
    for (qsizetype i = 0; i < turns.size(); ++i) {
        Json turn = turns.at(i);
        if (!turn.isObject())
            continue;
        keepBlocks(turn, contentMember, literalIn(turn.value(roleMember).toString(), tookVariables));
        if (turn != turns.at(i))
            turns.setAt(i, turn);
    }
    if (turns != root.value(member))
        root.set(member, turns);
}

} // namespace

Json withOlderBraces(Json root, qint64 version)
{
    constexpr QLatin1StringView draftMember("draft");
    constexpr QLatin1StringView configMember("toolConfig");
    // A file of the first version that has values for them was written by a person who meant them.
    const bool tookVariables = version > 1 || root.contains(QLatin1StringView("variables"));
    const Literal places = tookVariables ? Literal::NewPlaces : Literal::All;
    keepBlocks(root, QLatin1StringView("system"), places);
    if (Json config = root.value(configMember); config.isObject()) {
        keepBlocks(config, QLatin1StringView("tools"), places);
        if (config != root.value(configMember))
            root.set(configMember, config);
    }
    keepTurns(root, QLatin1StringView("turns"), tookVariables);
    keepTurns(root, QLatin1StringView("edits"), tookVariables);

    const Literal around = literalIn(root.value(QLatin1StringView("draftRole")).toString(), tookVariables);
    keepBlocks(root, QLatin1StringView("draftBefore"), around);
    keepBlocks(root, QLatin1StringView("draftAfter"), around);
    const Json draft = root.value(draftMember);
    if (around == Literal::All && draft.isString() && draft.toUtf8().contains("{{"))
        root.set(draftMember, Json(withLiteralBraces(draft.toString())));
    return root;
}

} // namespace outcrop::conversation
