// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <memory>

namespace outcrop::app
{

/// Turns SIGTERM, SIGINT and SIGHUP into an event: Qt itself would die without running a destructor (X3).
/// The handler only writes a byte to a pipe. A second signal, or more than three seconds after the first,
/// ends the process at once. One per process.
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    /// The desktop, a terminal or a person asks the program to end.
    void terminationRequested();

private:
    void drain();

    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace outcrop::app
