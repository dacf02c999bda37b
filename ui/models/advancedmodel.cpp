// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/advancedmodel.h"

#include "core/conversation/conversationdocument.h"

#include <algorithm>

namespace outcrop::ui::models
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using json::Json;
using Kind = AdvancedField::Kind;

namespace
{

std::vector<AdvancedGroup> makeGroups()
{
    const auto tr = [](const char *text) { return AdvancedModel::tr(text); };
    return {
        {u"guardrailConfig"_s,
         {{{u"guardrailConfig"_s, u"guardrailIdentifier"_s},
           Kind::Text,
           {},
           tr("Id or ARN of the guardrail")},
          {{u"guardrailConfig"_s, u"guardrailVersion"_s}, Kind::Text, {}, tr("A number, or DRAFT")},
          {{u"guardrailConfig"_s, u"trace"_s},
           Kind::Choice,
           {u"enabled"_s, u"disabled"_s, u"enabled_full"_s},
           tr("Whether the answer says what the guardrail found")},
          {{u"guardrailConfig"_s, u"streamProcessingMode"_s},
           Kind::Choice,
           {u"sync"_s, u"async"_s},
           tr("sync: text waits for the guardrail; async: it comes at once. Streaming only")}}},
        {u"outputConfig"_s,
         {{{u"outputConfig"_s, u"effort"_s},
           Kind::Text,
           {},
           tr("How much the model should think, in its words")},
          {{u"outputConfig"_s, u"textFormat"_s, u"type"_s},
           Kind::Choice,
           {u"json_schema"_s},
           tr("json_schema: the answer is JSON that follows the schema")},
          {{u"outputConfig"_s, u"textFormat"_s, u"structure"_s, u"jsonSchema"_s, u"name"_s},
           Kind::Text,
           {},
           tr("Name of the schema")},
          {{u"outputConfig"_s, u"textFormat"_s, u"structure"_s, u"jsonSchema"_s, u"description"_s},
           Kind::Text,
           {},
           tr("What the answer is for")},
          {{u"outputConfig"_s, u"textFormat"_s, u"structure"_s, u"jsonSchema"_s, u"schema"_s},
           Kind::Schema,
           {},
           tr("The JSON Schema of the answer; it is sent as a string")}}},
        {u"additionalModelRequestFields"_s,
         {{{u"additionalModelRequestFields"_s}, Kind::Json, {}, tr("What only this model knows, as JSON")}}},
        {u"additionalModelResponseFieldPaths"_s,
         {{{u"additionalModelResponseFieldPaths"_s},
           Kind::List,
           {},
           tr("JSON Pointers to further parts of the model's own answer, 10 at most")}}},
        {u"performanceConfig"_s,
         {{{u"performanceConfig"_s, u"latency"_s}, Kind::Choice, {u"standard"_s, u"optimized"_s}, {}}}},
        {u"serviceTier"_s,
         {{{u"serviceTier"_s, u"type"_s},
           Kind::Choice,
           {u"priority"_s, u"default"_s, u"flex"_s, u"reserved"_s},
           {}}}},
        {u"promptVariables"_s,
         {{{u"promptVariables"_s}, Kind::Texts, {}, tr("Values of a prompt of Prompt management, by name")}}},
        {u"requestMetadata"_s,
         {{{u"requestMetadata"_s},
           Kind::Map,
           {},
           tr("Names and values for the invocation log, 16 at most")}}},
        {u"fallbacks"_s,
         {{{u"fallbacks"_s}, Kind::List, {}, tr("Gateways only: provider/model, tried in this order")}}},
        {QString(), {{{}, Kind::Rest, {}, tr("Every other member of the request, sent as it is")}}},
    };
}

bool hasForm(const QString &member)
{
    return std::ranges::any_of(AdvancedModel::groups(), [&](const AdvancedGroup &group) {
        return !group.member.isEmpty() && group.member == member;
    });
}

/// @p object with what @p path leads to set or unset. Objects that lose their last member go too.
std::optional<Json> withPart(const std::optional<Json> &object, QStringList path,
                             const std::optional<Json> &value)
{
    if (path.isEmpty())
        return value;
    const QString member = path.takeFirst();
    Json result = object && object->isObject() ? *object : Json::object();
    if (const auto inside = withPart(result.find(member), path, value))
        result.set(member, *inside);
    else
        result.remove(member);
    return result.isEmpty() ? std::nullopt : std::optional(result);
}

/// A text format that says how without saying what, or the other way round, is refused; keep both or none.
std::optional<Json> mended(std::optional<Json> output, const QStringList &path)
{
    const Json format = output ? output->value(u"textFormat") : Json();
    const bool ofSchema = path.size() > 2 && path.at(1) == u"textFormat" && path.at(2) != u"type";
    if (!ofSchema || !format.isObject())
        return output;
    const QStringList type{u"textFormat"_s, u"type"_s};
    const bool hasSchema = format.contains(u"structure");
    if (hasSchema && !format.contains(u"type"))
        return withPart(output, type, Json(u"json_schema"_s));
    return hasSchema ? output : withPart(output, type, std::nullopt);
}

} // namespace

