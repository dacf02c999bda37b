// SPDX-License-Identifier: GPL-3.0-or-later

// Roles, turns and the blocks of messages (protocol/converse.md, 3).

#include "core/converse/lintrules.h"

#include <QRegularExpression>
#include <QSet>

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
            report.certain("first-is-user"_L1, here, LintReport::tr("The first message must be the user's."));
        else if (role == before && role != "system"_L1)
            report.certain(
                "roles-alternate"_L1, here,
                LintReport::tr("Two messages of the role %1 follow each other; roles must alternate.")
                    .arg(role));
        if (role == "system"_L1)
            report.perhaps("system-role"_L1, here,
                           LintReport::tr("Only newer models take messages of the role system."));
        else if (role != "user"_L1 && role != "assistant"_L1)
            report.certain("unknown-role"_L1, here,
                           LintReport::tr("A role is user or assistant, not %1.").arg(role));
        before = role;
    }
    if (before == "assistant"_L1)
        report.perhaps(
            "prefill"_L1, place.child(messages.size() - 1),
            LintReport::tr("The last message is the assistant's: the model goes on from it. Many models "
                           "refuse that."));
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
        .fix = LintFix{LintReport::tr("Remove the white space"), here, Json(trimmed)};
}

void lintBlock(const Json &block, bool isAnswer, const Pointer &place, LintReport &report)
{
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
        report.perhaps("reasoning-signature"_L1, place,
                       LintReport::tr("This reasoning has no signature; models that sign theirs refuse it."));
    for (const QLatin1StringView media : {"image"_L1, "document"_L1, "video"_L1, "audio"_L1}) {
        if (block.contains(media) && isAnswer)
            report.removable("media-of-assistant"_L1, place,
                             LintReport::tr("A block of the kind %1 may only stand in a user's message.")
                                 .arg(QString(media)));
    }
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
        for (const Call &call : m_open) {
            if (!answered.contains(call.id))
                m_report.certain(
                    "call-unanswered"_L1, call.place,
                    LintReport::tr("The call %1 has no result in the next message.").arg(call.id));
        }
        m_open = std::move(calls);
    }
    void end()
    {
        for (const Call &call : m_open)
            m_report.certain("call-unanswered"_L1, call.place,
                             LintReport::tr("The call %1 has no result yet.").arg(call.id));
    }
    bool anyTool() const { return m_any; }

private:
    struct Call {
        QString id;
        Pointer place;
    };
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
        if (!idPattern.match(id).hasMatch())
            m_report.certain("call-id"_L1, place.child(u"toolUse").child(u"toolUseId"),
                             LintReport::tr("The id of a call has 1 to 64 letters, digits or _ . : - ."));
        if (call.value("type"_L1).toString() != "server_tool_use"_L1)
            calls.push_back({id, place});
    }

    const Pointer m_messages;
    LintReport &m_report;
    std::vector<Call> m_open;
    bool m_any = false;
};

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
        const bool isAnswer = message.value("role"_L1).toString() == "assistant"_L1;
        if (content.isEmpty())
            report.removable("empty-message"_L1, place.child(i),
                             LintReport::tr("A message must have at least one block."));
        for (qsizetype block = 0; block < content.size(); ++block)
            lintBlock(content.at(block), isAnswer, place.child(i).child(u"content").child(block), report);
        tools.read(message, i);
    }
    tools.end();
    lintPrefill(messages.at(messages.size() - 1), place.child(messages.size() - 1), report);
    if (tools.anyTool() && body.value("toolConfig"_L1).value("tools"_L1).isEmpty())
        report.certain("tools-missing"_L1, Pointer().child(u"toolConfig"),
                       LintReport::tr("The messages have tool calls, so the tools must be declared."));
}

} // namespace outcrop::converse
