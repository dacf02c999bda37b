// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/turnlayout.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

using Kind = models::TranscriptBlock::Kind;

const models::TranscriptBlock *findBlock(const models::TranscriptTurn *turn, Kind kind, const QString &id)
{
    if (!turn || id.isEmpty())
        return nullptr;
    const auto found = std::ranges::find_if(
        turn->blocks, [&](const auto &block) { return block.kind == kind && block.id == id; });
    return found == turn->blocks.end() ? nullptr : &*found;
}

} // namespace

void TurnLayout::update(const models::TranscriptTurn &turn, const TurnContext &context,
                        const TranscriptStyle &style)
{
    m_frameChanged = true;
    m_first = context.first;
    m_role = turn.role.toUpper();
    const bool growing = isGrowing(turn.state);
    m_growing = growing;
    m_showsCaret = growing && (turn.blocks.empty() || turn.blocks.back().kind == Kind::Text ||
                               turn.blocks.back().kind == Kind::Cited);
    updateItems(turn, context, style);
    markBrackets();
    m_hidden = m_items.empty() && !turn.blocks.empty();
    m_emptyStrata = turn.role == u"assistant" ? models::Strata::Output : models::Strata::None;
    m_pills.clear();
    addForkPills(turn);
    if (!turn.blocks.empty() && turn.blocks.front().kind == Kind::Reasoning) {
        HeaderPill pill;
        const bool unfolded = context.unfolded.contains(0);
        pill.text = reasoningLabel(turn.blocks.front()) + (unfolded ? u" ▾"_s : u" ▸"_s);
        pill.clickable = true;
        pill.spot.kind = HotSpot::Kind::Fold;
        pill.spot.block = 0;
        pill.spot.name = reasoningAction(unfolded);
        m_pills.push_back(std::move(pill));
    }
    const StateWords words = stateWords(turn);
    if (!words.text.isEmpty()) {
        HeaderPill pill;
        pill.text = words.text;
        pill.tone = words.tone;
        m_pills.push_back(std::move(pill));
    }
    if (turn.editKept) {
        HeaderPill pill;
        pill.text = keptEditWords();
        pill.tone = PillTone::Amber;
        pill.clickable = true;
        pill.spot.kind = HotSpot::Kind::Edit;
        pill.spot.name = pill.text;
        m_pills.push_back(std::move(pill));
    }
    if (!turn.note.isEmpty()) {
        HeaderPill pill;
        pill.text = noteWords(turn.note);
        m_pills.push_back(std::move(pill));
    }
    m_footer.clear();
    for (FooterPart &part : footerParts(turn))
        m_footer.push_back({std::move(part), {}});
}

/// "‹ 2/3 ›" where messages stand beside each other.
void TurnLayout::addForkPills(const models::TranscriptTurn &turn)
{
    if (turn.siblings < 2)
        return;
    const auto step = [this](const QString &text, HotSpot::Kind kind, const QString &name, bool possible) {
        HeaderPill pill;
        pill.text = text;
        pill.clickable = possible;
        pill.spot.kind = kind;
        pill.spot.name = name;
        m_pills.push_back(std::move(pill));
    };
    step(u"‹"_s, HotSpot::Kind::PreviousSibling, forkAction(-1), turn.sibling > 0);
    HeaderPill count;
    count.text = u"%1/%2"_s.arg(turn.sibling + 1).arg(turn.siblings);
    m_pills.push_back(std::move(count));
    step(u"›"_s, HotSpot::Kind::NextSibling, forkAction(1), turn.sibling + 1 < turn.siblings);
}

void TurnLayout::updateItems(const models::TranscriptTurn &turn, const TurnContext &context,
                             const TranscriptStyle &style)
{
    std::vector<Item> old = std::move(m_items);
    m_items.clear();
    const bool streaming = isGrowing(turn.state);
    for (size_t i = 0; i < turn.blocks.size(); ++i) {
        const models::TranscriptBlock &block = turn.blocks[i];
        if (block.kind == Kind::ToolResult && findBlock(context.previous, Kind::ToolUse, block.id))
            continue; // stands beside its call
        ItemContext itemContext;
        itemContext.block = int(i);
        itemContext.unfolded = context.unfolded.contains(int(i));
        itemContext.inHeader = i == 0 && block.kind == Kind::Reasoning;
        itemContext.growing = block.open || (streaming && i + 1 == turn.blocks.size());
        if (block.kind == Kind::Cited)
            itemContext.firstSource = models::firstSourceOf(turn, int(i));
        if (block.kind == Kind::ToolUse)
            itemContext.result = findBlock(context.next, Kind::ToolResult, block.id);
        m_items.push_back(makeItem(block, itemContext, style, old));
    }
    if (turn.error) {
        Item item;
        item.item = makeErrorItem(turn, style);
        m_items.push_back(std::move(item));
    }
}

