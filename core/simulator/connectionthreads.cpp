// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/connectionthreads.h"

namespace outcrop::simulator
{

namespace
{

/// More connections than this wait for one of them to end. Ten times what the SDKs open by default (50).
constexpr size_t connectionLimit = 500;

} // namespace

ConnectionThreads::~ConnectionThreads()
{
    shutdown();
}

void ConnectionThreads::enqueue(std::function<void()> task)
{
    std::unique_lock lock(m_mutex);
    joinFinished();
    while (m_threads.size() >= connectionLimit) {
        m_changed.wait(lock);
        joinFinished();
    }
    const auto self = m_threads.emplace(m_threads.end());
    *self = std::thread([this, self, run = std::move(task)] {
        run();
        const std::lock_guard finished(m_mutex);
        m_finished.push_back(self);
        m_changed.notify_all();
    });
}

void ConnectionThreads::shutdown()
{
    std::unique_lock lock(m_mutex);
    joinFinished();
    while (!m_threads.empty()) {
        m_changed.wait(lock, [this] { return !m_finished.empty(); });
        joinFinished();
    }
}

/// The lock is held; a finished thread needs it no more.
void ConnectionThreads::joinFinished()
{
    for (const Threads::iterator &thread : m_finished) {
        thread->join();
        m_threads.erase(thread);
    }
    m_finished.clear();
}

} // namespace outcrop::simulator
