// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/blockroles.h"

#include "core/converse/tokenestimate.h"

namespace outcrop::ui::models
{

using conversation::CacheTtl;

namespace
{

struct MemberKind {
    QLatin1StringView member;
    BlockKind kind;
};

constexpr MemberKind objectKinds[] = {
    {QLatin1StringView("cachePoint"), BlockKind::CachePoint},
    {QLatin1StringView("image"), BlockKind::Media},
    {QLatin1StringView("document"), BlockKind::Media},
    {QLatin1StringView("video"), BlockKind::Media},
    {QLatin1StringView("audio"), BlockKind::Media},
    {QLatin1StringView("toolUse"), BlockKind::ToolUse},
    {QLatin1StringView("toolResult"), BlockKind::ToolResult},
    {QLatin1StringView("reasoningContent"), BlockKind::Reasoning},
    {QLatin1StringView("searchResult"), BlockKind::SearchResult},
    {QLatin1StringView("citationsContent"), BlockKind::Citations},
};

} // namespace

QVariant dataOfBlock(const conversation::Block &block, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return textOfBlock(block.value);
    case BlockIdRole:
        return block.id;
    case BlockKindRole:
        return int(kindOfBlock(block.value));
    case BlockTtlRole:
        return int(ttlOfBlock(block.value));
    case BlockTokensRole:
        return converse::estimateBlockTokens(block.value);
    case BlockQualifiersRole:
        return qualifiersOfBlock(block.value);
    default:
        return {};
    }
}

/// A block with a second member is no block that a form could show whole.
BlockKind kindOfBlock(const json::Json &value)
{
    if (value.size() != 1)
        return BlockKind::Other;
    if (value.value(u"text").isString())
        return BlockKind::Text;
    if (value.value(u"guardContent").value(u"text").value(u"text").isString())
        return BlockKind::Guard;
    if (value.value(u"guardContent").value(u"image").isObject())
        return BlockKind::GuardedImage;
    for (const auto &[member, kind] : objectKinds) {
        if (value.value(member).isObject())
            return kind;
    }
    return BlockKind::Other;
}

CacheTtl ttlOfBlock(const json::Json &value)
{
    const QString ttl = value.value(u"cachePoint").value(u"ttl").toString();
    if (ttl == QStringLiteral("1h"))
        return CacheTtl::OneHour;
    return ttl == QStringLiteral("5m") ? CacheTtl::FiveMinutes : CacheTtl::Default;
}

QString textOfBlock(const json::Json &value)
{
    switch (kindOfBlock(value)) {
    case BlockKind::Text:
        return value.value(u"text").toString();
    case BlockKind::CachePoint:
        return {};
    case BlockKind::Guard:
        return value.value(u"guardContent").value(u"text").value(u"text").toString();
    default:
        return QString::fromUtf8(json::write(value));
    }
}

QStringList qualifiersOfBlock(const json::Json &value)
{
    const json::Json list = value.value(u"guardContent").value(u"text").value(u"qualifiers");
    QStringList qualifiers;
    for (qsizetype i = 0; i < list.size(); ++i)
        qualifiers << list.at(i).toString();
    return qualifiers;
}

} // namespace outcrop::ui::models
