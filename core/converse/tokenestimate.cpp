// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/tokenestimate.h"

#include <algorithm>

namespace outcrop::converse
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qint64 tokensPerImage = 1500;
constexpr qint64 tokensPerTool = 8;
constexpr qint64 tokensPerToolBlock = 6;
constexpr qint64 documentBytesPerToken = 20;
constexpr qint64 mediaBytesPerToken = 500;

qint64 upTo(qint64 count, qint64 unit)
{
    return (count + unit - 1) / unit;
}

/// A run of characters of one kind. Signs are of the kind of their own character.
struct Run {
    enum Kind { None, Word, Letters, Single, Sign, LineEnd, Space } kind = None;
    char sign = 0;

    friend bool operator==(const Run &, const Run &) = default;
};

qint64 tokensOf(const Run &run, qint64 length)
{
    switch (run.kind) {
    case Run::Word:
        return upTo(length, 6);
    case Run::Letters:
        return upTo(length, 2);
    case Run::Single:
        return length;
    case Run::Sign:
    case Run::LineEnd:
        return upTo(length, 4);
    case Run::Space:
        return length < 2 ? 0 : upTo(length, 8);
    case Run::None:
        break;
    }
    return 0;
}

Run runOfAscii(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return {Run::Word};
    if (c == '\n' || c == '\r')
        return {Run::LineEnd};
    if (c == ' ' || c == '\t')
        return {Run::Space};
    return {Run::Sign, c};
}

/// The kind of what begins at @p lead, and its length in bytes. Two-byte sequences end at U+07FF; of the
/// three-byte ones those with the leads E0, E1 and E2 up to B9 are below U+2E80.
Run runOfUtf8(QByteArrayView rest, qsizetype &length)
{
    const auto lead = static_cast<unsigned char>(rest.front());
    length = 1;
    if (lead < 0x80)
        return runOfAscii(rest.front());
    if (lead < 0xC2 || lead > 0xF4)
        return {Run::Single};
    const qsizetype wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    while (length < std::min(wanted, rest.size()) &&
           (static_cast<unsigned char>(rest.at(length)) & 0xC0) == 0x80)
        ++length;
    if (length < wanted)
        return {Run::Single};
    const bool below2E80 = lead < 0xE2 || (lead == 0xE2 && static_cast<unsigned char>(rest.at(1)) < 0xBA);
    return {below2E80 ? Run::Letters : Run::Single};
}

qint64 bytesOfBase64(const Json &text)
{
    return text.toUtf8().size() / 4 * 3;
}

/// Decoding and counting a whole large file would take longer than a frame.
qint64 tokensOfTextFile(const QByteArray &base64)
{
    constexpr qsizetype counted = 64 * 1024 / 3 * 4; // whole groups of base64
    if (base64.size() <= counted)
        return estimateTextTokens(QByteArray::fromBase64(base64));
    const auto beginning = estimateTextTokens(QByteArray::fromBase64(base64.left(counted)));
    return static_cast<qint64>(static_cast<double>(beginning) * static_cast<double>(base64.size()) / counted);
}

qint64 textsOf(const Json &list)
{
    qint64 tokens = 0;
    for (qsizetype i = 0; i < list.size(); ++i)
        tokens += estimateTextTokens(list.at(i).value("text"_L1).toUtf8());
    return tokens;
}

qint64 tokensOfJson(const Json &value)
{
    return estimateTextTokens(json::write(value));
}

qint64 tokensOfDocument(const Json &document)
{
    const Json source = document.value("source"_L1);
    const QString format = document.value("format"_L1).toString();
    const qint64 around = estimateTextTokens(document.value("name"_L1).toUtf8()) +
                          estimateTextTokens(document.value("context"_L1).toUtf8());
    if (const auto text = source.find("text"_L1))
        return around + estimateTextTokens(text->toUtf8());
    if (const auto content = source.find("content"_L1))
        return around + textsOf(*content);
    const Json bytes = source.value("bytes"_L1);
    if (format == "txt"_L1 || format == "md"_L1 || format == "csv"_L1 || format == "html"_L1)
        return around + tokensOfTextFile(bytes.toUtf8());
    return around + upTo(bytesOfBase64(bytes), documentBytesPerToken);
}

