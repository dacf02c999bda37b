// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/cli/outcropprocess.h"

#include <csignal>

using namespace outcrop;

std::vector<json::Json> Outcome::lines() const
{
    std::vector<json::Json> values;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty())
            values.push_back(json::parse(line).valueOr(json::Json()));
    }
    return values;
}

QString outcropBinary()
{
    return QStringLiteral(OUTCROP_BINARY);
}

QProcessEnvironment plainEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(QLatin1StringView("AWS_")) ||
            name.endsWith(QLatin1StringView("_proxy"), Qt::CaseInsensitive))
            environment.remove(name);
    }
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    return environment;
}

void sendSignal(const QProcess &process, int number)
{
    if (process.processId() > 0)
        ::kill(pid_t(process.processId()), number);
}

Outcome runOutcrop(const QStringList &arguments, const QByteArray &input,
                   const QProcessEnvironment &environment, int seconds)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(outcropBinary(), arguments);
    process.write(input);
    process.closeWriteChannel();
    Outcome outcome;
    const bool ended = process.waitForFinished(seconds * 1000);
    if (!ended)
        process.kill();
    process.waitForFinished(5000);
    outcome.output = process.readAllStandardOutput();
    outcome.errors = process.readAllStandardError();
    if (ended && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    return outcome;
}