AdvancedModel::AdvancedModel(ConversationDocument *document, QObject *parent)
    : QObject(parent), m_document(document)
{
    connect(document, &ConversationDocument::otherMemberChanged, this, &AdvancedModel::changed);
}

const std::vector<AdvancedGroup> &AdvancedModel::groups()
{
    static const std::vector<AdvancedGroup> all = makeGroups();
    return all;
}

QStringList AdvancedModel::reachedMembers()
{
    QStringList reached{u"messages"_s, u"system"_s, u"toolConfig"_s, u"inferenceConfig"_s, u"modelId"_s};
    for (const AdvancedGroup &group : groups()) {
        for (const AdvancedField &field : group.fields) {
            if (field.kind != Kind::Rest)
                reached << field.path.join(u'.');
        }
    }
    return reached;
}

std::optional<Json> AdvancedModel::value(const AdvancedField &field) const
{
    if (field.kind == Kind::Rest) {
        const Json members = rest();
        return members.isEmpty() ? std::nullopt : std::optional(members);
    }
    std::optional<Json> found = m_document->conversation().otherMembers;
    for (const QString &member : field.path) {
        found = found->find(member);
        if (!found)
            return std::nullopt;
    }
    return found;
}

void AdvancedModel::setValue(const AdvancedField &field, const std::optional<Json> &value)
{
    if (field.kind == Kind::Rest)
        return setRest(value.value_or(Json::object()));
    const QString member = field.path.first();
    std::optional<Json> now =
        withPart(m_document->conversation().otherMembers.find(member), field.path.mid(1), value);
    if (member == u"outputConfig")
        now = mended(now, field.path);
    m_document->setOtherMember(member, now, ConversationDocument::Typing::Yes);
}

bool AdvancedModel::isSet(const AdvancedGroup &group) const
{
    return group.member.isEmpty() ? !rest().isEmpty()
                                  : m_document->conversation().otherMembers.contains(group.member);
}

Json AdvancedModel::rest() const
{
    Json members = m_document->conversation().otherMembers;
    for (const AdvancedGroup &group : groups()) {
        if (!group.member.isEmpty())
            members.remove(group.member);
    }
    return members.isObject() ? members : Json::object();
}

void AdvancedModel::setRest(const Json &members)
{
    const Json before = rest();
    if (!members.isObject() || members == before)
        return;
    m_document->undoStack().beginMacro(tr("Change other members"));
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (!members.contains(before.keyAt(i)))
            m_document->setOtherMember(before.keyAt(i), std::nullopt);
    }
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (!hasForm(members.keyAt(i)))
            m_document->setOtherMember(members.keyAt(i), members.at(i));
    }
    m_document->undoStack().endMacro();
}

} // namespace outcrop::ui::models
