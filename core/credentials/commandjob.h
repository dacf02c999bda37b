// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"

#include <QProcess>
#include <QTimer>

#include <optional>

namespace outcrop::credentials
{

/// How long a command may take and how much it may write.
struct CommandLimits {
    std::chrono::milliseconds deadline;
    qint64 outputBytes; ///< of stdout, and of stderr
};

/// One run of a command, given as a list of words; no shell. It reads nothing and has @p environment. Beyond
/// a limit, and after abort(), it and its descendants are killed.
class CommandJob final : public base::Job
{
    Q_OBJECT

public:
    CommandJob(const QStringList &command, const QProcessEnvironment &environment,
               const CommandLimits &limits);
    ~CommandJob() override;

    void abort() override;

    /// Why it gave no output: Credentials (not found, killed by a signal, too much output), Timeout,
    /// Cancelled.
    const std::optional<base::Error> &error() const { return m_error; }
    int exitCode() const { return m_exitCode; }
    const QByteArray &output() const { return m_output; }
    const QByteArray &complaints() const { return m_complaints; } ///< stderr

private:
    void read();
    void ended(int exitCode, QProcess::ExitStatus status);
    void stop(base::Error why);

    QString m_program;
    CommandLimits m_limits;
    QProcess m_process;
    QTimer m_deadline;
    std::optional<base::Error> m_error;
    int m_exitCode = 0;
    QByteArray m_output;
    QByteArray m_complaints;
};

} // namespace outcrop::credentials