TurnLayout::Item TurnLayout::makeItem(const models::TranscriptBlock &block, const ItemContext &context,
                                      const TranscriptStyle &style, std::vector<Item> &old)
{
    Item item;
    item.block = context.block;
    item.strata = block.strata;
    item.muted = block.muted;
    item.source = ItemSource(block, context);
    for (Item &candidate : old) {
        if (!candidate.item || !candidate.source.endsAs(item.source))
            continue;
        if (!candidate.source.isSameAs(item.source))
            candidate.item->finish();
        item.item = std::move(candidate.item);
        return item;
    }
    item.item = makeBlockItem(block, context, style);
    return item;
}

/// Calls that follow each other were made in parallel.
void TurnLayout::markBrackets()
{
    const auto isCall = [this](size_t i) {
        return i < m_items.size() && m_items[i].block >= 0 && m_items[i].source.kind() == Kind::ToolUse;
    };
    for (size_t i = 0; i < m_items.size(); ++i) {
        const bool before = i > 0 && isCall(i - 1);
        const bool after = isCall(i + 1);
        m_items[i].bracketed = isCall(i) && (before || after);
        m_items[i].bracketStart = m_items[i].bracketed && !before;
        m_items[i].bracketEnd = m_items[i].bracketed && !after;
    }
}

bool TurnLayout::appendText(int block, QStringView text)
{
    const auto found = std::ranges::find(m_items, block, &Item::block);
    if (found == m_items.end() || !found->item->appendText(text))
        return false;
    found->source.appendText(text);
    return true;
}

int TurnLayout::layout(const TranscriptStyle &style, int width)
{
    const int before = m_height;
    const bool everything = m_frameChanged || width != m_width;
    m_frameChanged = false;
    m_width = width;
    if (isHidden()) {
        m_height = 0;
        return 0;
    }
    const int left = geometry::marginX + geometry::contentLeft;
    const int top = m_first ? geometry::firstTop : geometry::turnGap;
    m_bodyTop = top + geometry::headerHeight + geometry::headerGap;
    qreal y = m_bodyTop;
    qreal changed = 1e9;
    for (Item &item : m_items) {
        const int indent = item.bracketed ? geometry::bracketWidth : 0;
        const qreal itemWidth = std::max(120, width - left - indent - geometry::marginRight);
        const bool anyAbove = y > m_bodyTop;
        const qreal itemChanged = item.item->layout(style, itemWidth);
        const qreal height = std::ceil(item.item->height());
        const qreal gap = anyAbove && height > 0 ? geometry::itemGap : 0;
        item.origin = QPointF(left + indent, y + gap);
        if (itemChanged < item.item->height())
            changed = std::min(changed, item.origin.y() + itemChanged);
        y += gap + height;
    }
    if (y == m_bodyTop)
        y += m_showsCaret || m_items.empty() ? style.text.lineHeight : 0;
    if (!m_items.empty())
        y += m_items.back().item->bottomPadding();
    if (m_embedded)
        y = m_bodyTop + *m_embedded;
    m_bodyBottom = int(y);
    layoutFooter(style);
    // The caret may have stood in a part that is closed and does not change any more.
    const QRectF caretBefore = std::exchange(m_caret, caret());
    if (everything) {
        layoutHeader(style, top);
        return 0;
    }
    if (!caretBefore.isNull() && caretBefore != m_caret)
        changed = std::min(changed, caretBefore.top());
    if (m_height != before) // the footer moved at least
        changed = std::min(changed, qreal(std::min(before, m_height) - (m_height - m_bodyBottom)));
    return changed > m_height ? m_height : int(changed);
}

bool TurnLayout::hasMore() const
{
    return !m_embedded && std::ranges::any_of(m_items, [](const Item &item) { return item.item->hasMore(); });
}

void TurnLayout::layoutHeader(const TranscriptStyle &style, int top)
{
    qreal x = geometry::marginX + std::ceil(QFontMetricsF(style.role).horizontalAdvance(m_role)) + 8;
    for (HeaderPill &pill : m_pills) {
        if (isCovered(pill))
            continue;
        const QSizeF size = pillSize(style, pill.text);
        pill.rect = QRectF(QPointF(x, top + (geometry::headerHeight - size.height()) / 2), size);
        x += size.width() + 6;
    }
    m_headerTop = top;
    layoutActions(style, x);
}

