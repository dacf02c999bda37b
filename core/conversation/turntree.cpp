// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/turntree.h"

#include <algorithm>

namespace outcrop::conversation
{

void TurnTree::setChildren(const QString &parentId, const Children &children)
{
    for (const QString &id : m_children.value(parentId).ids) {
        if (m_parents.value(id) == parentId)
            m_parents.remove(id);
    }
    for (const QString &id : children.ids)
        m_parents.insert(id, parentId);
    if (children.ids.empty())
        m_children.remove(parentId);
    else
        m_children.insert(parentId, children);
}

std::vector<QString> TurnTree::branch() const
{
    std::vector<QString> ids;
    for (QString id = children({}).chosen; !id.isEmpty(); id = children(id).chosen)
        ids.push_back(id);
    return ids;
}

std::vector<QString> TurnTree::pathTo(const QString &turnId) const
{
    std::vector<QString> ids;
    if (!contains(turnId))
        return ids;
    for (QString id = turnId; !id.isEmpty(); id = parentOf(id))
        ids.push_back(id);
    std::ranges::reverse(ids);
    return ids;
}

std::vector<QString> TurnTree::subtree(const QString &turnId) const
{
    std::vector<QString> ids;
    std::vector<QString> waiting{turnId}; // not by recursion: a conversation may be thousands of turns deep
    while (!waiting.empty()) {
        const QString id = waiting.back();
        waiting.pop_back();
        if (!id.isEmpty())
            ids.push_back(id);
        const Children next = children(id);
        waiting.insert(waiting.end(), next.ids.rbegin(), next.ids.rend());
    }
    return ids;
}

} // namespace outcrop::conversation
