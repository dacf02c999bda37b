// SPDX-License-Identifier: GPL-3.0-or-later
// The program that the durability tests kill and starve. Its first argument says what it does:
//   save PATH LETTER BYTES   one atomic save, between two markers that can be seen from outside; exit 0 or 1
//   saves PATH               atomic saves of self-describing contents without end
//   stream DATABASE          an exchange whose body grows without end
//   type DOCUMENT            a draft that grows without end
// The endless ones write a line to stdout after each step: its number and CLOCK_MONOTONIC in nanoseconds.
#include "core/base/atomicfile.h"
#include "core/conversation/conversationdocument.h"
#include "core/history/exchangestore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <unistd.h>

using namespace outcrop;
using namespace std::chrono_literals;

namespace
{

void report(qint64 number)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const QByteArray line =
        QByteArray::number(number) + ' ' +
        QByteArray::number(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    std::fflush(stdout);
}

int saveOnce(const QStringList &arguments)
{
    const QByteArray bytes(arguments.at(2).toInt(), arguments.at(1).at(0).toLatin1());
    (void)::access("/outcrop-marker", F_OK);
    const bool saved = base::AtomicFile::write(arguments.at(0), bytes).ok();
    (void)::access("/outcrop-marker", F_OK);
    return saved ? 0 : 1;
}

int saveForEver(const QString &path)
{
    for (qint64 number = 1;; ++number) {
        const QByteArray body(50'000 + static_cast<qsizetype>(number % 7) * 30'000,
                              static_cast<char>('a' + number % 26));
        const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
        if (!base::AtomicFile::write(path, hash + body))
            return 1;
        report(number);
    }
}

/// Calls @p step every @p interval for as long as the program lives.
int repeat(std::chrono::milliseconds interval, const std::function<void(qint64)> &step)
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    qint64 number = 0;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        step(++number);
        report(number);
    });
    timer.start(interval);
    return QCoreApplication::exec();
}

int streamForEver(const QString &path)
{
    auto store = history::ExchangeStore::open(path);
    if (!store)
        return 1;
    history::ExchangeRequest request;
    request.conversationId = QStringLiteral("c");
    request.body = "{}";
    request.startedUtc = QDateTime::currentDateTimeUtc();
    const history::ExchangeId id = (*store)->begin(request);
    (*store)->responseHead(id, 200, {{"content-type", "application/vnd.amazon.eventstream"}}, 1ms);
    return repeat(4ms, [&](qint64 number) {
        (*store)->bodyChunk(id, QByteArray::number(number) + ' ', std::chrono::nanoseconds(number));
    });
}

int typeForEver(const QString &path)
{
    auto document = conversation::ConversationDocument::open(path);
    if (!document)
        return 1;
    return repeat(
        7ms, [&](qint64 number) { (*document)->setDraft(QString(static_cast<qsizetype>(number), u'x')); });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString what = arguments.value(0);
    if (what == QLatin1StringView("save") && arguments.size() == 4)
        return saveOnce(arguments.mid(1));
    if (what == QLatin1StringView("saves"))
        return saveForEver(arguments.value(1));
    if (what == QLatin1StringView("stream"))
        return streamForEver(arguments.value(1));
    if (what == QLatin1StringView("type"))
        return typeForEver(arguments.value(1));
    return 2;
}
