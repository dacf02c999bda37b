// SPDX-License-Identifier: GPL-3.0-or-later

// Roles, turns and the blocks of messages (protocol/converse.md, 3).

#include "core/converse/lintrules.h"

#include <QRegularExpression>
#include <QSet>

#include <utility>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

bool isBlank(const Json &text)
{
    return text.isString() && text.toString().trimmed().isEmpty();
}

void lintRoles(const Json &messages, const Pointer &place, LintReport &report)
{
    QString before;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QString role = messages.at(i).value("role"_L1).toString();
        const Pointer here = place.child(i).child(u"role");
        if (i == 0 && role == "assistant"_L1)
            report.certain("first-is-user"_L1, here, LintReport::tr("The first message must be the user's."))
                .fix = LintReport::removal(LintReport::tr("Remove the message"), place.child(i));
        else if (role == before && role != "system"_L1)
            report.certain(
                "roles-alternate"_L1, here,
                LintReport::tr("Two messages of the role %1 follow each other; roles must alternate.")
                    .arg(role));
        if (role == "system"_L1)
            report
                .perhaps("system-role"_L1, here,
                         LintReport::tr("Only newer models take messages of the role system."))
                .fix = LintReport::removal(LintReport::tr("Remove the message"), place.child(i));
        else if (role != "user"_L1 && role != "assistant"_L1)
            report
                .certain("unknown-role"_L1, here,
                         LintReport::tr("A role is user or assistant, not %1.").arg(role))
                .fix = LintReport::setting(LintReport::tr("Make it a user's"), here, Json("user"_L1));
        before = role;
    }
    if (before == "assistant"_L1)
        report
            .perhaps("prefill"_L1, place.child(messages.size() - 1),
                     LintReport::tr("The last message is the assistant's: the model goes on from it. Many "
                                    "models refuse that."))
            .fix = LintReport::removal(LintReport::tr("Remove prefill"), place.child(messages.size() - 1));
}

void lintPrefill(const Json &last, const Pointer &place, LintReport &report)
{
    const Json content = last.value("content"_L1);
    if (last.value("role"_L1).toString() != "assistant"_L1 || content.isEmpty())
        return;
    const qsizetype end = content.size() - 1;
    const QString text = content.at(end).value("text"_L1).toString();
    if (text.isEmpty() || !text.back().isSpace())
        return;
    const Pointer here = place.child(u"content").child(end).child(u"text");
    QString trimmed = text;
    while (!trimmed.isEmpty() && trimmed.back().isSpace())
        trimmed.chop(1);
    report
        .perhaps("prefill-ends-in-space"_L1, here,
                 LintReport::tr("What the assistant begins with must not end in white space."))
        .fix = LintReport::setting(LintReport::tr("Remove the white space"), here, Json(trimmed));
}

/// Blocks of tools have their side of the conversation.
void lintToolRoles(const Json &block, const QString &role, const Pointer &place, LintReport &report)
{
    constexpr std::pair<QLatin1StringView, QLatin1StringView> sides[] = {{"toolUse"_L1, "assistant"_L1},
                                                                         {"toolResult"_L1, "user"_L1},
                                                                         {"toolAddition"_L1, "system"_L1},
                                                                         {"toolRemoval"_L1, "system"_L1}};
    for (const auto &[kind, side] : sides) {
        if (block.contains(kind) && role != side)
            report.removable("tool-block-role"_L1, place,
                             LintReport::tr("A block of the kind %1 may only stand in a message of the role "
                                            "%2.")
                                 .arg(QString(kind), QString(side)));
    }
}

