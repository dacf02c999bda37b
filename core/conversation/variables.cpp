// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/variables.h"

#include "core/json/containstext.h"

#include <algorithm>
#include <functional>

namespace outcrop::conversation
{

using json::Json;
using json::Pointer;

namespace
{

constexpr QLatin1StringView opening("{{");
constexpr QLatin1StringView escaped("{{{{");
constexpr QLatin1StringView textMember("text");

bool isNameChar(QChar c, bool first)
{
    return c.isLetter() || c == u'_' || (!first && (c.isDigit() || c == u'.' || c == u'-'));
}

/// The use that begins at @p at, where two braces stand.
std::optional<VariableUse> useAt(QStringView text, qsizetype at)
{
    qsizetype end = at + opening.size();
    const auto skipSpaces = [&] {
        while (end < text.size() && text[end] == u' ')
            ++end;
    };
    skipSpaces();
    const qsizetype begin = end;
    while (end < text.size() && isNameChar(text[end], end == begin))
        ++end;
    const QStringView name = text.sliced(begin, end - begin);
    skipSpaces();
    if (name.isEmpty() || !text.sliced(end).startsWith(u"}}"))
        return std::nullopt;
    return VariableUse{name.toString(), at, end + 2 - at};
}

/// Goes through a text: plain stretches, escapes and uses.
void scan(QStringView text, const std::function<void(QStringView)> &plain,
          const std::function<void()> &escape, const std::function<void(const VariableUse &)> &use)
{
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at)) {
        const QStringView rest = text.sliced(at);
        const auto found = rest.startsWith(escaped) ? std::nullopt : useAt(text, at);
        if (!found && !rest.startsWith(escaped)) {
            ++at;
            continue;
        }
        plain(text.sliced(done, at - done));
        if (found)
            use(*found);
        else
            escape();
        at += found ? found->length : escaped.size();
        done = at;
    }
    plain(text.sliced(done));
}

using TextChange = std::function<QString(const QString &)>;

bool changeText(Json &object, QLatin1StringView member, const TextChange &change)
{
    const auto text = object.find(member);
    if (!text || !json::containsText(*text, QLatin1StringView("{{")))
        return false;
    object.set(member, Json(change(text->toString())));
    return true;
}

/// Does @p change to the object in a member, and keeps it when that says it changed something.
template <typename Change>
bool changeObject(Json &object, QLatin1StringView member, const Change &change)
{
    std::optional<Json> inside = object.find(member);
    if (!inside || !inside->isObject() || !change(*inside))
        return false;
    object.set(member, *inside);
    return true;
}

bool changeContent(Json &block, const TextChange &change);

/// The texts of a content block, of the content in it too. False when nothing came out differently.
bool changeTexts(Json &block, const TextChange &change)
{
    const auto content = [&](Json &inside) { return changeContent(inside, change); };
    const auto text = [&](Json &inside) { return changeText(inside, textMember, change); };
    bool any = text(block);
    any |= changeObject(block, QLatin1StringView("guardContent"),
                        [&](Json &guard) { return changeObject(guard, textMember, text); });
    any |= changeObject(block, QLatin1StringView("toolResult"), content);
    any |= changeObject(block, QLatin1StringView("searchResult"), content);
    return any;
}

bool changeContent(Json &block, const TextChange &change)
{
    constexpr QLatin1StringView contentMember("content");
    Json content = block.value(contentMember);
    if (!content.isArray())
        return false;
    bool any = false;
    for (qsizetype i = 0; i < content.size(); ++i) {
        if (Json item = content.at(i); item.isObject() && changeTexts(item, change)) {
            content.setAt(i, item);
            any = true;
        }
    }
    if (any)
        block.set(contentMember, content);
    return any;
}

/// Applies @p change to the texts of a part where variables are looked for. The part itself when nothing
/// came out differently.
Json changed(Json part, const TextChange &change)
{
    changeTexts(part, change);
    changeObject(part, QLatin1StringView("toolSpec"),
                 [&](Json &spec) { return changeText(spec, QLatin1StringView("description"), change); });
    return part;
}

/// The names in a block that have no value.
void collectUnset(const Json &block, const QString &blockId, const Json &values, const Pointer &place,
                  std::vector<UnsetVariable> &unset)
{
    (void)changed(block, [&](const QString &text) {
        for (const VariableUse &use : variableUses(text)) {
            if (!values.contains(use.name))
                unset.push_back({use.name, place.toString(), blockId});
        }
        return text;
    });
}

} // namespace

std::vector<VariableUse> variableUses(QStringView text)
{
    std::vector<VariableUse> uses;
    scan(
        text, [](QStringView) {}, [] {}, [&](const VariableUse &use) { uses.push_back(use); });
    return uses;
}

