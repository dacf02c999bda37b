// SPDX-License-Identifier: GPL-3.0-or-later
// A save leaves the whole old file or the whole new one (reliability.md, P1, P2, D1): every system call of a
// save fails once in every way a disk fails, and saves are killed at random moments.
#include "victims.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesInTheOrderThatIsDurable();
    void everyFailingCallLeavesOldOrNew_data();
    void everyFailingCallLeavesOldOrNew();
    void killedSavesLeaveAWholeFile();

private:
    struct Traced {
        int exitCode = -1;
        QStringList calls;          ///< between the markers, as strace writes them
        QHash<QString, int> before; ///< how often each call was made before the marker
        bool injected = false;
    };
    Traced trace(const QString &path, const QStringList &options) const;
    bool canTrace();

    std::optional<bool> m_canTrace;
};

namespace
{

constexpr int oldSize = 12'000;
constexpr int newSize = 20'000;

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray get(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<absent>");
}

QString nameOfCall(const QString &line)
{
    static const QRegularExpression pattern(QStringLiteral("^(?:\\d+\\s+)?(\\w+)\\("));
    return pattern.match(line).captured(1);
}

} // namespace

TestFiles::Traced TestFiles::trace(const QString &path, const QStringList &options) const
{
    const QTemporaryDir scratch;
    const QString log = scratch.filePath(QStringLiteral("log"));
    QProcess strace;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ASAN_OPTIONS"),
                       QStringLiteral("detect_leaks=0")); // needs ptrace itself
    strace.setProcessEnvironment(environment);
    strace.start(QStringLiteral("strace"),
                 QStringList{QStringLiteral("-f"), QStringLiteral("-o"), log} + options +
                     QStringList{QStringLiteral(OUTCROP_VICTIM), QStringLiteral("save"), path,
                                 QStringLiteral("n"), QString::number(newSize)});
    Traced traced;
    if (!strace.waitForFinished(60'000))
        return traced;
    traced.exitCode = strace.exitStatus() == QProcess::NormalExit ? strace.exitCode() : -1;
    int markers = 0;
    for (const QString &line : QString::fromUtf8(get(log)).split(u'\n')) {
        traced.injected = traced.injected || line.contains(QLatin1StringView("(INJECTED)"));
        if (line.contains(QLatin1StringView("/outcrop-marker")))
            ++markers;
        else if (markers == 1)
            traced.calls.append(line);
        else if (markers == 0)
            ++traced.before[nameOfCall(line)];
    }
    return traced;
}

bool TestFiles::canTrace()
{
    if (!m_canTrace) {
        QProcess strace;
        strace.start(QStringLiteral("strace"),
                     {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("true")});
        m_canTrace =
            strace.waitForFinished() && strace.exitStatus() == QProcess::NormalExit && strace.exitCode() == 0;
    }
    return *m_canTrace;
}

#define SKIP_WITHOUT_STRACE()                                                                                \
    if (!canTrace()) {                                                                                       \
        std::puts("SKIPPED: strace is absent or may not trace here");                                        \
        QSKIP("strace is absent or may not trace here");                                                     \
    }

void TestFiles::savesInTheOrderThatIsDurable()
{
    SKIP_WITHOUT_STRACE();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("f"));
    const Traced traced = trace(path, {});
    QCOMPARE(traced.exitCode, 0);
    QStringList order;
    for (const QString &line : traced.calls) {
        static const QSet<QString> interesting{QStringLiteral("write"), QStringLiteral("fsync"),
                                               QStringLiteral("rename"), QStringLiteral("renameat"),
                                               QStringLiteral("renameat2")};
        const QString name = nameOfCall(line);
        if (interesting.contains(name))
            order.append(name.left(6));
    }
    QCOMPARE(order.join(u' '), QStringLiteral("write fsync rename fsync"));
}

void TestFiles::everyFailingCallLeavesOldOrNew_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("error");
    for (const char *call : {"openat", "write", "fsync", "rename,renameat,renameat2", "close", "flock"}) {
        for (const char *error : {"ENOSPC", "EIO", "EDQUOT", "EINTR"})
            QTest::addRow("%s %s", call, error) << QString::fromLatin1(call) << QString::fromLatin1(error);
    }
}

void TestFiles::everyFailingCallLeavesOldOrNew()
{
    SKIP_WITHOUT_STRACE();
    QFETCH(QString, call);
    QFETCH(QString, error);
    const QByteArray oldBytes(oldSize, 'o');
    const QByteArray newBytes(newSize, 'n');
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("f"));
    const Traced clean = trace(path, {});
    QCOMPARE(clean.exitCode, 0);
    int first = 1;
    for (const QString &name : call.split(u','))
        first += clean.before.value(name);

    int injections = 0;
    for (int number = first; number < first + 40; ++number) {
        put(path, oldBytes);
        const Traced traced =
            trace(path, {QStringLiteral("-e"),
                         QStringLiteral("inject=%1:error=%2:when=%3").arg(call, error).arg(number)});
        if (!traced.injected)
            break;
        ++injections;
        const QByteArray now = get(path);
        QVERIFY2(now == oldBytes || now == newBytes, qPrintable(QStringLiteral("%1 bytes").arg(now.size())));
        if (traced.exitCode == 0)
            QVERIFY(now == newBytes);
        // Interrupted calls are made again; the rest of the program's closing down is not the save's.
        if (error == QLatin1StringView("EINTR"))
            QVERIFY(now == newBytes);
        // Only the last sync may fail with the new content in place.
        const bool lastSync = call == QLatin1StringView("fsync") && number == first + 1;
        if (traced.exitCode == 1 && !lastSync)
            QVERIFY(now == oldBytes);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("f")});
    }
    qInfo("%d calls failed in turn", injections);
    QVERIFY(injections > 0);
}

void TestFiles::killedSavesLeaveAWholeFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("f"));
    const int kills = countFromEnvironment("OUTCROP_KILLS", 200);
    qint64 saves = 0;
    for (int i = 0; i < kills; ++i) {
        const LastWords words = killAfter({QStringLiteral("saves"), path},
                                          std::chrono::milliseconds(QRandomGenerator::global()->bounded(40)));
        QVERIFY(!words.diedByItself);
        saves += static_cast<qint64>(words.steps.size());
        const QByteArray now = get(path);
        QVERIFY(now.size() > 64);
        QCOMPARE(QCryptographicHash::hash(now.mid(64), QCryptographicHash::Sha256).toHex(), now.left(64));
    }
    qInfo("%d kills among %lld saves: 0 broken files", kills, saves);
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