/// Where they do not fit beside the pills, the menu has them.
void TurnLayout::layoutActions(const TranscriptStyle &style, qreal left)
{
    m_actions.clear();
    if (m_growing || m_embedded)
        return;
    const QFontMetricsF metrics(style.role);
    qreal right = m_width - geometry::marginRight;
    for (const HotSpot::Kind kind : {HotSpot::Kind::Delete, HotSpot::Kind::Copy, HotSpot::Kind::Insert,
                                     HotSpot::Kind::Rerun, HotSpot::Kind::Edit}) {
        HotSpot spot;
        spot.kind = kind;
        spot.name = messageAction(kind);
        const qreal width = std::ceil(metrics.horizontalAdvance(spot.name));
        spot.rect = QRectF(right - width, m_headerTop, width, geometry::headerHeight);
        right -= width + geometry::actionSpace;
        m_actions.insert(m_actions.begin(), spot);
    }
    if (right < left)
        m_actions.clear();
}

void TurnLayout::setEmbedded(const std::optional<int> &height)
{
    m_frameChanged = m_frameChanged || height != m_embedded;
    m_embedded = height;
}

void TurnLayout::layoutFooter(const TranscriptStyle &style)
{
    m_height = m_bodyBottom;
    if (m_footer.empty() || m_embedded)
        return;
    const QFontMetricsF metrics(style.small);
    const qreal right = m_width - geometry::marginRight;
    qreal x = geometry::marginX;
    qreal y = m_bodyBottom + geometry::footerGap;
    for (PlacedPart &placed : m_footer) {
        const qreal width = std::ceil(metrics.horizontalAdvance(placed.part.text));
        if (x > geometry::marginX && x + width > right) {
            x = geometry::marginX;
            y += geometry::footerHeight;
        }
        placed.rect = QRectF(x, y, std::min(width, right - x), geometry::footerHeight);
        x += width + geometry::footerSpace;
    }
    m_height = int(y) + geometry::footerHeight;
}

std::optional<TextPosition> TurnLayout::positionAt(QPointF point, int row) const
{
    if (m_embedded)
        return std::nullopt;
    int best = -1;
    qreal nearest = 1e12;
    for (int i = 0; i < itemCount(); ++i) {
        if (item(i).boxCount() == 0)
            continue;
        const qreal top = itemOrigin(i).y();
        const qreal distance = std::max({top - point.y(), point.y() - top - item(i).height(), 0.0});
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    if (best < 0)
        return std::nullopt;
    const QPointF local = point - itemOrigin(best);
    const int box = item(best).boxAt(local);
    if (box < 0)
        return std::nullopt;
    const PlacedBox placed = item(best).box(box);
    return TextPosition{row, best, box, placed.box->positionAt(local - placed.origin)};
}

bool TurnLayout::isOverText(QPointF point) const
{
    if (m_embedded)
        return false;
    for (int i = 0; i < itemCount(); ++i) {
        const QPointF local = point - itemOrigin(i);
        if (local.y() < 0 || local.y() > item(i).height())
            continue;
        const int box = item(i).boxAt(local);
        if (box >= 0 && item(i).box(box).rect().contains(local))
            return true;
    }
    return false;
}

std::vector<HotSpot> TurnLayout::hotSpots() const
{
    std::vector<HotSpot> spots;
    for (const HeaderPill &pill : m_pills) {
        if (!pill.clickable || isCovered(pill))
            continue;
        spots.push_back(pill.spot);
        spots.back().rect = pill.rect;
    }
    if (m_embedded)
        return spots;
    for (const Item &item : m_items) {
        const size_t first = spots.size();
        item.item->collectHotSpots(spots);
        for (size_t i = first; i < spots.size(); ++i)
            spots[i].rect.translate(item.origin);
    }
    return spots;
}

QRectF TurnLayout::countingRect() const
{
    QRectF all;
    for (const Item &item : m_items) {
        if (item.item->countsSeconds())
            all |= QRectF(item.origin, QSizeF(m_width, item.item->height()));
    }
    return all;
}

QString TurnLayout::footerText() const
{
    QStringList parts;
    for (const PlacedPart &placed : m_footer)
        parts << placed.part.text;
    return parts.join(u" · ");
}

} // namespace outcrop::ui::transcript
