// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/answerplan.h"

#include "core/aws/hash.h"
#include "core/simulator/answerlimits.h"
#include "core/simulator/answertext.h"
#include "core/simulator/citations.h"
#include "core/simulator/guardrailtrace.h"
#include "core/simulator/requestfacts.h"
#include "core/simulator/schemasample.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

/// A tool call with its input settled.
struct PlannedCall {
    QString name;
    QString input; ///< JSON text
};

bool namesTool(const QString &text, const QString &tool)
{
    QString words = tool;
    words.replace(u'_', u' ').replace(u'-', u' ');
    return text.contains(tool, Qt::CaseInsensitive) || text.contains(words, Qt::CaseInsensitive);
}

QString sampledInput(const Question &question, const QString &tool, const QString &userText)
{
    return QString::fromUtf8(json::write(sampleForSchema(toolSchema(question.body, tool), userText)));
}

base::Result<PlannedCall, ServiceError> directedCall(const Question &question, const DirectedCall &call,
                                                     const QString &userText)
{
    if (toolSchema(question.body, call.name).isNull()) {
        return validationError(
            QStringLiteral("The directive /tool names a tool that toolConfig.tools does not have: %1")
                .arg(call.name));
    }
    if (call.input.isEmpty())
        return PlannedCall{call.name, sampledInput(question, call.name, userText)};
    const auto input = json::parse(call.input);
    if (!input) {
        return validationError(QStringLiteral("The input after /tool %1 is not JSON: %2 at column %3.")
                                   .arg(call.name, input.error().message)
                                   .arg(input.error().column));
    }
    return PlannedCall{call.name, QString::fromUtf8(call.input)};
}

/// Whether a body in the Anthropic form forbids calls; see converseBodyOfAnthropic().
bool forbidsCalls(const Json &body)
{
    const Json choice = body.value("additionalModelRequestFields"_L1).value("tool_choice"_L1);
    return choice.value("type"_L1).toString() == "none"_L1;
}

/// The calls nobody directed: those the tool choice forces, or those the user named.
std::vector<PlannedCall> ownCalls(const Question &question, const QString &userText)
{
    if (forbidsCalls(question.body))
        return {};
    const QStringList offered = requestFacts(question.body).toolNames;
    const Json choice = question.body.value("toolConfig"_L1).value("toolChoice"_L1);
    QStringList wanted;
    for (const QString &tool : offered) {
        if (namesTool(userText, tool))
            wanted.append(tool);
    }
    if (choice.contains("tool"_L1))
        wanted = QStringList{choice.value("tool"_L1).value("name"_L1).toString()};
    else if (choice.contains("any"_L1) && wanted.isEmpty() && !offered.isEmpty())
        wanted = QStringList{offered.first()};
    std::vector<PlannedCall> calls;
    for (const QString &tool : wanted)
        calls.push_back({tool, sampledInput(question, tool, userText)});
    return calls;
}

QString idFor(const Question &question, const QByteArray &prefix, size_t index)
{
    constexpr qsizetype idDigits = 22;
    return QString::fromLatin1(
        prefix +
        aws::sha256Hex(question.seed + QByteArray::number(static_cast<qulonglong>(index))).first(idDigits));
}

AnswerBlock textBlock(const QString &text)
{
    AnswerBlock block;
    block.text = text;
    return block;
}

void addReasoning(Answer &answer, const Question &question, const QString &userText)
{
    AnswerBlock block;
    block.kind = AnswerBlock::Kind::Reasoning;
    block.text = reasoningText(question, userText);
    block.signature = QString::fromLatin1(QByteArray("outcrop-simulator:" + question.seed).toBase64());
    answer.blocks.push_back(block);
}

void addCalls(Answer &answer, const Question &question, const std::vector<PlannedCall> &calls)
{
    QStringList names;
    for (const PlannedCall &call : calls)
        names.append(call.name);
    answer.blocks.push_back(textBlock(toolPreamble(names)));
    for (size_t i = 0; i < calls.size(); ++i) {
        AnswerBlock block;
        block.kind = AnswerBlock::Kind::ToolUse;
        block.text = calls[i].input;
        block.toolName = calls[i].name;
        block.toolUseId = idFor(question, "tooluse_", i);
        answer.blocks.push_back(block);
    }
    answer.stopReason = QStringLiteral("tool_use");
}

/// Whether the request switches the model's reasoning on (protocol/converse.md,
/// additionalModelRequestFields).
bool wantsReasoning(const Question &question)
{
    const Json thinking = question.body.value("additionalModelRequestFields"_L1).value("thinking"_L1);
    const QString type = thinking.value("type"_L1).toString();
    return type == "enabled"_L1 || type == "adaptive"_L1;
}

/// The schema the answer's text must follow, which the request holds as a text; nothing when there is none.
std::optional<Json> outputSchema(const Question &question)
{
    const Json format = question.body.value("outputConfig"_L1).value("textFormat"_L1).value("structure"_L1);
    const auto schema = json::parse(format.value("jsonSchema"_L1).value("schema"_L1).toUtf8());
    return schema ? std::optional(*schema) : std::nullopt;
}

void addText(Answer &answer, const Question &question, const Directives &directives)
{
    QString text;
    for (const QString &complaint : directives.complaints)
        text += QStringLiteral("> %1\n\n").arg(complaint);
    if (directives.help)
        text += helpText();
    else if (directives.words)
        text += longText(directives.text, *directives.words);
    else if (const auto schema = outputSchema(question))
        text = QString::fromUtf8(json::write(sampleForSchema(*schema, directives.text)));
    else if (!lastToolResults(question.body).empty())
        text += toolResultText(question);
    else
        text += ordinaryText(question, directives.text);
    answer.blocks.push_back(textBlock(text));
}

} // namespace

base::Result<Answer, ServiceError> planAnswer(const Question &question, const Directives &directives)
{
    Answer answer;
    answer.stopReason = QStringLiteral("end_turn");
    if (directives.guardrail) {
        answer.blocks.push_back(textBlock(guardrailText()));
        answer.stopReason = QStringLiteral("guardrail_intervened");
        answer.trace = guardrailTrace(question.body);
        applyLimits(answer, {});
        return answer;
    }
    std::vector<PlannedCall> calls;
    for (const DirectedCall &directed : directives.calls) {
        const auto call = directedCall(question, directed, directives.text);
        if (!call)
            return call.error();
        calls.push_back(*call);
    }
    if (calls.empty() && !directives.help && !directives.words)
        calls = ownCalls(question, directives.text);

    if (directives.reason || wantsReasoning(question))
        addReasoning(answer, question, directives.text);
    if (calls.empty())
        addText(answer, question, directives);
    else
        addCalls(answer, question, calls);
    if (directives.cite)
        addCitations(answer, question.body);
    applyLimits(answer, question.body.value("inferenceConfig"_L1));
    if (!directives.stopReason.isEmpty())
        answer.stopReason = directives.stopReason;
    return answer;
}

} // namespace outcrop::simulator
