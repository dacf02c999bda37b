// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/itemsource.h"

#include "ui/transcript/painters/textitem.h"

#include <algorithm>

namespace outcrop::ui::transcript
{

void Fingerprint::append(QStringView text)
{
    // What is behind is never shown; its length tells enough.
    const qsizetype room = std::max<qsizetype>(0, TextItem::mostShown - m_size);
    for (const QChar unit : text.first(std::min(room, text.size())))
        m_hash = (m_hash ^ unit.unicode()) * 0x100000001b3ULL;
    m_size += text.size();
}

ItemSource::ItemSource(const models::TranscriptBlock &block, const ItemContext &context)
    : m_text(block.text), m_context(context)
{
    if (context.result)
        m_result = *context.result;
    m_context.result = nullptr;
    m_block.kind = block.kind;
    if (block.kind == models::TranscriptBlock::Kind::Text)
        return; // nothing else of it is shown
    m_block.json = block.json;
    m_block.id = block.id;
    m_block.name = block.name;
    m_block.note = block.note;
    m_block.media = block.media;
    m_block.sources = block.sources;
    m_block.qualifiers = block.qualifiers;
    m_block.citable = block.citable;
    m_block.rest = block.rest;
    m_block.duration = block.duration;
    m_block.toolState = block.toolState;
    m_block.warmUntil = block.warmUntil;
    m_block.open = block.open;
}

bool ItemSource::isSameAs(const ItemSource &other) const
{
    return m_context.growing == other.m_context.growing && endsAs(other);
}

bool ItemSource::endsAs(const ItemSource &other) const
{
    return m_context.block == other.m_context.block && m_context.unfolded == other.m_context.unfolded &&
           m_context.inHeader == other.m_context.inHeader &&
           m_context.firstSource == other.m_context.firstSource &&
           (m_context.growing || !other.m_context.growing) && m_text == other.m_text &&
           m_block == other.m_block && m_result == other.m_result;
}

} // namespace outcrop::ui::transcript
