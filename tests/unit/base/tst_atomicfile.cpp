// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/regularfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

using namespace outcrop::base;

class TestAtomicFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void createsPrivateFileWithoutLeavingOthers();
    void replacesContentWholeAndPrivate();
    void identityIsThatOfTheFileOnDisk();
    void longestNameStillFits();
    void relativePathGoesToTheWorkingFolder();
    void followsLinkAndKeepsIt();
    void refusesLinkThatLeadsNowhere();
    void createsOnlyWhatIsNotThere();
    void separatesHardLinks();
    void refusesWhatIsNotARegularFile();
    void refusesWriteProtectedFile();
    void namesFolderThatIsGone();
    void fileSizeLimitKeepsTheOldFile();
    void removesOnlyOldAbandonedLeftovers();
    void readerRefusesWhatCouldHangOrFlood();
    void readerStopsAtTheLimit();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void put(const QString &name, const QByteArray &bytes) const;
    QByteArray get(const QString &name) const;
    QStringList names() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace
{

quint32 modeOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777U : 0;
}

} // namespace

void TestAtomicFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestAtomicFile::put(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestAtomicFile::get(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArrayLiteral("<absent>");
}

void TestAtomicFile::createsPrivateFileWithoutLeavingOthers()
{
    const mode_t before = ::umask(0);
    const auto result = AtomicFile::write(path(QStringLiteral("new")), "abc");
    ::umask(before);
    QVERIFY(result.ok());
    QCOMPARE(get(QStringLiteral("new")), QByteArrayLiteral("abc"));
    QCOMPARE(modeOf(path(QStringLiteral("new"))), 0600U);
    QCOMPARE(names(), QStringList{QStringLiteral("new")});
}

void TestAtomicFile::replacesContentWholeAndPrivate()
{
    put(QStringLiteral("f"), QByteArray(100'000, 'o'));
    ::chmod(QFile::encodeName(path(QStringLiteral("f"))).constData(), 0644);
    QVERIFY(AtomicFile::write(path(QStringLiteral("f")), QByteArray(3'000'000, 'n')).ok());
    QCOMPARE(get(QStringLiteral("f")), QByteArray(3'000'000, 'n'));
    QCOMPARE(modeOf(path(QStringLiteral("f"))), 0600U);
    QVERIFY(AtomicFile::write(path(QStringLiteral("f")), {}).ok());
    QCOMPARE(get(QStringLiteral("f")), QByteArray());
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::identityIsThatOfTheFileOnDisk()
{
    const auto first = AtomicFile::write(path(QStringLiteral("f")), "one");
    QVERIFY(first.ok());
    QCOMPARE(*first, *RegularFile::identity(path(QStringLiteral("f"))));
    QCOMPARE(first->bytes, 3);
    const auto second = AtomicFile::write(path(QStringLiteral("f")), "one");
    QVERIFY(second.ok());
    QVERIFY(*second != *first);
    QCOMPARE(RegularFile::read(path(QStringLiteral("f")), 100)->identity, *second);
}

void TestAtomicFile::longestNameStillFits()
{
    const QString longest(255, u'x');
    QVERIFY(AtomicFile::write(path(longest), "abc").ok());
    QCOMPARE(get(longest), QByteArrayLiteral("abc"));
    const auto tooLong = AtomicFile::write(path(longest + u'x'), "abc");
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().code, QStringLiteral("ENAMETOOLONG"));
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::relativePathGoesToTheWorkingFolder()
{
    const QString before = QDir::currentPath();
    QDir::setCurrent(m_folder->path());
    const auto result = AtomicFile::write(QStringLiteral("here"), "abc");
    QDir::setCurrent(before);
    QVERIFY(result.ok());
    QCOMPARE(get(QStringLiteral("here")), QByteArrayLiteral("abc"));
}

void TestAtomicFile::followsLinkAndKeepsIt()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("elsewhere")));
    put(QStringLiteral("elsewhere/real"), "old");
    QVERIFY(QFile::link(QStringLiteral("elsewhere/real"), path(QStringLiteral("middle"))));
    QVERIFY(QFile::link(path(QStringLiteral("middle")), path(QStringLiteral("link"))));
    QVERIFY(AtomicFile::write(path(QStringLiteral("link")), "new").ok());
    QCOMPARE(get(QStringLiteral("elsewhere/real")), QByteArrayLiteral("new"));
    QVERIFY(QFileInfo(path(QStringLiteral("link"))).isSymLink());
    QVERIFY(QFileInfo(path(QStringLiteral("middle"))).isSymLink());
    QCOMPARE(QDir(path(QStringLiteral("elsewhere"))).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestAtomicFile::refusesLinkThatLeadsNowhere()
{
    QVERIFY(QFile::link(path(QStringLiteral("absent")), path(QStringLiteral("link"))));
    const auto result = AtomicFile::write(path(QStringLiteral("link")), "new");
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Storage);
    QVERIFY(result.error().message.contains(path(QStringLiteral("link"))));
    QVERIFY(!result.error().advice.isEmpty());
    QCOMPARE(names(), QStringList{QStringLiteral("link")});
    QVERIFY(!QFile::exists(path(QStringLiteral("absent"))));

    QVERIFY(QFile::link(path(QStringLiteral("circle")), path(QStringLiteral("circle"))));
    QCOMPARE(AtomicFile::write(path(QStringLiteral("circle")), "new").error().code, QStringLiteral("ELOOP"));
}

void TestAtomicFile::createsOnlyWhatIsNotThere()
{
    const auto created = AtomicFile::create(path(QStringLiteral("f")), "one");
    QVERIFY(created.ok());
    QCOMPARE(*created, *RegularFile::identity(path(QStringLiteral("f"))));
    QCOMPARE(modeOf(path(QStringLiteral("f"))), 0600U);
    QVERIFY(QFile::link(path(QStringLiteral("absent")), path(QStringLiteral("link"))));
    for (const QString &name : {QStringLiteral("f"), QStringLiteral("link")}) {
        const auto refused = AtomicFile::create(path(name), "two");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("EEXIST"));
    }
    QCOMPARE(get(QStringLiteral("f")), QByteArrayLiteral("one"));
    QCOMPARE(names(), (QStringList{QStringLiteral("f"), QStringLiteral("link")}));
}

void TestAtomicFile::separatesHardLinks()
{
    put(QStringLiteral("one"), "old");
    QCOMPARE(::link(QFile::encodeName(path(QStringLiteral("one"))).constData(),
                    QFile::encodeName(path(QStringLiteral("two"))).constData()),
             0);
    QVERIFY(AtomicFile::write(path(QStringLiteral("one")), "new").ok());
    QCOMPARE(get(QStringLiteral("one")), QByteArrayLiteral("new"));
    QCOMPARE(get(QStringLiteral("two")), QByteArrayLiteral("old"));
}

void TestAtomicFile::refusesWhatIsNotARegularFile()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    QCOMPARE(::mkfifo(QFile::encodeName(path(QStringLiteral("pipe"))).constData(), 0600), 0);
    const QStringList before = names();
    for (const QString &name : before) {
        const auto result = AtomicFile::write(path(name), "new");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Storage);
    }
    QVERIFY(!AtomicFile::write(QStringLiteral("/dev/null"), "new"));
    QCOMPARE(names(), before);
}

