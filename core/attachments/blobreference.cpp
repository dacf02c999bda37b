// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/blobreference.h"

#include "core/attachments/mediaformat.h"

#include <algorithm>

namespace outcrop::attachments
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

bool isHash(QByteArrayView text)
{
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

Json toJson(const BlobReference &reference)
{
    Json value =
        Json::object({{"sha256"_L1, Json::string(reference.sha256)}, {"size"_L1, Json(reference.size)}});
    if (!reference.name.isEmpty())
        value.set("name"_L1, Json(reference.name));
    return value;
}

std::optional<BlobReference> blobReferenceFromJson(const Json &value)
{
    BlobReference reference;
    reference.sha256 = value.value("sha256"_L1).toUtf8();
    if (!isHash(reference.sha256))
        return std::nullopt;
    reference.size = std::max<qint64>(0, value.value("size"_L1).toInt().value_or(0));
    reference.name = value.value("name"_L1).toString();
    return reference;
}

std::optional<BlobReference> missingBlob(const Json &block)
{
    if (block.size() != 1 || !mediumOf(block.keyAt(0)))
        return std::nullopt;
    const auto reference = block.at(0).value("source"_L1).find(blobMember);
    return reference ? blobReferenceFromJson(*reference) : std::nullopt;
}

} // namespace outcrop::attachments
