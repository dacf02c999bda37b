// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace outcrop::ui::models;
using namespace std::chrono_literals;

namespace outcrop::test
{

TranscriptBlock textBlock(const QString &text, Strata strata)
{
    TranscriptBlock block;
    block.text = text;
    block.strata = strata;
    return block;
}

TranscriptBlock fileBlock(QLatin1StringView member, const QString &name, const QString &format,
                          const QByteArray &bytes)
{
    using json::Json;
    TranscriptBlock block;
    block.kind = member == "image"_L1 ? TranscriptBlock::Kind::Image : TranscriptBlock::Kind::Document;
    block.name = name;
    Json value = Json::object({{"format"_L1, Json(format)}});
    if (member == "document"_L1)
        value.set("name"_L1, Json(name));
    value.set("source"_L1, Json::object({{"bytes"_L1, Json::string(bytes.toBase64())}}));
    block.media = Json::object({{member, value}});
    return block;
}

TranscriptBlock toolUse(const QString &name, const QString &id, const QString &input)
{
    TranscriptBlock block;
    block.kind = TranscriptBlock::Kind::ToolUse;
    block.name = name;
    block.id = id;
    block.text = input;
    block.json =
        u"{\"toolUse\":{\"toolUseId\":\"%1\",\"name\":\"%2\",\"input\":%3}}"_s.arg(id, name, input).toUtf8();
    return block;
}

TranscriptBlock toolResult(const QString &id, const QString &text, ToolState state)
{
    TranscriptBlock block;
    block.kind = TranscriptBlock::Kind::ToolResult;
    block.id = id;
    block.text = text;
    block.toolState = state;
    return block;
}

TranscriptTurn turnOf(const QString &id, const QString &role, std::vector<TranscriptBlock> blocks)
{
    TranscriptTurn turn;
    turn.id = id;
    turn.role = role;
    turn.blocks = std::move(blocks);
    return turn;
}

TranscriptTurn textTurn(const QString &id, const QString &role, const QString &text)
{
    return turnOf(id, role, {textBlock(text)});
}

std::vector<TranscriptTurn> radioConversation()
{
    TranscriptBlock reasoning;
    reasoning.kind = TranscriptBlock::Kind::Reasoning;
    reasoning.text = u"The user wants the top song. I should call **top_song** first."_s;
    reasoning.duration = 1200ms;
    reasoning.strata = Strata::Write;
    TranscriptBlock call = toolUse(u"top_song"_s, u"tooluse_k9QmZ0f2"_s, u"{\"sign\":\"WZPZ\"}"_s);
    call.note = u"matches schema"_s;
    call.strata = Strata::Write;
    TranscriptBlock result =
        toolResult(call.id, u"{\"song\":\"Elemental Hotel\",\"artist\":\"8 Storey Hike\"}"_s, ToolState::Ok);
    result.duration = 118ms;
    std::vector<TranscriptTurn> turns;
    turns.push_back(turnOf(
        u"u1"_s, u"user"_s,
        {textBlock(u"What is the most popular song on WZPZ right now? Then build a 3-song set around it."_s,
                   Strata::Read)}));
    TranscriptTurn answer = turnOf(u"a1"_s, u"assistant"_s,
                                   {reasoning, textBlock(u"Let me look that up."_s, Strata::Write), call});
    answer.footer.stopReason = u"tool_use"_s;
    answer.footer.outputTokens = 31;
    answer.footer.firstToken = 388ms;
    answer.footer.total = 1900ms;
    answer.footer.cacheReadTokens = 2140;
    answer.footer.cacheWriteTokens = 171;
    turns.push_back(std::move(answer));
    turns.push_back(turnOf(u"u2"_s, u"user"_s, {result}));
    TranscriptBlock growing = textBlock(
        u"Here is a set built around the current number one:\n\n1. **Elemental Hotel** — 8 Storey Hike\n2. **Paper Lanterns** — The Low Tides\n3. **Quarry Lights** — Ju"_s,
        Strata::Output);
    growing.open = true;
    TranscriptTurn streaming = turnOf(u"a2"_s, u"assistant"_s, {growing});
    streaming.state = TurnState::Streaming;
    streaming.footer.estimatedTokensPerSecond = 68;
    streaming.footer.firstToken = 401ms;
    streaming.footer.cacheReadTokens = 2311;
    streaming.footer.events = 84;
    turns.push_back(std::move(streaming));
    return turns;
}

QString longAnswer()
{
    QFile file(QStringLiteral(OUTCROP_TEST_DATA "/markdown/answer.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

TranscriptTurn failedTurn()
{
    TranscriptTurn turn =
        turnOf(u"f1"_s, u"assistant"_s, {textBlock(u"The first half of the answer arri"_s, Strata::Output)});
    turn.state = TurnState::Failed;
    base::Error error =
        base::makeError(base::ErrorKind::Throttled, u"The service refused the request: too many requests."_s,
                        u"Wait a moment and retry, or ask for a higher quota."_s);
    error.serviceMessage = u"Too many requests, please wait before trying again."_s;
    error.code = u"ThrottlingException"_s;
    error.requestId = u"7f3c1b9e-4f7d-4c02-9f0a-2d1f7c1a5e11"_s;
    error.httpStatus = 429;
    turn.error = error;
    turn.footer.total = 2100ms;
    return turn;
}

namespace
{

TranscriptBlock guarded(const QString &text, const QStringList &qualifiers)
{
    TranscriptBlock block = textBlock(text);
    block.kind = TranscriptBlock::Kind::Guarded;
    block.qualifiers = qualifiers;
    block.json = "{\"guardContent\":{\"text\":{\"text\":\"\"}}}";
    return block;
}

TranscriptBlock guardedImage(const QByteArray &png)
{
    TranscriptBlock block = fileBlock("image"_L1, u"png"_s, u"png"_s, png);
    block.kind = TranscriptBlock::Kind::Guarded;
    block.media = json::Json::object({{"guardContent"_L1, block.media}});
    return block;
}

TranscriptBlock searchResult(const QString &title, const QString &source, const QString &text)
{
    TranscriptBlock block = textBlock(text);
    block.kind = TranscriptBlock::Kind::SearchResult;
    block.sources.push_back({title, source, {}, {}, {}});
    block.json = "{\"searchResult\":{}}";
    return block;
}

TranscriptBlock cited(const QString &text, std::vector<SourceReference> sources)
{
    TranscriptBlock block = textBlock(text, Strata::Output);
    block.kind = TranscriptBlock::Kind::Cited;
    block.sources = std::move(sources);
    block.json = "{\"citationsContent\":{}}";
    return block;
}

} // namespace

std::vector<TranscriptTurn> citingConversation()
{
    QFile picture(u":/qt-project.org/styles/commonstyle/images/standardbutton-help-32.png"_s);
    const QByteArray png = picture.open(QIODevice::ReadOnly) ? picture.readAll() : QByteArray();
    TranscriptBlock page =
        searchResult(u"Opening hours of the depot"_s, u"https://example.org/depot/hours"_s,
                     u"The depot is open from **8:00** to 17:00.\n\nOn Fridays it closes an hour "
                     "earlier, and on public holidays it is closed."_s);
    page.citable = true;
    TranscriptBlock note =
        searchResult(u"A note without an address"_s, u"kb/depot#12"_s, u"See the other page."_s);
    note.citable = false;
    note.rest = u"{\n  \"score\": 0.87\n}"_s;
    TranscriptTurn question =
        turnOf(u"q"_s, u"user"_s,
               {page, note, guarded(u"When does the depot *close* on a Friday?"_s, {u"query"_s}),
                guarded(u"Hours are in the handbook."_s, {u"grounding_source"_s, u"guard_content"_s}),
                guardedImage(png)});
    const SourceReference hours{u"Opening hours of the depot"_s,
                                u"https://example.org/depot/hours"_s,
                                u"search result 1, part 1"_s,
                                {},
                                u"On Fridays it closes an hour earlier"_s};
    const SourceReference handbook{u"Handbook"_s,
                                   {},
                                   u"document 1, pages 3–4"_s,
                                   {},
                                   u"The depot keeps its hours all year. "_s.repeated(12) + u"Zebra."_s};
    const SourceReference web{{}, {}, {}, u"https://example.com/news"_s, u"No change this spring."_s};
    TranscriptTurn answer = turnOf(u"a"_s, u"assistant"_s,
                                   {textBlock(u"I looked at two places."_s, Strata::Output),
                                    cited(u"On Fridays the depot closes at **16:00**."_s, {hours, handbook}),
                                    cited(u"That has not changed."_s, {web})});
    return {question, answer};
}

} // namespace outcrop::test