void lintBlock(const Json &block, const QString &role, const Pointer &place, LintReport &report)
{
    const bool isAnswer = role == "assistant"_L1;
    if (block.isObject() && block.size() != 1)
        report.certain(
            "one-member"_L1, place,
            LintReport::tr("A content block has exactly one member, this one has %1.").arg(block.size()));
    if (isBlank(block.value("text"_L1)))
        report.removable("blank-text"_L1, place, LintReport::tr("A text block must not be blank."));
    const Json reasoning = block.value("reasoningContent"_L1);
    if (!reasoning.isNull() && !isAnswer)
        report.removable("reasoning-of-user"_L1, place,
                         LintReport::tr("Reasoning belongs to the assistant's messages."));
    if (const auto text = reasoning.find("reasoningText"_L1); text && !text->contains("signature"_L1))
        report
            .perhaps("reasoning-signature"_L1, place,
                     LintReport::tr("This reasoning has no signature; models that sign theirs refuse it."))
            .fix = LintReport::removal(LintReport::tr("Remove it"), place);
    for (const QLatin1StringView media : {"image"_L1, "document"_L1, "video"_L1, "audio"_L1}) {
        if (block.contains(media) && isAnswer)
            report.removable("media-of-assistant"_L1, place,
                             LintReport::tr("A block of the kind %1 may only stand in a user's message.")
                                 .arg(QString(media)));
    }
    lintToolRoles(block, role, place, report);
}

/// Calls and results: each call is answered in the next message, once.
class ToolThread
{
public:
    ToolThread(const Pointer &messages, LintReport &report) : m_messages(messages), m_report(report) {}

    void read(const Json &message, qsizetype index)
    {
        const Json content = message.value("content"_L1);
        std::vector<Call> calls;
        QSet<QString> answered;
        for (qsizetype i = 0; i < content.size(); ++i) {
            const Pointer place = m_messages.child(index).child(u"content").child(i);
            if (const auto result = content.at(i).find("toolResult"_L1))
                readResult(*result, place, answered);
            if (const auto call = content.at(i).find("toolUse"_L1))
                readCall(*call, place, calls);
        }
        const bool canAnswer = message.value("role"_L1).toString() == "user"_L1;
        for (const Call &call : m_open) {
            if (answered.contains(call.id))
                continue;
            LintFinding &finding = m_report.certain(
                "call-unanswered"_L1, call.place,
                LintReport::tr("The call %1 has no result in the next message.").arg(call.id));
            const Pointer first = m_messages.child(index).child(u"content").child(0);
            if (canAnswer && !call.id.isEmpty())
                finding.fix =
                    LintReport::insertion(LintReport::tr("Answer with an error"), first, failureOf(call.id));
        }
        m_open = std::move(calls);
        nameAgain(message, index);
    }
    void end()
    {
        for (const Call &call : m_open)
            m_report.removable("call-unanswered"_L1, call.place,
                               LintReport::tr("The call %1 has no result yet.").arg(call.id));
        for (const Call &wrong : m_wrongIds)
            report(wrong, nullptr, 0);
    }
    bool anyTool() const { return m_any; }
    /// What the calls name, each once, in order.
    const QStringList &names() const { return m_names; }

private:
    struct Call {
        QString id;
        Pointer place;
    };
    static Json failureOf(const QString &id)
    {
        const Json text = Json::object({{"text"_L1, Json(LintReport::tr("The tool was not run."))}});
        return Json::object({{"toolResult"_L1, Json::object({{"toolUseId"_L1, Json(id)},
                                                             {"content"_L1, Json::array({text})},
                                                             {"status"_L1, Json("error"_L1)}})}});
    }
    void readResult(const Json &result, const Pointer &place, QSet<QString> &answered)
    {
        m_any = true;
        const QString id = result.value("toolUseId"_L1).toString();
        const bool known =
            std::any_of(m_open.begin(), m_open.end(), [&](const Call &call) { return call.id == id; });
        if (!known)
            m_report.removable("result-without-call"_L1, place,
                               LintReport::tr("No call of the message before has the id %1.").arg(id));
        else if (answered.contains(id))
            m_report.removable("result-twice"_L1, place,
                               LintReport::tr("The call %1 is answered twice.").arg(id));
        answered.insert(id);
    }
    void readCall(const Json &call, const Pointer &place, std::vector<Call> &calls)
    {
        m_any = true;
        static const QRegularExpression idPattern(u"^[a-zA-Z0-9_.:-]{1,64}$"_s);
        const QString id = call.value("toolUseId"_L1).toString();
        const QString name = call.value("name"_L1).toString();
        if (!m_names.contains(name) && !name.isEmpty())
            m_names.append(name);
        if (!idPattern.match(id).hasMatch())
            m_wrongIds.push_back({id, place.child(u"toolUse").child(u"toolUseId")});
        if (call.value("type"_L1).toString() != "server_tool_use"_L1)
            calls.push_back({id, place});
    }
    /// Ids the service refuses: mended in the call and in the result that follows it.
    void nameAgain(const Json &message, qsizetype index)
    {
        std::vector<Call> fresh;
        for (const Call &wrong : m_wrongIds) {
            if (wrong.place.tokens().value(1) == QString::number(index)) {
                fresh.push_back(wrong); // its result is in the next message
                continue;
            }
            report(wrong, &message, index);
        }
        m_wrongIds = std::move(fresh);
    }
    void report(const Call &wrong, const Json *answer, qsizetype index)
    {
        static const QRegularExpression foreign(u"[^a-zA-Z0-9_.:-]"_s);
        QString id = wrong.id;
        id = id.replace(foreign, u"_"_s).left(64);
        if (id.isEmpty())
            id = u"call_%1"_s.arg(wrong.place.tokens().value(1));
        LintFix fix = LintReport::setting(LintReport::tr("Call it %1").arg(id), wrong.place, Json(id));
        const Json content = answer ? answer->value("content"_L1) : Json();
        for (qsizetype i = 0; i < content.size(); ++i) {
            if (content.at(i).value("toolResult"_L1).value("toolUseId"_L1).toString() == wrong.id &&
                content.at(i).contains("toolResult"_L1))
                fix.edits.push_back({LintEdit::Kind::Set,
                                     m_messages.child(index)
                                         .child(u"content")
                                         .child(i)
                                         .child(u"toolResult")
                                         .child(u"toolUseId"),
                                     Json(id)});
        }
        m_report
            .certain("call-id"_L1, wrong.place,
                     LintReport::tr("The id of a call has 1 to 64 letters, digits or _ . : - ."))
            .fix = fix;
    }

