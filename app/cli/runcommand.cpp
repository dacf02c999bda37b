// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runcommand.h"

#include "app/cli/inputfile.h"
#include "app/cli/output.h"
#include "app/cli/runprinter.h"
#include "app/cli/runsetup.h"
#include "app/cli/terminalprompt.h"
#include "app/gui/signalwatcher.h"
#include "core/base/fileerror.h"
#include "core/base/limits.h"
#include "core/client/converseclient.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <cerrno>

namespace outcrop::app
{

namespace
{

ExitCode fail(const base::Error &error)
{
    Output::error(error);
    return exitCodeFor(error.kind);
}

/// A deadline or a lost connection in the middle of an answer leaves an answer that is not complete.
ExitCode exitCodeOf(const client::ConverseResult &result)
{
    if (!result.error)
        return ExitCode::Ok;
    const ExitCode code = exitCodeFor(result.error->kind);
    const bool isCut = result.httpStatus == 200 && code == ExitCode::Network &&
                       result.error->kind != base::ErrorKind::UnexpectedAnswer;
    return isCut ? ExitCode::Stream : code;
}

/// The answer's bytes in a file, each piece there as soon as it came. Only the last attempt's 200 counts.
class Recording
{
public:
    explicit Recording(const QString &path) : m_file(path) {}

    bool isWanted() const { return !m_file.fileName().isEmpty(); }
    bool open() { return m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered); }
    void take(const QByteArray &bytes)
    {
        if (m_file.isOpen() && m_file.write(bytes) != bytes.size())
            m_failed = true;
    }
    std::optional<base::Error> error() const
    {
        if (!m_failed)
            return std::nullopt;
        return base::fileError(QStringLiteral("Cannot record to"), m_file.fileName(), m_file.errorString(),
                               QStringLiteral("The answer itself is not affected."));
    }

private:
    QFile m_file;
    bool m_failed = false;
};

/// One call from its start to its exit code.
class Running : public QObject
{
public:
    Running(client::ConverseClient &client, const client::ConverseCall &call, RunPrinter &printer,
            Recording &recording)
        : m_printer(printer), m_recording(recording), m_job(client.start(call))
    {
        connect(m_job.get(), &client::ConverseJob::headReceived, this,
                [this](int status) { m_status = status; });
        connect(m_job.get(), &client::ConverseJob::bodyReceived, this, &Running::takeBody);
        connect(m_job.get(), &client::ConverseJob::changed, this, &Running::takeChange);
        connect(m_job.get(), &client::ConverseJob::retryScheduled, this, &Running::tellRetry);
        connect(m_job.get(), &client::ConverseJob::finished, this, &Running::finish);
    }

    void stop(base::ErrorKind why)
    {
        if (!m_stopped)
            m_stopped = why;
        m_job->abort();
    }

    ExitCode exitCode() const { return m_exitCode; }

private:
    void takeBody(const QByteArray &bytes)
    {
        if (m_status != 200)
            return;
        m_recording.take(bytes);
        endIfUnread(m_printer.body(bytes, m_job->redactor()));
    }

    void takeChange(const stream::Change &change)
    {
        endIfUnread(m_printer.change(m_job->assembler(), change));
    }

    void tellRetry(int nextAttempt, int maxAttempts, std::chrono::milliseconds wait, const base::Error &why)
    {
        Output::note(QStringLiteral("outcrop: %1 Trying again in %2 s (%3 of %4).")
                         .arg(why.message, QString::number(double(wait.count()) / 1000, 'f', 1))
                         .arg(nextAttempt)
                         .arg(maxAttempts));
    }

    void endIfUnread(bool isRead)
    {
        if (!isRead)
            stop(base::ErrorKind::Cancelled);
    }

    void finish()
    {
        client::ConverseResult result = m_job->result();
        if (m_stopped == base::ErrorKind::Timeout && result.error)
            result.error =
                base::makeError(base::ErrorKind::Timeout,
                                QStringLiteral("The answer was not complete within the time given."),
                                QStringLiteral("Give --timeout more seconds, or leave it out."));
        m_printer.end(result);
        m_exitCode = exitCodeOf(result);
        if (const auto problem = m_recording.error()) {
            Output::error(*problem);
            m_exitCode = m_exitCode == ExitCode::Ok ? exitCodeFor(problem->kind) : m_exitCode;
        }
        QCoreApplication::quit();
    }

    RunPrinter &m_printer;
    Recording &m_recording;
    std::unique_ptr<client::ConverseJob> m_job;
    std::optional<base::ErrorKind> m_stopped;
    int m_status = 0;
    ExitCode m_exitCode = ExitCode::Internal;
};

std::unique_ptr<RunPrinter> printerFor(const RunOptions &options)
{
    if (options.json)
        return std::make_unique<JsonPrinter>(options.stream);
    return std::make_unique<TextPrinter>();
}

ExitCode send(const RunOptions &options, const RunSetup &setup, const base::Clock &clock,
              SignalWatcher &signalWatcher)
{
    Recording recording(options.record);
    if (recording.isWanted() && !recording.open())
        return fail(base::fileError(QStringLiteral("Cannot write"), options.record, errno));
    net::QtHttpTransport transport(setup.transport);
    client::ConverseClient client(transport, nullptr, clock);
    const std::unique_ptr<RunPrinter> printer = printerFor(options);
    Running running(client, setup.call, *printer, recording);
    QObject::connect(&signalWatcher, &SignalWatcher::terminationRequested, &running,
                     [&running] { running.stop(base::ErrorKind::Cancelled); });
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &running,
                     [&running] { running.stop(base::ErrorKind::Timeout); });
    if (options.timeoutSeconds > 0)
        deadline.start(std::chrono::milliseconds(qint64(options.timeoutSeconds * 1000)));
    QCoreApplication::exec();
    return running.exitCode();
}

} // namespace

ExitCode runRequest(int &argc, char **argv, const RunOptions &options)
{
    // The clock goes last: jobs and providers use it to their end.
    const base::SystemClock clock;
    const QCoreApplication application(argc, argv); // what a target holds ends before it
    const auto text = readWhole(options.file, base::limits::jsonBytes);
    if (!text)
        return fail(text.error());
    SignalWatcher signalWatcher;
    TerminalPrompt codes;
    const auto setup = prepareRun(options, *text, QProcessEnvironment::systemEnvironment(), clock, &codes);
    if (!setup)
        return fail(setup.error());
    return send(options, *setup, clock, signalWatcher);
}

} // namespace outcrop::app