void TestAtomicFile::refusesWriteProtectedFile()
{
    put(QStringLiteral("f"), "old");
    ::chmod(QFile::encodeName(path(QStringLiteral("f"))).constData(), 0444);
    const auto result = AtomicFile::write(path(QStringLiteral("f")), "new");
    QVERIFY(!result);
    QCOMPARE(result.error().code, QStringLiteral("EACCES"));
    QCOMPARE(get(QStringLiteral("f")), QByteArrayLiteral("old"));
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::namesFolderThatIsGone()
{
    const auto result = AtomicFile::write(path(QStringLiteral("gone/f")), "new");
    QVERIFY(!result);
    QCOMPARE(result.error().code, QStringLiteral("ENOENT"));
    QVERIFY(result.error().message.contains(path(QStringLiteral("gone/f"))));
    put(QStringLiteral("file"), "x");
    QCOMPARE(AtomicFile::write(path(QStringLiteral("file/f")), "new").error().code,
             QStringLiteral("ENOTDIR"));
}

void TestAtomicFile::fileSizeLimitKeepsTheOldFile()
{
    // The kernel shortens the write that crosses the limit and fails the next: both are on the way.
    put(QStringLiteral("f"), QByteArray(12'000, 'o'));
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit limit = before;
    limit.rlim_cur = 4096;
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const auto result = AtomicFile::write(path(QStringLiteral("f")), QByteArray(100'000, 'n'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, oldHandler);
    QVERIFY(!result);
    QCOMPARE(result.error().code, QStringLiteral("EFBIG"));
    QCOMPARE(get(QStringLiteral("f")), QByteArray(12'000, 'o'));
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::removesOnlyOldAbandonedLeftovers()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString old = QStringLiteral(".a.aaaaaa.outcrop-tmp");
    const QString young = QStringLiteral(".a.bbbbbb.outcrop-tmp");
    const QString held = QStringLiteral(".a.cccccc.outcrop-tmp");
    const QString foreign = QStringLiteral("kept.outcrop-tmp");
    for (const QString &name : {old, young, held, foreign})
        put(name, "x");
    for (const QString &name : {old, held, foreign}) {
        const time_t then = now.toSecsSinceEpoch() - 25 * 60 * 60;
        const utimbuf times{then, then};
        QCOMPARE(::utime(QFile::encodeName(path(name)).constData(), &times), 0);
    }
    const int writer = ::open(QFile::encodeName(path(held)).constData(), O_RDONLY | O_CLOEXEC);
    QCOMPARE(::flock(writer, LOCK_EX), 0);
    QCOMPARE(AtomicFile::removeLeftovers(m_folder->path(), now), 1);
    QCOMPARE(names(), (QStringList{young, held, foreign}));
    ::close(writer);
    QCOMPARE(AtomicFile::removeLeftovers(m_folder->path(), now), 1);
    QCOMPARE(names(), (QStringList{young, foreign}));
}

void TestAtomicFile::readerRefusesWhatCouldHangOrFlood()
{
    QCOMPARE(::mkfifo(QFile::encodeName(path(QStringLiteral("pipe"))).constData(), 0600), 0);
    put(QStringLiteral("real"), "abc");
    QVERIFY(QFile::link(path(QStringLiteral("real")), path(QStringLiteral("link"))));
    QVERIFY(!RegularFile::read(path(QStringLiteral("pipe")), 10));
    QVERIFY(!RegularFile::read(QStringLiteral("/dev/zero"), 10));
    QVERIFY(!RegularFile::read(m_folder->path(), 10));
    QCOMPARE(RegularFile::read(path(QStringLiteral("absent")), 10).error().code, QStringLiteral("ENOENT"));
    QCOMPARE(RegularFile::read(path(QStringLiteral("link")), 10)->bytes, QByteArrayLiteral("abc"));
    QCOMPARE(RegularFile::read(path(QStringLiteral("link")), 10, RegularFile::Links::Refuse).error().code,
             QStringLiteral("ELOOP"));
}

void TestAtomicFile::readerStopsAtTheLimit()
{
    put(QStringLiteral("f"), "0123456789");
    QVERIFY(!RegularFile::read(path(QStringLiteral("f")), 9));
    QCOMPARE(RegularFile::read(path(QStringLiteral("f")), 10)->bytes, QByteArrayLiteral("0123456789"));
    QCOMPARE(RegularFile::read(path(QStringLiteral("f")), 11)->bytes, QByteArrayLiteral("0123456789"));
    // Files of /proc say they have no bytes: what is read counts, not what is announced.
    QVERIFY(RegularFile::read(QStringLiteral("/proc/self/status"), 100'000)->bytes.startsWith("Name:"));
    QVERIFY(!RegularFile::read(QStringLiteral("/proc/self/status"), 20));
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"
