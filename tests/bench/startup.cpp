// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

// Figure f: from the start of the process to the first paint of the real window, and the memory that is
// resident then. The baseline is an empty window of the same toolkit.
namespace
{

using namespace outcrop;
using namespace Qt::StringLiterals;

struct Start {
    double milliseconds = 0;
    double megabytes = 0;
};

Start startOnce(const QStringList &arguments)
{
    const QString program = QCoreApplication::applicationDirPath() + u"/outcrop_startwindow"_s;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const qint64 now = base::SystemClock().monotonic().count();
    process.start(program, QStringList{QString::number(now)} + arguments);
    process.waitForFinished(60'000);
    const QList<QByteArray> words = process.readAllStandardOutput().trimmed().split(' ');
    if (words.size() != 2)
        return {};
    return {words[0].toDouble() / 1000, words[1].toDouble() / 1024};
}

// Of several starts the quickest: the others were disturbed.
Start bestStart(int rounds, const QStringList &arguments)
{
    Start best = startOnce(arguments);
    for (int i = 1; i < rounds; ++i) {
        const Start next = startOnce(arguments);
        if (next.milliseconds > 0 && next.milliseconds < best.milliseconds)
            best = next;
    }
    return best;
}

std::vector<bench::Figure> measure(const bench::Options &options)
{
    const QTemporaryDir folder;
    const int rounds = options.quick ? 1 : 7;
    const Start empty = bestStart(rounds, {});
    const Start window = bestStart(rounds + 1, {folder.filePath(u"data"_s)});

    bench::Figure paint;
    paint.figure = u"f"_s;
    paint.name = u"start to first paint"_s;
    paint.unit = u"ms"_s;
    paint.value = window.milliseconds;
    paint.baseline = empty.milliseconds;
    paint.baselineName = u"an empty window"_s;
    paint.limit = 6;

    bench::Figure memory = paint;
    memory.name = u"resident memory at first paint"_s;
    memory.unit = u"MB"_s;
    memory.value = window.megabytes;
    memory.baseline = empty.megabytes;
    memory.limit = 3;
    return {paint, memory};
}

const bench::Registration registration("f", &measure);

} // namespace