QString withVariables(const QString &text, const Json &values)
{
    if (!text.contains(opening))
        return text;
    QString result;
    scan(
        text, [&](QStringView plain) { result += plain; }, [&] { result += opening; },
        [&](const VariableUse &use) {
            const auto value = values.find(use.name);
            if (value)
                result += value->toString();
            else
                result += QStringView(text).sliced(use.start, use.length);
        });
    return result;
}

QString withLiteralBraces(const QString &text)
{
    return QString(text).replace(opening, escaped);
}

bool takesVariables(QStringView role)
{
    return role != QLatin1StringView("assistant");
}

Json withVariables(const Json &block, const Json &values)
{
    return block.isObject() ? changed(block, [&](const QString &text) { return withVariables(text, values); })
                            : block;
}

Json withLiteralBraces(const Json &block)
{
    return block.isObject() ? changed(block, [](const QString &text) { return withLiteralBraces(text); })
                            : block;
}

namespace
{

/// Every use of a name that has no value among @p values.
std::vector<UnsetVariable> usesWithout(const Conversation &conversation, const Json &values)
{
    std::vector<UnsetVariable> unset;
    const Json tools = conversation.tools();
    qsizetype sent = 0;
    for (qsizetype i = 0; i < tools.size(); ++i) {
        if (!tools.at(i).isObject() || tools.at(i).contains(mutedBlockMember))
            continue;
        collectUnset(tools.at(i), {}, values, Pointer().child(u"toolConfig").child(u"tools").child(sent++),
                     unset);
    }
    sent = 0;
    for (const Block &block : conversation.system) {
        if (!block.muted)
            collectUnset(block.value, block.id, values, Pointer().child(u"system").child(sent++), unset);
    }
    const std::vector<std::vector<int>> messages = turnsOfMessages(conversation);
    for (size_t message = 0; message < messages.size(); ++message) {
        sent = 0;
        for (const int row : messages[message]) {
            const Turn &turn = conversation.turns[static_cast<size_t>(row)];
            for (const Block &block : turn.content) {
                if (!isSent(turn, block))
                    continue;
                const Pointer place = Pointer()
                                          .child(u"messages")
                                          .child(static_cast<qsizetype>(message))
                                          .child(u"content")
                                          .child(sent++);
                if (takesVariables(turn.role))
                    collectUnset(block.value, block.id, values, place, unset);
            }
        }
    }
    return unset;
}

} // namespace

std::vector<QString> namesInDraft(const Conversation &conversation)
{
    std::vector<QString> names;
    if (!takesVariables(conversation.draftFrame.role))
        return names;
    const auto look = [&](const QString &text) {
        for (const VariableUse &use : variableUses(text))
            names.push_back(use.name);
        return text;
    };
    const auto lookIn = [&](const std::vector<Block> &blocks) {
        for (const Block &block : blocks) {
            if (!block.muted)
                (void)changed(block.value, look);
        }
    };
    lookIn(conversation.draftFrame.before);
    look(conversation.draft);
    lookIn(conversation.draftFrame.after);
    return names;
}

std::vector<UnsetVariable> unsetVariables(const Conversation &conversation)
{
    return usesWithout(conversation, effectiveVariables(conversation));
}

Json effectiveVariables(const Conversation &conversation)
{
    Json values = conversation.variables;
    for (qsizetype i = 0; i < conversation.libraryVariables.size(); ++i) {
        const QString name = conversation.libraryVariables.keyAt(i);
        if (!values.contains(name))
            values.set(name, conversation.libraryVariables.at(i));
    }
    return values;
}

VariableEntry variableEntry(const Conversation &conversation, const QString &name)
{
    VariableEntry entry;
    entry.name = name;
    const auto own = conversation.variables.find(name);
    const auto shared = conversation.libraryVariables.find(name);
    if (own) {
        entry.scope = VariableScope::Conversation;
        entry.value = own->toString();
        if (shared)
            entry.hidden = shared->toString();
    } else if (shared) {
        entry.scope = VariableScope::Library;
        entry.value = shared->toString();
    }
    return entry;
}

std::vector<VariableEntry> variableEntries(const Conversation &conversation)
{
    std::vector<VariableEntry> entries;
    const auto add = [&](const QString &name, int uses) {
        const auto known = std::ranges::find(entries, name, &VariableEntry::name);
        if (known != entries.end()) {
            known->uses += uses;
            return;
        }
        entries.push_back(variableEntry(conversation, name));
        entries.back().uses = uses;
    };
    for (const UnsetVariable &use : usesWithout(conversation, Json::object()))
        add(use.name, 1);
    for (const QString &name : namesInDraft(conversation))
        add(name, 1);
    for (const Json &values : {conversation.variables, conversation.libraryVariables}) {
        for (qsizetype i = 0; i < values.size(); ++i)
            add(values.keyAt(i), 0);
    }
    return entries;
}

} // namespace outcrop::conversation
