// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/commandjob.h"

#include "core/credentials/processtree.h"

#include <QFileInfo>

#include <utility>

namespace outcrop::credentials
{

namespace
{

using base::ErrorKind;
using base::makeError;

QString adviceToTry()
{
    return QStringLiteral("Run the command of credential_process in a terminal and see what it says.");
}

} // namespace

CommandJob::CommandJob(const QStringList &command, const QProcessEnvironment &environment,
                       const CommandLimits &limits)
    : m_program(QFileInfo(command.first()).fileName()), m_limits(limits)
{
    m_process.setProgram(command.first());
    m_process.setArguments(command.sliced(1));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &CommandJob::read);
    connect(&m_process, &QProcess::readyReadStandardError, this, &CommandJob::read);
    connect(&m_process, &QProcess::finished, this, &CommandJob::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // finished() does not follow (reliability.md, X1)
            stop(makeError(ErrorKind::Credentials, QStringLiteral("%1 could not be started.").arg(m_program),
                           QStringLiteral("Look whether it is installed, executable and in PATH."),
                           m_process.errorString()));
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        stop(makeError(ErrorKind::Timeout,
                       QStringLiteral("%1 gave no credentials within %2 s.")
                           .arg(m_program)
                           .arg(m_limits.deadline.count() / 1000),
                       adviceToTry()));
    });
    m_deadline.start(limits.deadline);
    m_process.start(QIODevice::ReadOnly);
}

CommandJob::~CommandJob()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    killProcessTree(m_process.processId());
    m_process.waitForFinished(1000); // it is dead; this reaps it
}

void CommandJob::abort()
{
    stop(makeError(ErrorKind::Cancelled, QStringLiteral("%1 was stopped.").arg(m_program)));
}

void CommandJob::read()
{
    m_output += m_process.readAllStandardOutput();
    m_complaints += m_process.readAllStandardError();
    if (std::max(m_output.size(), m_complaints.size()) > m_limits.outputBytes)
        stop(makeError(ErrorKind::Credentials,
                       QStringLiteral("%1 wrote more than %2 KiB, which is no answer.")
                           .arg(m_program)
                           .arg(m_limits.outputBytes / 1024),
                       adviceToTry()));
}

void CommandJob::ended(int exitCode, QProcess::ExitStatus status)
{
    if (isFinished())
        return;
    m_deadline.stop();
    read();
    m_exitCode = exitCode;
    if (status == QProcess::CrashExit && !isFinished())
        m_error = makeError(ErrorKind::Credentials,
                            QStringLiteral("%1 was ended by a signal.").arg(m_program), adviceToTry());
    finishLater();
}

void CommandJob::stop(base::Error why)
{
    if (isFinished())
        return;
    m_deadline.stop();
    m_error = std::move(why);
    if (m_process.state() != QProcess::NotRunning)
        killProcessTree(m_process.processId());
    finishLater();
}

} // namespace outcrop::credentials
