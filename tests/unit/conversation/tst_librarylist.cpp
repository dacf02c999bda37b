// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/library.h"
#include "core/conversation/librarylist.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;

class TestLibraryList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titlesComeFromTheBeginningOfTheFiles();
    void aChangedFileIsReadAgain();
    void deletedFilesComeBack();
    void theTrashTakesTwoOfOneName();
    void fiveThousandAreListedWithoutReadingThem();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes);
        return file.fileName();
    }
    static QByteArray titled(const QString &title)
    {
        Conversation conversation = newConversation();
        conversation.title = title;
        conversation.turns = {userTurn(QString(10'000, u'x'))};
        return encodeConversation(conversation);
    }

    QTemporaryDir m_folder;
};

void TestLibraryList::titlesComeFromTheBeginningOfTheFiles()
{
    write(u"one.outcrop.json"_s, titled(u"Grüße \"and\" more"_s));
    write(u"two.outcrop.json"_s, R"({"messages":[]})");
    write(u"three.outcrop.json"_s, "no JSON at all");
    write(u"other.json"_s, titled(u"not listed"_s));
    LibraryLister lister;
    QStringList titles;
    for (const LibraryEntry &entry : lister.list(m_folder.path()))
        titles.append(entry.title);
    titles.sort();
    QCOMPARE(titles, (QStringList{u"Grüße \"and\" more"_s, u"three"_s, u"two"_s}));
    QVERIFY(lister.list(m_folder.filePath(u"absent"_s)).empty());
}

void TestLibraryList::aChangedFileIsReadAgain()
{
    const QString path = write(u"changing.outcrop.json"_s, titled(u"before"_s));
    LibraryLister lister;
    QCOMPARE(lister.entry(path)->title, u"before"_s);
    write(u"changing.outcrop.json"_s, titled(u"after that"_s));
    QCOMPARE(lister.entry(path)->title, u"after that"_s);
    QFile::remove(path);
    QVERIFY(!lister.entry(path));
}

void TestLibraryList::deletedFilesComeBack()
{
    const QByteArray bytes = titled(u"kept"_s);
    const QString path = write(u"kept.outcrop.json"_s, bytes);
    const auto trash = moveToTrash(path);
    QVERIFY(trash.ok());
    QVERIFY(!QFile::exists(path));
    LibraryLister lister;
    for (const LibraryEntry &entry : lister.list(m_folder.path()))
        QVERIFY(entry.path != path && entry.path != *trash);
    write(u"kept.outcrop.json"_s, titled(u"another one took the name"_s));
    const auto back = restoreFromTrash(*trash, path);
    QVERIFY(back.ok());
    QVERIFY(*back != path);
    QFile file(*back);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
    QVERIFY(!moveToTrash(m_folder.filePath(u"absent.outcrop.json"_s)).ok());
}

void TestLibraryList::theTrashTakesTwoOfOneName()
{
    const QString path = write(u"twice.outcrop.json"_s, titled(u"first"_s));
    const auto first = moveToTrash(path);
    write(u"twice.outcrop.json"_s, titled(u"second"_s));
    const auto second = moveToTrash(path);
    QVERIFY(first.ok() && second.ok());
    QVERIFY(*first != *second);
    QVERIFY(QFile::exists(*first) && QFile::exists(*second));
}

void TestLibraryList::fiveThousandAreListedWithoutReadingThem()
{
    QTemporaryDir many;
    const QByteArray bytes = titled(u"one of many"_s);
    for (int i = 0; i < 5'000; ++i) {
        QFile file(many.filePath(u"%1.outcrop.json"_s.arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    LibraryLister lister;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(lister.list(many.path()).size(), 5'000U);
    const qint64 first = timer.restart();
    QCOMPARE(lister.list(many.path()).size(), 5'000U);
    qInfo("5,000 files: first %lld ms, again %lld ms", first, timer.elapsed());
    QVERIFY(first < 5'000);
}

QTEST_GUILESS_MAIN(TestLibraryList)
#include "tst_librarylist.moc"
