// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/blockitem.h"

#include "ui/transcript/painters/cachepointitem.h"
#include "ui/transcript/painters/citeditem.h"
#include "ui/transcript/painters/guarditem.h"
#include "ui/transcript/painters/jsonitem.h"
#include "ui/transcript/painters/mediaitem.h"
#include "ui/transcript/painters/reasoningitem.h"
#include "ui/transcript/painters/searchresultitem.h"
#include "ui/transcript/painters/textitem.h"
#include "ui/transcript/painters/toolcarditem.h"

#include <algorithm>

namespace outcrop::ui::transcript
{

bool BlockItem::appendText(QStringView)
{
    return false;
}

PlacedBox BlockItem::box(int) const
{
    return {};
}

QChar BlockItem::separatorAfter(int) const
{
    return u'\n';
}

int BlockItem::boxAt(QPointF point) const
{
    int best = -1;
    qreal nearest = 1e12;
    for (int i = 0; i < boxCount(); ++i) {
        const QRectF area = box(i).rect();
        const qreal dx = std::max({area.left() - point.x(), point.x() - area.right(), 0.0});
        const qreal dy = std::max({area.top() - point.y(), point.y() - area.bottom(), 0.0});
        if (dx + 4 * dy < nearest) {
            nearest = dx + 4 * dy;
            best = i;
        }
    }
    return best;
}

void BlockItem::collectHotSpots(std::vector<HotSpot> &) const {}

QRectF BlockItem::endCaret() const
{
    return {};
}

std::unique_ptr<BlockItem> makeBlockItem(const models::TranscriptBlock &block, const ItemContext &context,
                                         const TranscriptStyle &style)
{
    using Kind = models::TranscriptBlock::Kind;
    switch (block.kind) {
    case Kind::Text:
        return std::make_unique<TextItem>(block.text, context.growing);
    case Kind::Reasoning:
        return std::make_unique<ReasoningItem>(block, context);
    case Kind::ToolUse:
        return std::make_unique<ToolCardItem>(&block, context.result, context, style);
    case Kind::ToolResult:
        return std::make_unique<ToolCardItem>(nullptr, &block, context, style);
    case Kind::Image:
    case Kind::Document:
        return std::make_unique<MediaItem>(block, style);
    case Kind::Guarded:
        return std::make_unique<GuardItem>(block, context, style);
    case Kind::SearchResult:
        return std::make_unique<SearchResultItem>(block, context, style);
    case Kind::Cited:
        return std::make_unique<CitedItem>(block, context, style);
    case Kind::CachePoint:
        return std::make_unique<CachePointItem>(block, style);
    case Kind::Unknown:
        return std::make_unique<JsonItem>(block, context, style);
    }
    Q_UNREACHABLE();
}

} // namespace outcrop::ui::transcript
