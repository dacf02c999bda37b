// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does when the disk does not take a conversation (reliability.md, faults 42 and 43): on a
// small file system of the test's own, in a mount namespace of its own.
#include "core/conversation/conversationdocument.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/shell/frame.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QTest>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using State = conversation::DocumentSaver::State;

namespace
{

constexpr int diskBytes = 512 * 1024;

/// Nothing when this process may mount; else why not. Before the first thread.
QByteArray enterMountNamespace()
{
    const int user = geteuid() == 0 ? 0 : CLONE_NEWUSER;
    if (unshare(user | CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return std::strerror(errno);
    return {};
}

QByteArray refusal; // of enterMountNamespace()

/// A small disk at a folder for as long as it lives.
class SmallDisk
{
public:
    explicit SmallDisk(const QString &folder) : m_folder(folder.toUtf8())
    {
        m_mounted = mount("none", m_folder.constData(), "tmpfs", 0,
                          QByteArray("size=" + QByteArray::number(diskBytes)).constData()) == 0;
    }
    ~SmallDisk() { umount2(m_folder.constData(), MNT_DETACH); }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool isMounted() const { return m_mounted; }
    bool setReadOnly(bool on)
    {
        return mount("none", m_folder.constData(), nullptr, MS_REMOUNT | (on ? 1UL : 0UL) * MS_RDONLY,
                     nullptr) == 0;
    }
    /// Leaves not a byte.
    bool fill() const
    {
        QFile filler(fillerPath());
        if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        for (int step = 64 * 1024; step > 0; step /= 2) {
            while (filler.write(QByteArray(step, 'f')) == step) {
            }
        }
        return true;
    }
    void empty() const { QFile::remove(fillerPath()); }

private:
    QString fillerPath() const { return QString::fromUtf8(m_folder) + u"/filler"_s; }

    QByteArray m_folder;
    bool m_mounted = false;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The button of this text, or null.
QAbstractButton *button(AppFixture &fixture, const QString &text)
{
    for (QAbstractButton *candidate : fixture.window().findChildren<QAbstractButton *>()) {
        if (candidate->text() == text && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

} // namespace

class TestDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFullDiskLosesNothing();
    void aDiskThatBecameReadOnlyLosesNothing();
    void aFolderThatVanishedLosesNothing();
    void whatCannotBeSavedGoesElsewhere();

private:
    void startOn(AppFixture &fixture, SmallDisk &disk);
    void typeAndSeeTheBar(AppFixture &fixture);
};

void TestDisk::init()
{
    if (!refusal.isEmpty()) {
        std::printf("SKIPPED: small disks, because mounting is not allowed here (%s)\n", refusal.constData());
        QSKIP("no mounts");
    }
}

void TestDisk::startOn(AppFixture &fixture, SmallDisk &disk)
{
    QVERIFY(disk.isMounted());
    fixture.start();
    fixture.type(u"safe"_s);
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Saved);
    QVERIFY(contentOf(fixture.app().document().saver().path()).contains("\"draft\": \"safe\""));
}

void TestDisk::typeAndSeeTheBar(AppFixture &fixture)
{
    fixture.type(u"written when nothing could be written"_s);
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Failed);
    QTRY_VERIFY(button(fixture, u"Try again"_s));
    QVERIFY(button(fixture, u"Save elsewhere…"_s));
    QVERIFY(!fixture.app().document().saver().error()->message.isEmpty());
    QVERIFY(!fixture.app().document().saver().error()->advice.isEmpty());
    // The window stays of use: a whole run, with the answer in memory.
    QVERIFY(fixture.ask(u"Does it go on?"_s));
    QCOMPARE(fixture.rows(), 2);
}

void TestDisk::aFullDiskLosesNothing()
{
    AppFixture fixture;
    SmallDisk disk(fixture.paths().conversationsDir);
    startOn(fixture, disk);
    const QString path = fixture.app().document().saver().path();
    const QByteArray before = contentOf(path);
    QVERIFY(disk.fill());
    typeAndSeeTheBar(fixture);
    QCOMPARE(contentOf(path), before);
    disk.empty();
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Saved); // by itself
    QTRY_VERIFY(!button(fixture, u"Try again"_s));
    QVERIFY(contentOf(path).contains("Does it go on?"));
}

void TestDisk::aDiskThatBecameReadOnlyLosesNothing()
{
    AppFixture fixture;
    SmallDisk disk(fixture.paths().conversationsDir);
    startOn(fixture, disk);
    const QString path = fixture.app().document().saver().path();
    const QByteArray before = contentOf(path);
    QVERIFY(disk.setReadOnly(true));
    typeAndSeeTheBar(fixture);
    QCOMPARE(contentOf(path), before);
    QVERIFY(disk.setReadOnly(false));
    QTest::mouseClick(button(fixture, u"Try again"_s), Qt::LeftButton);
    QCOMPARE(fixture.app().document().saver().state(), State::Saved);
    QVERIFY(contentOf(path).contains("Does it go on?"));
}

void TestDisk::aFolderThatVanishedLosesNothing()
{
    AppFixture fixture;
    fixture.start();
    fixture.type(u"safe"_s);
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Saved);
    const QString folder = fixture.paths().conversationsDir;
    const QString path = fixture.app().document().saver().path();
    QVERIFY(QDir().rename(folder, folder + u".away"_s));
    fixture.type(u"written into no folder"_s);
    const auto &saver = fixture.app().document().saver();
    QTRY_VERIFY(saver.state() == State::Failed || saver.state() == State::Conflict);
    QTRY_VERIFY(button(fixture, u"Try again"_s) || button(fixture, u"Keep mine"_s));
    QVERIFY(!saver.error()->advice.isEmpty());
    QVERIFY(QDir().rename(folder + u".away"_s, folder));
    QAbstractButton *again = button(fixture, u"Try again"_s);
    QTest::mouseClick(again ? again : button(fixture, u"Keep mine"_s), Qt::LeftButton);
    QTRY_COMPARE(saver.state(), State::Saved);
    QVERIFY(contentOf(path).contains("written into no folder"));
}

void TestDisk::whatCannotBeSavedGoesElsewhere()
{
    AppFixture fixture;
    QTemporaryDir other;
    SmallDisk disk(fixture.paths().conversationsDir);
    startOn(fixture, disk);
    QVERIFY(disk.fill());
    typeAndSeeTheBar(fixture);
    QTest::mouseClick(button(fixture, u"Save elsewhere…"_s), Qt::LeftButton);
    auto *dialog = fixture.window().findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const QString path = other.filePath(u"elsewhere.outcrop.json"_s);
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_COMPARE(fixture.app().document().saver().state(), State::Saved);
    QCOMPARE(fixture.app().document().saver().path(), path);
    QVERIFY(contentOf(path).contains("Does it go on?"));
    QTRY_VERIFY(!button(fixture, u"Try again"_s));
}

int main(int argc, char **argv)
{
    refusal = enterMountNamespace();
    QApplication application(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    TestDisk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_disk.moc"
