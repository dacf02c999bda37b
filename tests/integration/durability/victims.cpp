// SPDX-License-Identifier: GPL-3.0-or-later
#include "victims.h"

#include <QProcess>

#include <algorithm>
#include <thread>

namespace
{

std::chrono::nanoseconds now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace

qint64 LastWords::lastBefore(std::chrono::nanoseconds age) const
{
    qint64 last = 0;
    for (const Step &step : steps) {
        if (step.at < killedAt - age)
            last = step.number;
    }
    return last;
}

std::chrono::nanoseconds LastWords::ageOf(qint64 number) const
{
    const auto step = std::ranges::find(steps, number, &Step::number);
    return step == steps.end() ? std::chrono::nanoseconds(0) : killedAt - step->at;
}

LastWords killAfter(const QStringList &arguments, std::chrono::milliseconds life)
{
    QProcess victim;
    victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    victim.start(QStringLiteral(OUTCROP_VICTIM), arguments);
    LastWords words;
    QByteArray output;
    while (!output.contains('\n') && victim.waitForReadyRead(30'000))
        output += victim.readAllStandardOutput();
    std::this_thread::sleep_for(life); // the random moment itself, no waiting for something to happen
    words.diedByItself = victim.state() != QProcess::Running;
    words.killedAt = now();
    victim.kill();
    victim.waitForFinished();
    output += victim.readAllStandardOutput();
    for (const QByteArray &line : output.left(output.lastIndexOf('\n')).split('\n')) {
        const QList<QByteArray> parts = line.split(' ');
        if (parts.size() == 2)
            words.steps.push_back(
                {parts.at(0).toLongLong(), std::chrono::nanoseconds(parts.at(1).toLongLong())});
    }
    return words;
}

int countFromEnvironment(const char *variable, int fallback)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? std::clamp(number, 1, 2000) : fallback;
}
