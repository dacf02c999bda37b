// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/refusalplace.h"

#include <QHash>
#include <QRegularExpression>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

/// Where a word that a path begins with stands in a Converse body.
const QHash<QString, QStringList> &roots()
{
    static const QHash<QString, QStringList> known = [] {
        QHash<QString, QStringList> all;
        for (const QString &member :
             {u"messages"_s, u"system"_s, u"toolConfig"_s, u"inferenceConfig"_s, u"guardrailConfig"_s,
              u"additionalModelRequestFields"_s, u"additionalModelResponseFieldPaths"_s, u"requestMetadata"_s,
              u"performanceConfig"_s, u"serviceTier"_s, u"outputConfig"_s, u"promptVariables"_s})
            all.insert(member, {member});
        // The provider's own names, as they come through.
        all.insert(u"tools"_s, {u"toolConfig"_s, u"tools"_s});
        for (const QString &choice : {u"toolChoice"_s, u"tool_choice"_s})
            all.insert(choice, {u"toolConfig"_s, u"toolChoice"_s});
        const std::pair<QString, QString> settings[]{
            {u"maxTokens"_s, u"max_tokens"_s},
            {u"temperature"_s, u"temperature"_s},
            {u"topP"_s, u"top_p"_s},
            {u"stopSequences"_s, u"stop_sequences"_s},
        };
        for (const auto &[ours, theirs] : settings) {
            all.insert(ours, {u"inferenceConfig"_s, ours});
            all.insert(theirs, {u"inferenceConfig"_s, ours});
        }
        for (const QString &field : {u"thinking"_s, u"top_k"_s, u"anthropic_beta"_s, u"reasoning_effort"_s})
            all.insert(field, {u"additionalModelRequestFields"_s, field});
        return all;
    }();
    return known;
}

/// "input_schema" as "inputSchema".
QString inCamelCase(const QString &step)
{
    QString result;
    bool isUpper = false;
    for (const QChar c : step) {
        if (c != u'_')
            result += isUpper ? c.toUpper() : c;
        isUpper = c == u'_';
    }
    return result;
}

/// How a step of a message's path is called in @p value; nothing when there is no such.
std::optional<QString> stepIn(const Json &value, const QString &step)
{
    if (value.isArray()) {
        const auto index = Pointer::indexFrom(step);
        return index && *index < value.size() ? std::optional(step) : std::nullopt;
    }
    static const QHash<QString, QString> otherNames{{u"custom"_s, u"toolSpec"_s}, {u"id"_s, u"toolUseId"_s}};
    for (const QString &name : {step, inCamelCase(step), otherNames.value(step)}) {
        if (!name.isEmpty() && value.contains(name))
            return name;
    }
    return std::nullopt;
}

/// As far as the steps lead; "member" stands in the paths of lists and is no step of the body.
Pointer followed(const Json &body, const QStringList &steps)
{
    Pointer place;
    Json value = body;
    for (const QString &step : steps) {
        const auto name = stepIn(value, step);
        if (!name && step == "member"_L1)
            continue;
        if (!name)
            break;
        place.append(*name);
        value = value.isArray() ? value.at(*Pointer::indexFrom(*name)) : value.value(*name);
    }
    return place;
}

QStringList stepsOf(QString path)
{
    path.replace(u'[', u'.').remove(u']').replace(u'/', u'.');
    return path.split(u'.', Qt::SkipEmptyParts);
}

/// Every path in the words, as far as it leads into the body; the deepest of them, the first of equals.
std::optional<Pointer> placeByPath(const QString &message, const Json &body)
{
    static const QRegularExpression path(
        u"(?<![A-Za-z0-9_])(?:#/|\\$\\.)?([A-Za-z_]+)((?:(?:[./][A-Za-z0-9_~-]+)|(?:\\[[0-9]+\\]))*)"_s);
    std::optional<Pointer> deepest;
    for (auto matches = path.globalMatch(message); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QStringList root = roots().value(match.captured(1));
        if (root.isEmpty())
            continue;
        const QStringView after = QStringView(message).sliced(match.capturedEnd());
        const QString before = message.left(match.capturedStart());
        // A word alone may be prose: "a system error".
        const bool isMeant = !match.captured(2).isEmpty() || match.captured(0).startsWith(u'#') ||
                             after.startsWith(u':') || after.startsWith(u" field") ||
                             before.endsWith(u'\'') || before.endsWith(u'`') || before.endsWith(u'"') ||
                             before.endsWith(u" at ") || match.captured(1).contains(u'_') ||
                             root.first() == "inferenceConfig"_L1;
        const Pointer place = followed(body, root + stepsOf(match.captured(2)));
        if (isMeant && !place.isEmpty() && (!deepest || place.tokens().size() > deepest->tokens().size()))
            deepest = place;
    }
    return deepest;
}

