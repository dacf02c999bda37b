// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/apppaths.h"
#include "app/gui/datalock.h"
#include "app/gui/processguard.h"
#include "app/gui/signalwatcher.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace outcrop;
using namespace outcrop::app;

namespace
{

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> values)
{
    QProcessEnvironment env;
    for (const auto &[name, value] : values)
        env.insert(name, value);
    return env;
}

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 0777U : 0;
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { hardenProcess(); }

    void warnsTheAdministratorAlone()
    {
        QVERIFY(noticeOfUser(0)->message.contains(QStringLiteral("root")));
        QVERIFY(!noticeOfUser(1000));
    }

    void prefersTheOptionThenXdgThenHome()
    {
        const QTemporaryDir home;
        const QProcessEnvironment both =
            environment({{QStringLiteral("HOME"), home.path()},
                         {QStringLiteral("XDG_DATA_HOME"), QStringLiteral("/x/data")}});
        QCOMPARE(choosePaths(both, QStringLiteral("/given"))->dataDir, QStringLiteral("/given"));
        QCOMPARE(choosePaths(both, {})->dataDir, QStringLiteral("/x/data/outcrop"));
        const QProcessEnvironment onlyHome = environment({{QStringLiteral("HOME"), home.path()}});
        QCOMPARE(choosePaths(onlyHome, {})->dataDir, home.path() + QStringLiteral("/.local/share/outcrop"));
    }

    void ignoresARelativeXdgFolder()
    {
        const QTemporaryDir home;
        const QProcessEnvironment env =
            environment({{QStringLiteral("HOME"), home.path()},
                         {QStringLiteral("XDG_DATA_HOME"), QStringLiteral("data")}});
        QCOMPARE(choosePaths(env, {})->dataDir, home.path() + QStringLiteral("/.local/share/outcrop"));
    }

    void createsPrivateFolders()
    {
        const QTemporaryDir home;
        const AppPaths paths = preparePaths(environment({{QStringLiteral("HOME"), home.path()}}), {});
        QVERIFY(paths.kept);
        QVERIFY(paths.notice.isEmpty());
        QCOMPARE(modeOf(paths.dataDir), mode_t(0700));
        QCOMPARE(modeOf(paths.conversationsDir), mode_t(0700));
    }

    void startsWithoutAHomeAndSaysWhatIsNotKept()
    {
        const AppPaths paths = preparePaths(environment({}), {});
        QVERIFY(!paths.kept);
        QVERIFY(paths.notice.contains(QStringLiteral("HOME")));
        QVERIFY(paths.notice.contains(QStringLiteral("not kept")));
        QVERIFY(QFileInfo(paths.conversationsDir).isWritable());
        QCOMPARE(modeOf(paths.dataDir), mode_t(0700));
        removeTemporaryPaths(paths);
        QVERIFY(!QFileInfo::exists(paths.dataDir));
    }

    void fallsBackWhereTheFolderCannotBeMade()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const AppPaths paths = preparePaths(environment({}), file.fileName() + QStringLiteral("/below"));
        QVERIFY(!paths.kept);
        QVERIFY(paths.notice.contains(QStringLiteral("below")));
        removeTemporaryPaths(paths);
    }

    void neverRemovesAKeptFolder()
    {
        const QTemporaryDir dir;
        const AppPaths paths = preparePaths(environment({}), dir.path());
        removeTemporaryPaths(paths);
        QVERIFY(QFileInfo::exists(paths.conversationsDir));
    }

    void locksTheFolderAgainstASecondProcessAndNamesTheFirst()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("lock"));
        auto first = DataLock::take(file);
        QVERIFY(first.ok());
        QCOMPARE(modeOf(file), mode_t(0600));
        const auto second = DataLock::take(file);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().kind, base::ErrorKind::Storage);
        QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
        first.value().reset();
        QVERIFY(DataLock::take(file).ok());
    }

    void lockGoesWithAKilledProcess()
    {
        const QTemporaryDir dir;
        const QByteArray file = QFile::encodeName(dir.filePath(QStringLiteral("lock")));
        std::array<int, 2> ready{};
        QCOMPARE(::pipe(ready.data()), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = DataLock::take(QFile::decodeName(file));
            const char byte = lock.ok() ? 'y' : 'n';
            [[maybe_unused]] const ssize_t written = ::write(ready[1], &byte, 1);
            ::pause();
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(ready[0], &byte, 1), ssize_t(1));
        QCOMPARE(byte, 'y');
        QVERIFY(!DataLock::take(QFile::decodeName(file)).ok());
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(DataLock::take(QFile::decodeName(file)).ok());
        ::close(ready[0]);
        ::close(ready[1]);
    }

    void hardensTheProcess()
    {
        QCOMPARE(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_max, rlim_t(0));
        QCOMPARE(::umask(077), mode_t(077));
    }

    void turnsASignalIntoAnEventOnce()
    {
        SignalWatcher watcher;
        QSignalSpy spy(&watcher, &SignalWatcher::terminationRequested);
        ::raise(SIGTERM);
        QVERIFY(spy.isEmpty());
        QTRY_COMPARE(spy.size(), 1);
        // The clean exit has its time limit; nothing here takes that long.
        QVERIFY(::alarm(0) > 0);
    }
};

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
