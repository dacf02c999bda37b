// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/answerlimits.h"

#include "core/converse/tokenestimate.h"
#include "core/simulator/textpieces.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

/// Length of the pieces of a tool input, whose tokens are counted one piece at a time.
constexpr qsizetype inputPiece = 12;

qint64 tokensOf(const QString &text)
{
    return converse::estimateTextTokens(text.toUtf8());
}

/// Ends the answer at the first stop sequence in its texts.
void applyStopSequences(Answer &answer, const Json &sequences)
{
    for (size_t block = 0; block < answer.blocks.size(); ++block) {
        QString &text = answer.blocks[block].text;
        if (answer.blocks[block].kind != AnswerBlock::Kind::Text)
            continue;
        qsizetype first = -1;
        for (qsizetype i = 0; i < sequences.size(); ++i) {
            const QString sequence = sequences.at(i).toString();
            const qsizetype at = text.indexOf(sequence);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
                answer.stopSequence = sequence;
            }
        }
        if (first < 0)
            continue;
        text.truncate(first);
        answer.blocks.resize(block + 1);
        answer.stopReason = QStringLiteral("stop_sequence");
        return;
    }
}

/// The beginning of @p block that has at most @p most tokens; adds its tokens to @p used.
bool fits(AnswerBlock &block, qint64 most, qint64 &used)
{
    const QStringList pieces = block.kind == AnswerBlock::Kind::ToolUse ? fixedPieces(block.text, inputPiece)
                                                                        : wordPieces(block.text);
    qsizetype kept = 0;
    for (const QString &piece : pieces) {
        const qint64 tokens = tokensOf(piece);
        if (used + tokens > most) {
            block.text.truncate(kept);
            return false;
        }
        used += tokens;
        kept += piece.size();
    }
    return true;
}

void applyMaxTokens(Answer &answer, qint64 most)
{
    qint64 used = 0;
    for (size_t block = 0; block < answer.blocks.size(); ++block) {
        if (fits(answer.blocks[block], most, used))
            continue;
        answer.blocks[block].citations.clear();
        answer.blocks[block].signature.clear();
        answer.blocks.resize(block + (answer.blocks[block].text.isEmpty() ? 0 : 1));
        answer.stopReason = QStringLiteral("max_tokens");
        answer.stopSequence.clear();
        return;
    }
}

} // namespace

void applyLimits(Answer &answer, const Json &inferenceConfig)
{
    applyStopSequences(answer, inferenceConfig.value("stopSequences"_L1));
    if (const auto most = inferenceConfig.value("maxTokens"_L1).toInt())
        applyMaxTokens(answer, *most);
    answer.outputTokens = 0;
    for (const AnswerBlock &block : answer.blocks)
        answer.outputTokens += tokensOf(block.text) + tokensOf(block.toolName);
}

} // namespace outcrop::simulator
