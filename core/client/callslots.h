// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace outcrop::client
{

/// Lets at most so many calls of one name run at a time; the others wait in the order in which they came.
class CallSlots : public std::enable_shared_from_this<CallSlots>
{
public:
    /// A place, or the wait for one. Deleting it gives the place to the next.
    class Place
    {
    public:
        ~Place();
        Place(const Place &) = delete;
        Place &operator=(const Place &) = delete;

    private:
        friend class CallSlots;
        Place(std::shared_ptr<CallSlots> slots, QString name, std::function<void()> start);

        std::shared_ptr<CallSlots> m_slots;
        QString m_name;
        std::function<void()> m_start;
        bool m_isTaken = false;
    };

    /// Calls @p start now when fewer than @p most (0: no limit) run under @p name, else when there is a
    /// place.
    std::unique_ptr<Place> request(const QString &name, int most, std::function<void()> start);

private:
    struct Queue {
        int running = 0;
        std::deque<Place *> waiting;
    };

    std::map<QString, Queue> m_queues;
};

} // namespace outcrop::client