qint64 tokensOfToolResult(const Json &result)
{
    qint64 tokens = tokensPerToolBlock;
    const Json content = result.value("content"_L1);
    for (qsizetype i = 0; i < content.size(); ++i)
        tokens += estimateBlockTokens(content.at(i));
    return tokens;
}

qint64 tokensOfMember(const QString &kind, const Json &value)
{
    if (kind == "text"_L1)
        return estimateTextTokens(value.toUtf8());
    if (kind == "json"_L1)
        return tokensOfJson(value);
    if (kind == "image"_L1)
        return tokensPerImage;
    if (kind == "document"_L1)
        return tokensOfDocument(value);
    if (kind == "video"_L1 || kind == "audio"_L1)
        return upTo(bytesOfBase64(value.value("source"_L1).value("bytes"_L1)), mediaBytesPerToken);
    if (kind == "toolUse"_L1)
        return tokensPerToolBlock + estimateTextTokens(value.value("name"_L1).toUtf8()) +
               tokensOfJson(value.value("input"_L1));
    if (kind == "toolResult"_L1)
        return tokensOfToolResult(value);
    if (kind == "guardContent"_L1)
        return value.contains("image"_L1)
                   ? tokensPerImage
                   : estimateTextTokens(value.value("text"_L1).value("text"_L1).toUtf8());
    if (kind == "reasoningContent"_L1)
        return estimateTextTokens(value.value("reasoningText"_L1).value("text"_L1).toUtf8());
    if (kind == "citationsContent"_L1)
        return textsOf(value.value("content"_L1));
    if (kind == "cachePoint"_L1)
        return 0;
    return tokensOfJson(value);
}

} // namespace

qint64 estimateTextTokens(QByteArrayView utf8)
{
    qint64 tokens = 0;
    Run current;
    qint64 length = 0;
    for (qsizetype at = 0; at < utf8.size();) {
        qsizetype bytes = 1;
        const Run run = runOfUtf8(utf8.sliced(at), bytes);
        if (run != current) {
            tokens += tokensOf(current, length);
            current = run;
            length = 0;
        }
        ++length;
        at += bytes;
    }
    return tokens + tokensOf(current, length);
}

qint64 estimateBlockTokens(const Json &block)
{
    qint64 tokens = 0;
    for (qsizetype i = 0; i < block.size(); ++i)
        tokens += tokensOfMember(block.keyAt(i), block.at(i));
    return tokens;
}

qint64 estimateToolTokens(const Json &tool)
{
    if (tool.contains("cachePoint"_L1))
        return 0;
    const Json spec = tool.value("toolSpec"_L1);
    if (!spec.isObject())
        return tokensPerTool + tokensOfJson(tool);
    return tokensPerTool + estimateTextTokens(spec.value("name"_L1).toUtf8()) +
           estimateTextTokens(spec.value("description"_L1).toUtf8()) +
           tokensOfJson(spec.value("inputSchema"_L1).value("json"_L1));
}

qint64 estimatePromptTokens(const Json &body)
{
    qint64 tokens = 0;
    const Json tools = body.value("toolConfig"_L1).value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i)
        tokens += estimateToolTokens(tools.at(i));
    const Json system = body.value("system"_L1);
    for (qsizetype i = 0; i < system.size(); ++i)
        tokens += estimateBlockTokens(system.at(i));
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        tokens += tokensPerMessage;
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype block = 0; block < content.size(); ++block)
            tokens += estimateBlockTokens(content.at(block));
    }
    return tokens;
}

} // namespace outcrop::converse
