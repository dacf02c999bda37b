// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace outcrop::simulator
{

/// A thread per connection. cpp-httplib's pool of eight would let eight idle keep-alive connections of one
/// SDK client block every other client.
class ConnectionThreads final : public httplib::TaskQueue
{
public:
    ~ConnectionThreads() override;

    void enqueue(std::function<void()> task) override;
    /// Waits for all of them; each ends by itself once the server's stop event is set.
    void shutdown() override;

private:
    using Threads = std::list<std::thread>;

    void joinFinished();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    Threads m_threads;
    std::list<Threads::iterator> m_finished;
};

} // namespace outcrop::simulator
