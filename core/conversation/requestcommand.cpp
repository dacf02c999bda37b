// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestcommand.h"

#include <algorithm>
#include <ranges>

namespace outcrop::conversation
{

using json::Json;

namespace
{

constexpr int requestTypingId = 3; // beside those of commands.cpp
constexpr int neverMerges = -1;

} // namespace

bool TextRun::isContinuedBy(const TextRun &next) const
{
    if (removed == 0 && next.removed == 0)
        return !hasLineEnd && next.at >= at && next.at <= at + inserted;
    if (inserted == 0 && next.inserted == 0)
        return next.at == at || next.at + next.removed == at;
    return false;
}

RequestEditCommand::RequestEditCommand(Steps steps, const std::optional<TextRun> &typed, const QString &text)
    : DocumentCommand(text), m_steps(std::move(steps)), m_typed(typed)
{
}

void RequestEditCommand::undo()
{
    for (const auto &step : std::views::reverse(m_steps))
        step->undo();
}

void RequestEditCommand::redo()
{
    if (std::exchange(m_done, false))
        return;
    for (const auto &step : m_steps)
        step->redo();
}

int RequestEditCommand::id() const
{
    return m_typed ? requestTypingId : neverMerges;
}

bool RequestEditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const RequestEditCommand *>(other); // same id(), so same class
    if (!m_typed->isContinuedBy(*next->m_typed))
        return false;
    m_typed = next->m_typed;
    for (const auto &step : next->m_steps)
        take(step);
    return true;
}

/// A value that is set again and again, letter by letter, is kept once.
void RequestEditCommand::take(const std::shared_ptr<DocumentCommand> &step)
{
    if (step->setsOneValue()) {
        for (auto before = m_steps.rbegin(); before != m_steps.rend() && (*before)->setsOneValue();
             ++before) {
            if (!(*before)->absorb(*step))
                continue;
            if ((*before)->changesNothing())
                m_steps.erase(std::next(before).base());
            return;
        }
    }
    m_steps.push_back(step);
}

std::optional<Json> RequestEditCommand::toJson() const
{
    std::vector<std::optional<Json>> steps;
    for (const auto &step : m_steps)
        steps.push_back(step->toJson());
    return macroToJson(text(), steps);
}

} // namespace outcrop::conversation
