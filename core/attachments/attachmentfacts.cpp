// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachmentfacts.h"

#include "core/attachments/blobreference.h"
#include "core/attachments/imagesize.h"
#include "core/aws/hash.h"

namespace outcrop::attachments
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

QByteArray textOf(const Json &source)
{
    if (const auto text = source.find("text"_L1))
        return text->toUtf8();
    QByteArray joined;
    const Json content = source.value("content"_L1);
    for (qsizetype i = 0; i < content.size(); ++i)
        joined += content.at(i).value("text"_L1).toUtf8();
    return joined;
}

std::optional<QByteArray> decoded(const Json &base64)
{
    const QByteArray text = base64.toUtf8();
    if (text.size() % 4 != 0) // Qt takes missing padding, the service does not
        return std::nullopt;
    const auto result = QByteArray::fromBase64Encoding(text, QByteArray::Base64Encoding |
                                                                 QByteArray::AbortOnBase64DecodingErrors);
    if (!base64.isString() || result.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return result.decoded;
}

void readS3(const Json &location, AttachmentFacts &facts)
{
    facts.source = AttachmentFacts::Source::S3;
    facts.uri = location.value("uri"_L1).toString();
    facts.bucketOwner = location.value("bucketOwner"_L1).toString();
}

void readBytes(const QByteArray &bytes, AttachmentFacts &facts)
{
    facts.rawBytes = bytes.size();
    facts.sha256 = aws::sha256Hex(bytes);
}

void readSource(const Json &block, const Json &source, AttachmentFacts &facts)
{
    using Source = AttachmentFacts::Source;
    if (const auto location = source.find("s3Location"_L1))
        return readS3(*location, facts);
    if (const auto missing = missingBlob(block)) {
        facts.source = Source::Missing;
        facts.rawBytes = missing->size;
        facts.sha256 = missing->sha256;
        return;
    }
    if (source.contains("text"_L1) || source.contains("content"_L1)) {
        facts.source = Source::Text;
        return readBytes(textOf(source), facts);
    }
    const Json base64 = source.value("bytes"_L1);
    facts.encodedBytes = base64.toUtf8().size();
    const auto bytes = decoded(base64);
    if (!bytes || bytes->isEmpty())
        return;
    facts.source = Source::Bytes;
    readBytes(*bytes, facts);
    facts.told = formatOfBytes(*bytes);
    facts.pixels = imageSize(*bytes);
}

} // namespace

std::optional<QByteArray> bytesOf(const Json &block)
{
    const Json source = block.at(0).value("source"_L1);
    if (source.contains("text"_L1) || source.contains("content"_L1))
        return textOf(source);
    return decoded(source.value("bytes"_L1));
}

std::optional<AttachmentFacts> factsOf(const Json &block)
{
    const std::optional<Medium> medium = block.size() == 1 ? mediumOf(block.keyAt(0)) : std::nullopt;
    if (!medium)
        return std::nullopt;
    AttachmentFacts facts;
    facts.medium = *medium;
    const Json value = block.at(0);
    facts.format = value.value("format"_L1).toString();
    facts.name = value.value("name"_L1).toString();
    readSource(block, value.value("source"_L1), facts);
    return facts;
}

} // namespace outcrop::attachments
