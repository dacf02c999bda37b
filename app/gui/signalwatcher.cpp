// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/signalwatcher.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

constexpr std::array watchedSignals{SIGTERM, SIGINT, SIGHUP};
// How long the clean exit may take. reliability.md, fault 66.
constexpr unsigned exitSeconds = 3;

std::atomic<int> s_writeEnd{-1};

void onSignal(int)
{
    const int saved = errno;
    // Here and not in drain(), so that a blocked event loop ends too.
    ::alarm(exitSeconds);
    const char byte = 1;
    // A full pipe means the event is already on its way.
    [[maybe_unused]] const ssize_t written = ::write(s_writeEnd.load(), &byte, 1);
    errno = saved;
}

void setDisposition(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | (handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND));
    for (const int number : watchedSignals)
        ::sigaction(number, &action, nullptr);
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent) : QObject(parent)
{
    if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    s_writeEnd.store(m_pipe[1]);
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SignalWatcher::drain);
    setDisposition(&onSignal);
}

SignalWatcher::~SignalWatcher()
{
    if (!m_notifier)
        return;
    setDisposition(SIG_DFL);
    s_writeEnd.store(-1);
    m_notifier.reset();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void SignalWatcher::drain()
{
    std::array<char, 16> bytes{};
    while (::read(m_pipe[0], bytes.data(), bytes.size()) > 0) {
    }
    setDisposition(SIG_DFL);
    Q_EMIT terminationRequested();
}

} // namespace outcrop::app