/// "#: extraneous key [foo] is not permitted": the key itself.
std::optional<Pointer> placeOfExtraKey(const QString &message, const Json &body)
{
    static const QRegularExpression extra(u"#(/[^\\s:]*)?: extraneous key \\[([^\\]]+)\\]"_s);
    const QRegularExpressionMatch match = extra.match(message);
    if (!match.hasMatch())
        return std::nullopt;
    const Pointer place = followed(body, stepsOf(match.captured(1)) + QStringList{match.captured(2)});
    return place.isEmpty() ? std::nullopt : std::optional(place);
}

/// The block that @p isMeant accepts, by its content and its role; the first one.
template <typename Predicate>
std::optional<Pointer> firstBlock(const Json &body, const Predicate &isMeant)
{
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype block = 0; block < content.size(); ++block) {
            if (isMeant(content.at(block)))
                return Pointer().child(u"messages").child(i).child(u"content").child(block);
        }
    }
    return std::nullopt;
}

/// The call whose id is named, else its result.
std::optional<Pointer> placeByCallId(const QString &message, const Json &body)
{
    for (const QLatin1StringView kind : {"toolUse"_L1, "toolResult"_L1}) {
        const auto place = firstBlock(body, [&](const Json &block) {
            const QString id = block.value(kind).value("toolUseId"_L1).toString();
            return !id.isEmpty() && message.contains(id);
        });
        if (place)
            return place;
    }
    return std::nullopt;
}

/// What rules about roles are broken by.
std::optional<Pointer> placeByRole(const QString &message, const Json &body)
{
    const auto says = [&](QLatin1StringView words) { return message.contains(words, Qt::CaseInsensitive); };
    const Json messages = body.value("messages"_L1);
    const Pointer place = Pointer().child(u"messages");
    if (messages.isEmpty())
        return std::nullopt;
    if (says("start with a user"_L1) || says("first message must"_L1))
        return place.child(0);
    if (says("end with a user"_L1) || says("prefill"_L1) || says("last turn"_L1))
        return place.child(messages.size() - 1);
    if (!says("alternate"_L1))
        return std::nullopt;
    for (qsizetype i = 1; i < messages.size(); ++i) {
        if (messages.at(i).value("role"_L1) == messages.at(i - 1).value("role"_L1))
            return place.child(i);
    }
    return std::nullopt;
}

/// A tool or a document that is called by its name.
std::optional<Pointer> placeByName(const QString &message, const Json &body)
{
    const auto isNamed = [&](const QString &name) {
        return !name.isEmpty() &&
               (message.contains(u"'%1'"_s.arg(name)) || message.contains(u"`%1`"_s.arg(name)) ||
                message.contains(u"\"%1\""_s.arg(name)) || message.contains(u"[%1]"_s.arg(name)));
    };
    const Json tools = body.value("toolConfig"_L1).value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i) {
        if (isNamed(tools.at(i).value("toolSpec"_L1).value("name"_L1).toString()))
            return Pointer().child(u"toolConfig").child(u"tools").child(i);
    }
    return firstBlock(body, [&](const Json &block) {
        return isNamed(block.value("document"_L1).value("name"_L1).toString());
    });
}

} // namespace

bool mayNamePlace(const QString &message)
{
    static const QRegularExpression hints(
        u"#/|extraneous key|\\b(messages|system|tools|toolConfig|toolChoice|tool_choice)\\b|[a-z]+Config\\b|"
        "maxTokens|max_tokens|temperature|topP|top_p|stop_?sequences|additionalModel|thinking|top_k|"
        "anthropic_beta|reasoning_effort|requestMetadata|serviceTier|promptVariables|tool_?use|tool_?result|"
        "user (message|turn)|first message|alternate|prefill|last turn|['`\"\\[][^'`\"\\]]+['`\"\\]]"_s,
        QRegularExpression::CaseInsensitiveOption);
    return hints.match(message).hasMatch();
}

std::optional<Pointer> placeInRefusal(const QString &message, const Json &body)
{
    if (const auto place = placeOfExtraKey(message, body))
        return place;
    const auto path = placeByPath(message, body);
    // A path that ends at a whole section says less than an id or a name.
    if (path && path->tokens().size() > 1)
        return path;
    for (const auto find : {placeByCallId, placeByName, placeByRole}) {
        if (const auto place = find(message, body))
            return place;
    }
    return path;
}

} // namespace outcrop::converse
