// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/callslots.h"

#include <algorithm>
#include <utility>

namespace outcrop::client
{

CallSlots::Place::Place(std::shared_ptr<CallSlots> slots, QString name, std::function<void()> start)
    : m_slots(std::move(slots)), m_name(std::move(name)), m_start(std::move(start))
{
}

CallSlots::Place::~Place()
{
    Queue &queue = m_slots->m_queues[m_name];
    if (!m_isTaken) {
        queue.waiting.erase(std::remove(queue.waiting.begin(), queue.waiting.end(), this),
                            queue.waiting.end());
        return;
    }
    if (queue.waiting.empty()) {
        --queue.running;
        return;
    }
    Place *const next = queue.waiting.front();
    queue.waiting.pop_front();
    next->m_isTaken = true;
    next->m_start();
}

std::unique_ptr<CallSlots::Place> CallSlots::request(const QString &name, int most,
                                                     std::function<void()> start)
{
    std::unique_ptr<Place> place(new Place(shared_from_this(), name, std::move(start)));
    Queue &queue = m_queues[name];
    if (most > 0 && queue.running >= most) {
        queue.waiting.push_back(place.get());
        return place;
    }
    ++queue.running;
    place->m_isTaken = true;
    place->m_start();
    return place;
}

} // namespace outcrop::client
