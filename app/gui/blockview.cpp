// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/blockview.h"

#include "app/gui/sourceview.h"
#include "core/attachments/mediaformat.h"
#include "core/conversation/block.h"
#include "ui/widgets/attachmentlook.h"

#include <QCoreApplication>
#include <QStringList>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using Block = ui::models::TranscriptBlock;
using ui::models::ToolState;

// "image png, 214 kB", "document Rules pdf, 40 kB": what can be said of a file without decoding it.
QString aboutItem(const json::Json &item)
{
    const json::Json value = item.at(0);
    QStringList words{item.keyAt(0), value.value("name"_L1).toString(), value.value("format"_L1).toString()};
    words.removeAll(QString());
    const json::Json source = value.value("source"_L1);
    const QString uri = source.value("s3Location"_L1).value("uri"_L1).toString();
    const qint64 bytes = source.value("bytes"_L1).toUtf8().size() / 4 * 3;
    return words.join(u' ') + (bytes > 0 ? u", "_s + ui::widgets::byteSize(bytes) : QString()) +
           (uri.isEmpty() ? QString() : u", "_s + uri);
}

// The texts of a list of {text} and {json} blocks, one a paragraph; anything else by its name.
QString readableContent(const json::Json &content)
{
    QStringList parts;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const json::Json item = content.at(i);
        if (const auto text = item.find("text"_L1))
            parts.append(text->toString());
        else if (const auto value = item.find("json"_L1))
            parts.append(QString::fromUtf8(json::write(*value, json::Layout::Pretty)));
        else if (const auto found = item.find("searchResult"_L1))
            parts.append(readableSearchResult(*found));
        else if (item.size() > 0)
            parts.append(u'[' + aboutItem(item) + u']');
    }
    return parts.join(u"\n\n");
}

void viewText(Block &view, const json::Json &value)
{
    view.kind = Block::Kind::Text;
    view.text = value.toString();
}

void viewReasoning(Block &view, const json::Json &value)
{
    view.kind = Block::Kind::Reasoning;
    view.text = value.value("reasoningText"_L1).value("text"_L1).toString();
}

void viewToolUse(Block &view, const json::Json &value)
{
    view.kind = Block::Kind::ToolUse;
    view.id = value.value("toolUseId"_L1).toString();
    view.name = value.value("name"_L1).toString();
    view.text = QString::fromUtf8(json::write(value.value("input"_L1), json::Layout::Pretty));
}

void viewToolResult(Block &view, const json::Json &value)
{
    view.kind = Block::Kind::ToolResult;
    view.id = value.value("toolUseId"_L1).toString();
    view.text = readableContent(value.value("content"_L1));
    view.toolState = toolStateOf(value);
}

void viewMedium(Block &view, const json::Json &block)
{
    const json::Json value = block.at(0);
    view.kind = block.keyAt(0) == "image"_L1 ? Block::Kind::Image : Block::Kind::Document;
    view.media = block;
    view.name = value.value("name"_L1).toString();
    if (view.name.isEmpty())
        view.name = value.value("format"_L1).toString();
}

void viewCachePoint(Block &view, const json::Json &value)
{
    view.kind = Block::Kind::CachePoint;
    view.name = value.value("ttl"_L1).toString();
}

// A call whose input is not JSON: kept to be seen, never run or sent.
void viewUnsentToolUse(Block &view, const json::Json &value)
{
    viewToolUse(view, value);
    view.text = value.value("inputText"_L1).toString();
    view.note = QCoreApplication::translate("BlockView", "input is not JSON: never run or sent");
    view.toolState = ToolState::Error;
}

// A streamed block of an unknown kind: named by what its first event brought.
void viewUnknown(Block &view, const json::Json &events)
{
    const json::Json event = events.at(0);
    view.name = event.value(event.contains("start"_L1) ? "start"_L1 : "delta"_L1).keyAt(0);
    view.json = json::write(events.size() == 1 ? event : events, json::Layout::AsWritten);
}

struct Rule {
    QLatin1StringView member;
    void (*view)(Block &, const json::Json &);
};

constexpr Rule rules[] = {
    {"reasoningContent"_L1, &viewReasoning},
    {"toolUse"_L1, &viewToolUse},
    {"toolResult"_L1, &viewToolResult},
    {"cachePoint"_L1, &viewCachePoint},
    {"citationsContent"_L1, &viewCitations},
    {"searchResult"_L1, &viewSearchResult},
    {conversation::unsentToolUseMember, &viewUnsentToolUse},
    {conversation::unknownBlockMember, &viewUnknown},
};

} // namespace

ui::models::TranscriptBlock blockView(const json::Json &block)
{
    Block view;
    if (block.size() == 1 && attachments::mediumOf(block.keyAt(0))) {
        viewMedium(view, block);
        return view;
    }
    if (const auto text = block.find("text"_L1)) { // however long: nothing of it is written for nobody
        viewText(view, *text);
        return view;
    }
    view.kind = Block::Kind::Unknown;
    view.json = json::write(block, json::Layout::AsWritten);
    if (block.size() == 1 && block.keyAt(0) == "guardContent"_L1 && viewGuardContent(view, block))
        return view;
    for (const Rule &rule : rules) {
        if (const auto value = block.find(rule.member)) {
            rule.view(view, *value);
            return view;
        }
    }
    view.name = block.keyAt(0);
    return view;
}

ui::models::TranscriptBlock blockView(const stream::LiveBlock &live)
{
    using Kind = stream::LiveBlock::Kind;
    Block view;
    // Growing texts are taken as they are; everything else is looked at as the message will have it.
    if (live.kind == Kind::Text && live.citations.empty()) {
        view.kind = Block::Kind::Text;
        view.text = live.text;
    } else if (live.kind == Kind::Reasoning) {
        view.kind = Block::Kind::Reasoning;
        view.text = live.text;
    } else if (live.kind == Kind::ToolUse) {
        view.kind = Block::Kind::ToolUse;
        view.id = live.toolUseId;
        view.name = live.toolName;
        view.text = QString::fromUtf8(live.toolInput);
        if (live.inputState == stream::LiveBlock::InputState::Usable)
            view.text = QString::fromUtf8(json::write(live.input, json::Layout::Pretty));
    } else if (live.kind == Kind::Unknown) {
        view.kind = Block::Kind::Unknown;
        if (!live.raw.empty())
            view.json = json::write(live.raw.back(), json::Layout::AsWritten);
    } else {
        view = blockView(live.toJson());
    }
    view.strata = ui::models::Strata::Output;
    view.open = live.open;
    return view;
}

ui::models::ToolState toolStateOf(const json::Json &toolResult)
{
    if (toolResult.value("status"_L1).toString() == "error"_L1)
        return ToolState::Error;
    const json::Json content = toolResult.value("content"_L1);
    for (qsizetype i = 0; i < content.size(); ++i) {
        const json::Json item = content.at(i);
        if (item.size() != 1 || !item.value("text"_L1).isBlankString())
            return ToolState::Ok;
    }
    return ToolState::Empty;
}

} // namespace outcrop::app