    const Pointer m_messages;
    LintReport &m_report;
    std::vector<Call> m_open;
    std::vector<Call> m_wrongIds;
    QStringList m_names;
    bool m_any = false;
};

} // namespace

namespace
{

/// Tools of the names that the calls use, with any input.
std::optional<LintFix> declaration(const QStringList &names)
{
    if (names.isEmpty())
        return std::nullopt;
    Json tools = Json::array();
    for (const QString &name : names) {
        const Json schema = Json::object({{"json"_L1, Json::object({{"type"_L1, Json("object"_L1)}})}});
        tools.append(Json::object(
            {{"toolSpec"_L1, Json::object({{"name"_L1, Json(name)}, {"inputSchema"_L1, schema}})}}));
    }
    return LintReport::setting(LintReport::tr("Declare %1").arg(names.join(u", ")),
                               Pointer().child(u"toolConfig"), Json::object({{"tools"_L1, tools}}));
}

} // namespace

void lintMessages(const Json &body, LintReport &report)
{
    const Json messages = body.value("messages"_L1);
    const Pointer place = Pointer().child(u"messages");
    if (messages.isEmpty()) {
        if (!body.contains("promptVariables"_L1))
            report.certain("no-messages"_L1, place, LintReport::tr("There is no message to send."));
        return;
    }
    lintRoles(messages, place, report);
    ToolThread tools(place, report);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json message = messages.at(i);
        const Json content = message.value("content"_L1);
        const QString role = message.value("role"_L1).toString();
        if (content.isEmpty())
            report.removable("empty-message"_L1, place.child(i),
                             LintReport::tr("A message must have at least one block."));
        for (qsizetype block = 0; block < content.size(); ++block)
            lintBlock(content.at(block), role, place.child(i).child(u"content").child(block), report);
        tools.read(message, i);
    }
    tools.end();
    lintPrefill(messages.at(messages.size() - 1), place.child(messages.size() - 1), report);
    if (tools.anyTool() && body.value("toolConfig"_L1).value("tools"_L1).isEmpty())
        report
            .certain("tools-missing"_L1, Pointer().child(u"toolConfig"),
                     LintReport::tr("The messages have tool calls, so the tools must be declared."))
            .fix = declaration(tools.names());
}

} // namespace outcrop::converse
