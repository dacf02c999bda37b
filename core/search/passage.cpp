// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/passage.h"

#include "core/json/json.h"

namespace outcrop::search
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;

/// A run of these characters that is so long is an attachment's bytes, which nobody searches.
constexpr qsizetype longestRun = 512;
/// Long texts are cut, so that looking through a candidate stays short; what stands on a cut is in both.
constexpr qsizetype pieceLength = 32'000;
constexpr qsizetype pieceOverlap = 300;

bool isBase64(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'+' || c == u'/' || c == u'=' || c == u'-' ||
                                  c == u'_' || c == u'\\');
}

QString withoutBase64(const QString &text)
{
    if (text.size() < longestRun)
        return text;
    QString kept;
    qsizetype start = 0;
    qsizetype run = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && isBase64(text[i])) {
            ++run;
            continue;
        }
        if (run >= longestRun) {
            kept += QStringView(text).sliced(start, i - run - start);
            start = i;
        }
        run = 0;
    }
    kept += QStringView(text).sliced(start);
    return kept;
}

QString compact(const Json &value)
{
    return QString::fromUtf8(json::write(value, json::Layout::Compact));
}

/// The texts of a list of content blocks, whatever they are.
QString readable(const Json &content)
{
    QString all;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json item = content.at(i);
        const auto text = item.find("text"_L1);
        const auto value = item.find("json"_L1);
        all += (text ? text->toString() : compact(value ? *value : item)) + u'\n';
    }
    return all;
}

void appendBlock(std::vector<Passage> &passages, Passage form, const Json &block)
{
    const auto as = [&](PassageKind kind, const QString &text) {
        form.kind = kind;
        appendPassages(passages, form, text);
    };
    if (const auto text = block.find("text"_L1)) {
        as(form.kind, text->toString());
    } else if (const auto reasoning = block.find("reasoningContent"_L1)) {
        as(PassageKind::Reasoning, reasoning->value("reasoningText"_L1).value("text"_L1).toString());
    } else if (const auto call = block.find("toolUse"_L1)) {
        as(PassageKind::ToolCall, call->value("name"_L1).toString() + u' ' +
                                      compact(call->value("input"_L1)) + u' ' +
                                      call->value("toolUseId"_L1).toString());
    } else if (const auto unsent = block.find(conversation::unsentToolUseMember)) {
        as(PassageKind::ToolCall, unsent->value("name"_L1).toString() + u' ' +
                                      unsent->value("inputText"_L1).toString() + u' ' +
                                      unsent->value("toolUseId"_L1).toString());
    } else if (const auto result = block.find("toolResult"_L1)) {
        as(PassageKind::ToolResult,
           readable(result->value("content"_L1)) + result->value("toolUseId"_L1).toString());
    } else if (!block.contains("cachePoint"_L1)) {
        as(form.kind, compact(block));
    }
}

void appendTurn(std::vector<Passage> &passages, const conversation::Turn &turn, int place)
{
    Passage form{PassageKind::Message, turn.id, place, {}};
    for (const conversation::Block &block : turn.content)
        appendBlock(passages, form, block.value);
    form.kind = PassageKind::Note;
    appendPassages(passages, form, turn.note);
    if (const std::optional<base::Error> &error = turn.facts.error) {
        form.kind = PassageKind::Error;
        appendPassages(passages, form,
                       error->message + u' ' + error->serviceMessage + u' ' + error->code + u' ' +
                           error->detail + u' ' + error->requestId);
    }
}

} // namespace

void appendPassages(std::vector<Passage> &passages, const Passage &form, const QString &text)
{
    QString clean = withoutBase64(text).simplified();
    clean.remove(QChar(u'\0'));
    for (qsizetype from = 0; from < clean.size(); from += pieceLength - pieceOverlap) {
        passages.push_back(form);
        passages.back().text = clean.mid(from, pieceLength);
        if (from + pieceLength >= clean.size())
            return;
    }
}

std::vector<Passage> passagesOf(const conversation::Conversation &given)
{
    conversation::Conversation conversation = given;
    conversation.linkTurns();
    std::vector<Passage> passages;
    appendPassages(passages, {PassageKind::Title, {}, -1, {}}, conversation.title);
    for (const conversation::Block &block : conversation.system)
        appendBlock(passages, {PassageKind::System, {}, -1, {}}, block.value);
    const Json tools = conversation.tools();
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const Json item = tools.at(i);
        const Json tool = item.find(conversation::mutedBlockMember).value_or(item);
        appendPassages(passages, {PassageKind::Tool, {}, -1, {}},
                       tool.value("toolSpec"_L1).value("name"_L1).toString() + u' ' + compact(tool));
    }
    for (const Json &members : {conversation.inference, conversation.otherMembers, conversation.variables}) {
        if (!members.isEmpty())
            appendPassages(passages, {PassageKind::Request, {}, -1, {}}, compact(members));
    }
    int place = 0;
    for (const QString &id : conversation.tree.subtree({})) {
        if (const conversation::Turn *turn = conversation.findTurn(id))
            appendTurn(passages, *turn, place);
        ++place;
    }
    appendPassages(passages, {PassageKind::Draft, {}, -1, {}}, conversation.draft);
    return passages;
}

} // namespace outcrop::search
