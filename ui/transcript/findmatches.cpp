// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/findmatches.h"

#include "ui/markdown/plaintext.h"
#include "ui/models/transcriptmodel.h"
#include "ui/transcript/sourcewords.h"

#include <algorithm>

namespace outcrop::ui::transcript
{

namespace
{

using models::TranscriptBlock;
using models::TranscriptModel;
using Kind = TranscriptBlock::Kind;

const TranscriptBlock *blockWith(const TranscriptModel &model, int row, Kind kind, const QString &id)
{
    if (row < 0 || row >= model.rowCount() || id.isEmpty())
        return nullptr;
    const auto &blocks = model.turn(row).blocks;
    const auto found = std::ranges::find_if(
        blocks, [&](const TranscriptBlock &block) { return block.kind == kind && block.id == id; });
    return found == blocks.end() ? nullptr : &*found;
}

QString sourcesOf(const TranscriptBlock &block)
{
    QString text;
    for (const models::SourceReference &source : block.sources) {
        const QStringList lines =
            block.kind == Kind::SearchResult ? QStringList{source.title, source.source} : sourceLines(source);
        text += lines.join(u'\n') + u'\n';
    }
    return text;
}

/// What of a block can be read when it is unfolded, in the order of its boxes.
QString readable(const TranscriptModel &model, int row, const TranscriptBlock &block)
{
    switch (block.kind) {
    case Kind::Text:
    case Kind::Reasoning:
        return markdown::plainText(block.text);
    case Kind::ToolUse: {
        const TranscriptBlock *result = blockWith(model, row + 1, Kind::ToolResult, block.id);
        return block.name + u'\n' + block.text + (result ? u'\n' + result->text : QString());
    }
    case Kind::ToolResult:
        return blockWith(model, row - 1, Kind::ToolUse, block.id) ? QString() : block.text;
    case Kind::Guarded:
        return markdown::plainText(block.text) + u'\n' + block.rest;
    case Kind::SearchResult:
        return sourcesOf(block) + block.text + u'\n' + block.rest;
    case Kind::Cited:
        return markdown::plainText(block.text) + u'\n' + sourcesOf(block) + block.rest;
    case Kind::Unknown:
        return QString::fromUtf8(block.json);
    case Kind::Image:
    case Kind::CachePoint:
    case Kind::Document:
        break;
    }
    return {};
}

QString readable(const base::Error &error)
{
    QString text = error.message;
    if (error.serviceMessage != error.message)
        text += u'\n' + error.serviceMessage;
    text += u'\n' + error.advice;
    if (error.detail != error.serviceMessage)
        text += u'\n' + error.detail;
    return text + u'\n' + error.code + u'\n' + error.requestId;
}

} // namespace

void FindMatches::start(const models::TranscriptModel *model, const QString &needle,
                        Qt::CaseSensitivity sensitivity, int firstRow)
{
    m_model = model;
    m_needle = needle;
    m_sensitivity = sensitivity;
    m_count = 0;
    m_rows.clear();
    m_left.clear();
    if (!model || needle.isEmpty())
        return;
    const int count = model->rowCount();
    m_rows.resize(static_cast<size_t>(count));
    for (int i = count - 1; i >= 0; --i)
        m_left.push_back((std::clamp(firstRow, 0, std::max(0, count - 1)) + i) % count);
}

void FindMatches::scan(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (!m_left.empty()) {
        const int row = m_left.back();
        m_left.pop_back();
        scanRow(row);
        if (std::chrono::steady_clock::now() >= end)
            return;
    }
}

void FindMatches::scanRow(int row)
{
    std::vector<InRow> &found = m_rows[static_cast<size_t>(row)];
    m_count -= static_cast<int>(found.size());
    found.clear();
    const auto collect = [&](int block, const QString &text) {
        int ordinal = 0;
        for (qsizetype at = text.indexOf(m_needle, 0, m_sensitivity); at >= 0;
             at = text.indexOf(m_needle, at + m_needle.size(), m_sensitivity))
            found.push_back({block, ordinal++});
    };
    const models::TranscriptTurn &turn = m_model->turn(row);
    for (size_t block = 0; block < turn.blocks.size(); ++block)
        collect(static_cast<int>(block), readable(*m_model, row, turn.blocks[block]));
    if (turn.error)
        collect(-1, readable(*turn.error));
    m_count += static_cast<int>(found.size());
}

void FindMatches::lookAgain(int row)
{
    if (row >= 0 && row < static_cast<int>(m_rows.size()) && std::ranges::find(m_left, row) == m_left.end())
        m_left.push_back(row);
}

// Neighbours show each other's results.
void FindMatches::changeRow(int row)
{
    for (const int touched : {row - 1, row + 1, row})
        lookAgain(touched);
}

void FindMatches::insertRows(int first, int last)
{
    if (!m_model || m_needle.isEmpty())
        return;
    const int added = last - first + 1;
    for (int &row : m_left)
        row += row >= first ? added : 0;
    m_rows.insert(m_rows.begin() + first, static_cast<size_t>(added), {});
    for (int row = last; row >= first; --row)
        changeRow(row);
}

void FindMatches::removeRows(int first, int last)
{
    if (!m_model || m_needle.isEmpty())
        return;
    for (int row = first; row <= last; ++row)
        m_count -= static_cast<int>(m_rows[static_cast<size_t>(row)].size());
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    std::erase_if(m_left, [&](int row) { return row >= first && row <= last; });
    for (int &row : m_left)
        row -= row > last ? last - first + 1 : 0;
    lookAgain(first - 1);
    lookAgain(first);
}

int FindMatches::countIn(int row, int block) const
{
    if (row < 0 || row >= static_cast<int>(m_rows.size()))
        return 0;
    return static_cast<int>(std::ranges::count(m_rows[static_cast<size_t>(row)], block, &InRow::block));
}

int FindMatches::numberOf(const FindMatch &match) const
{
    if (match.row >= static_cast<int>(m_rows.size()))
        return 0;
    int number = 0;
    for (int row = 0; row < match.row; ++row)
        number += static_cast<int>(m_rows[static_cast<size_t>(row)].size());
    for (const InRow &one : m_rows[static_cast<size_t>(match.row)]) {
        ++number;
        if (one.block == match.block && one.ordinal == match.ordinal)
            return number;
    }
    return 0;
}

std::optional<FindMatch> FindMatches::firstFrom(int row) const
{
    const int count = static_cast<int>(m_rows.size());
    for (int i = 0; i < count; ++i) {
        const int at = (std::max(0, row) + i) % count;
        const std::vector<InRow> &found = m_rows[static_cast<size_t>(at)];
        if (!found.empty())
            return FindMatch{at, found.front().block, found.front().ordinal};
    }
    return std::nullopt;
}

std::optional<FindMatch> FindMatches::beside(const FindMatch &match, int direction) const
{
    const int count = static_cast<int>(m_rows.size());
    if (count == 0 || match.row >= count)
        return firstFrom(0);
    const std::vector<InRow> &own = m_rows[static_cast<size_t>(match.row)];
    const auto here = std::ranges::find_if(
        own, [&](const InRow &one) { return one.block == match.block && one.ordinal == match.ordinal; });
    const auto place = here - own.begin() + (direction > 0 ? 1 : -1);
    if (here != own.end() && place >= 0 && place < std::ssize(own))
        return FindMatch{match.row, own[size_t(place)].block, own[size_t(place)].ordinal};
    for (int i = 1; i <= count; ++i) {
        const int row = ((match.row + (direction > 0 ? i : -i)) % count + count) % count;
        const std::vector<InRow> &found = m_rows[static_cast<size_t>(row)];
        if (!found.empty()) {
            const InRow &one = direction > 0 ? found.front() : found.back();
            return FindMatch{row, one.block, one.ordinal};
        }
    }
    return std::nullopt;
}

} // namespace outcrop::ui::transcript
