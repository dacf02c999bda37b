// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/toolanswers.h"

#include "core/base/ids.h"
#include "core/conversation/conversation.h"
#include "core/conversation/drafting.h"

namespace outcrop::conversation
{

using json::Json;

namespace
{

Json resultContent(const QString &text)
{
    const auto parsed = json::parse(text.toUtf8());
    const bool isObject = parsed.ok() && parsed->isObject();
    return Json::object({{isObject ? QLatin1StringView("json") : QLatin1StringView("text"),
                          isObject ? *parsed : Json(text)}});
}

constexpr QLatin1StringView textMember("text");
constexpr QLatin1StringView resultMember("toolResult");

QString resultWords(const Json &result)
{
    const Json content = result.value(QLatin1StringView("content"));
    QStringList words;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json item = content.at(i);
        if (const std::optional<Json> json = item.find(QLatin1StringView("json")))
            words.append(QString::fromUtf8(json::write(*json, json::Layout::Pretty)));
        else
            words.append(item.value(textMember).toString());
    }
    return words.join(u'\n');
}

/// The block whose words are meant; -1 for none.
int wordsPlace(const Turn &turn, int block)
{
    int result = -1;
    for (int i = 0; i < static_cast<int>(turn.content.size()); ++i) {
        const Block &one = turn.content[static_cast<size_t>(i)];
        if (block >= 0 && i != block)
            continue;
        if (one.value.contains(textMember) && (block >= 0 || !one.muted))
            return i;
        if (one.value.contains(resultMember) && result < 0)
            result = i;
    }
    return result;
}

/// Where the block of a turn has its words, @p words come to stand. Of a whole turn (@p block is -1) they are
/// the words of its other texts too.
void rewordBlock(std::vector<Block> &content, int place, int block, const QString &words)
{
    Json &value = content[static_cast<size_t>(place)].value;
    if (std::optional<Json> result = value.find(resultMember)) {
        result->set(QLatin1StringView("content"), Json::array({resultContent(words)}));
        value.set(resultMember, *result);
        return;
    }
    value.set(textMember, Json(words));
    if (block >= 0)
        return;
    auto next = content.begin() + place + 1;
    while (next != content.end())
        next = next->value.contains(textMember) && !next->muted ? content.erase(next) : next + 1;
}

/// What may stand in a toolResult (protocol/converse.md, Content blocks).
bool isResultContent(const Block &block)
{
    return block.value.contains(QLatin1StringView("image")) ||
           block.value.contains(QLatin1StringView("document")) ||
           block.value.contains(QLatin1StringView("video"));
}

} // namespace

std::vector<PendingToolUse> pendingToolUses(const Conversation &conversation)
{
    std::vector<PendingToolUse> pending;
    if (conversation.turns.empty() || conversation.turns.back().role != QStringLiteral("assistant"))
        return pending;
    const Turn &last = conversation.turns.back();
    for (const Block &block : last.content) {
        const std::optional<Json> call = block.value.find(QLatin1StringView("toolUse"));
        if (!call || !isSent(last, block) ||
            call->value(QLatin1StringView("type")).toString() == QLatin1StringView("server_tool_use"))
            continue;
        pending.push_back({call->value(QLatin1StringView("toolUseId")).toString(),
                           call->value(QLatin1StringView("name")).toString()});
    }
    return pending;
}

std::optional<QString> wordsOf(const Turn &turn, int block)
{
    const int place = wordsPlace(turn, block);
    if (place < 0)
        return std::nullopt;
    const Json &value = turn.content[static_cast<size_t>(place)].value;
    if (const std::optional<Json> result = value.find(resultMember))
        return resultWords(*result);
    if (block >= 0)
        return value.value(textMember).toString();
    QStringList texts;
    for (const Block &one : turn.content) {
        if (one.value.contains(textMember) && !one.muted)
            texts.append(one.value.value(textMember).toString());
    }
    return texts.join(QStringLiteral("\n\n"));
}

Turn reworded(const Turn &turn, int block, const QString &words, const DraftFrame &frame)
{
    Turn other = makeTurn(turn.role, turn.content);
    other.id.clear();
    const int place = wordsPlace(turn, block);
    if (place < 0)
        return other;
    for (Block &one : other.content)
        one.id = base::newId();
    rewordBlock(other.content, place, block, words);
    putDraftFrameAround(other.content, place, frame);
    return other;
}

Turn toolResultTurn(const std::vector<PendingToolUse> &calls, const QString &text, const DraftFrame &frame)
{
    Json content = Json::array();
    std::vector<Block> others;
    const auto place = [&](const std::vector<Block> &blocks) {
        for (const Block &block : blocks) {
            if (calls.size() == 1 && isResultContent(block))
                content.append(block.value);
            else
                others.push_back({base::newId(), block.value, false, block.fileName});
        }
    };
    place(frame.before);
    if (!text.trimmed().isEmpty())
        content.append(resultContent(text));
    place(frame.after);
    std::vector<Block> blocks;
    for (const PendingToolUse &call : calls) {
        const Json result = Json::object(
            {{QLatin1StringView("toolUseId"), Json(call.id)}, {QLatin1StringView("content"), content}});
        blocks.push_back(makeBlock(Json::object({{QLatin1StringView("toolResult"), result}})));
    }
    blocks.insert(blocks.end(), others.begin(), others.end());
    return makeTurn(QStringLiteral("user"), std::move(blocks));
}

} // namespace outcrop::conversation
