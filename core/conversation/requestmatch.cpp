// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestmatch.h"

#include <algorithm>

namespace outcrop::conversation
{

using base::AlignedRows;
using json::Json;

namespace
{

std::int64_t likeness(const Json &before, const Json &after)
{
    return before.keyUtf8At(0) == after.keyUtf8At(0) ? 2 : 1;
}

std::int64_t likeness(const RequestMessage &before, const RequestMessage &after)
{
    const auto [end, otherEnd] = std::ranges::mismatch(before.content, after.content);
    return 1 + (before.role == after.role ? 1 : 0) + 4 * (end - before.content.begin());
}

Json withoutTools(Json config)
{
    config.remove(QLatin1StringView("tools"));
    return config;
}

/// Puts the tools of a document together again from those that are shown and those that are not.
class ToolMerge
{
public:
    ToolMerge(const Json &tools, const RequestLayout &layout, const Json &text)
        : m_tools(tools), m_layout(layout), m_text(text)
    {
    }

    Json merged(const std::vector<Json> &after)
    {
        std::vector<Json> before;
        for (const int row : m_layout.tools)
            before.push_back(m_tools.at(row));
        std::vector<qsizetype> rowOf(after.size(), -1);
        m_kept.resize(before.size());
        for (const auto &[i, j, same] : alignParts(before, after)) {
            rowOf[static_cast<size_t>(j)] = m_layout.tools[static_cast<size_t>(i)];
            m_kept[static_cast<size_t>(i)] = true;
        }
        appendMuted(0);
        for (size_t j = 0; j < after.size(); ++j) {
            const qsizetype row = rowOf[j];
            if (row < 0) {
                m_merged.append(ownCopy(after[j], m_text));
                continue;
            }
            passRemoved(row);
            m_merged.append(m_tools.at(row) == after[j] ? m_tools.at(row) : ownCopy(after[j], m_text));
            appendMuted(row + 1);
        }
        passRemoved(m_tools.size());
        return m_merged;
    }

private:
    /// The muted tools from a row on; all there are when no tool is shown.
    void appendMuted(qsizetype row)
    {
        for (; row < m_tools.size(); ++row) {
            if (m_tools.at(row).contains(mutedBlockMember))
                m_merged.append(m_tools.at(row));
            else if (!m_layout.tools.empty())
                break;
        }
    }

    void passRemoved(qsizetype upTo)
    {
        for (; m_passed < m_kept.size() && m_layout.tools[m_passed] < upTo; ++m_passed) {
            if (!m_kept[m_passed])
                appendMuted(m_layout.tools[m_passed] + 1);
        }
    }

    const Json m_tools;
    const RequestLayout &m_layout;
    const Json &m_text;
    std::vector<bool> m_kept; ///< of what is shown
    size_t m_passed = 0;
    Json m_merged = Json::array();
};

} // namespace

bool RequestMessage::saysTheSameAs(const RequestMessage &other) const
{
    return role == other.role && content == other.content && others == other.others;
}

Json ownCopy(const Json &value, const Json &text)
{
    if (text.isNull() || value.sharesTextWith(text)) {
        auto copy = json::parse(json::write(value));
        return copy.ok() ? std::move(copy).value() : value;
    }
    // Put together by whoever had the text, so only as deep as that went.
    Json copy = value;
    if (!value.byteRange() && (value.isObject() || value.isArray())) {
        for (qsizetype i = 0; i < value.size(); ++i)
            copy.setAt(i, ownCopy(value.at(i), text));
    }
    return copy;
}

std::vector<Json> itemsOf(const Json &array)
{
    std::vector<Json> items;
    items.reserve(static_cast<size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        items.push_back(array.at(i));
    return items;
}

AlignedRows alignParts(const std::vector<Json> &before, const std::vector<Json> &after)
{
    return base::alignRows(
        static_cast<int>(before.size()), static_cast<int>(after.size()),
        [&](int i, int j) { return before[static_cast<size_t>(i)] == after[static_cast<size_t>(j)]; },
        [&](int i, int j) {
            return likeness(before[static_cast<size_t>(i)], after[static_cast<size_t>(j)]);
        });
}

RequestMessage requestMessage(const Json &object)
{
    RequestMessage message;
    message.role = object.value(QLatin1StringView("role")).toString();
    message.content = itemsOf(object.value(QLatin1StringView("content")));
    message.others = object;
    message.others.remove(QLatin1StringView("role"));
    message.others.remove(QLatin1StringView("content"));
    return message;
}

RequestMessage requestMessage(const Conversation &conversation, const RequestLayout::Message &layout)
{
    const auto turn = [&](int row) -> const Turn & { return conversation.turns[static_cast<size_t>(row)]; };
    RequestMessage message;
    message.role = turn(layout.turns.front()).role;
    message.others = Json::object();
    for (const int row : layout.turns) {
        message.turns.push_back(turn(row).id);
        const Json &others = turn(row).otherMembers;
        for (qsizetype i = 0; i < others.size(); ++i)
            message.others.appendMember(others.keyAt(i), others.at(i));
    }
    for (const RequestLayout::Item &item : layout.content) {
        const Block &block = turn(item.turn).content[static_cast<size_t>(item.block)];
        message.content.push_back(block.value);
        message.blocks.push_back(block.id);
        message.turnOfBlock.push_back(turn(item.turn).id);
    }
    return message;
}

AlignedRows alignMessages(const std::vector<RequestMessage> &before, const std::vector<RequestMessage> &after)
{
    const auto old = [&](int i) -> const RequestMessage & { return before[static_cast<size_t>(i)]; };
    const auto now = [&](int j) -> const RequestMessage & { return after[static_cast<size_t>(j)]; };
    return base::alignRows(
        static_cast<int>(before.size()), static_cast<int>(after.size()),
        [&](int i, int j) { return old(i).saysTheSameAs(now(j)); },
        [&](int i, int j) { return likeness(old(i), now(j)); });
}

Json withTools(const Json &config, const Json &wanted, const RequestLayout &layout, const Json &text)
{
    const Json tools = config.value(QLatin1StringView("tools"));
    if (std::ssize(layout.tools) == tools.size() && wanted == config)
        return config;
    if (!layout.toolConfig && wanted.isEmpty())
        return config; // all of it is hidden and stays so
    const Json merged =
        ToolMerge(tools, layout, text).merged(itemsOf(wanted.value(QLatin1StringView("tools"))));
    Json result = config;
    if (!wanted.isObject())
        result = Json::object();
    else if (withoutTools(config) != withoutTools(wanted) ||
             config.indexOf(QLatin1StringView("tools")) != wanted.indexOf(QLatin1StringView("tools")))
        result = ownCopy(wanted, text);
    const bool hasTools = !merged.isEmpty() || wanted.contains(QLatin1StringView("tools"));
    if (hasTools && (result != config || merged != tools))
        result.set(QLatin1StringView("tools"), merged);
    return result;
}

} // namespace outcrop::conversation
